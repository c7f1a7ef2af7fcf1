"use client";

import { Waves } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { useLiveRefresh } from "@/components/live/live-provider";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import type { PoolRef } from "@/lib/customers/types";
import type { Hold, Pause, SweepPage, SweepRow } from "@/lib/sweeps/types";
import { HoldCard } from "./hold-card";
import { PausePanel } from "./pause-panel";
import { ResultDialog } from "./result-dialog";
import { SweepList } from "./sweep-list";
import { UndoDialog } from "./undo-dialog";

const CHANGES: ReadonlySet<string> = new Set([
  ...[
    "reclaimed",
    "reclaim_undone",
    "assigned",
    "assign_undone",
    "sweep_held",
    "sweep_approved",
    "sweep_declined",
    "sweep_undone",
  ],
  // Of a clean-up, and of its undo.
  ...["invalidated", "moved", "restored"],
  ...["reclaims_paused", "reclaims_resumed"],
]);

type ScreenProps = {
  page: SweepPage;
  holds: readonly Hold[];
  pauses: readonly Pause[];
  pools: readonly PoolRef[];
  /** The one pool that is shown, if the address names one. */
  pool: PoolRef | null;
  admin: boolean;
};

type Open = { sweep: SweepRow; as: "undo" | "result" };

/** What the sweeps took: those that ask on top, then each with its undo, and beside them the pauses. */
export function SweepsScreen({ page, holds, pauses, pools, pool, admin }: ScreenProps) {
  const t = useTranslations("sweeps");
  const [open, setOpen] = useState<Open | null>(null);
  useLiveRefresh((event) => CHANGES.has(event.kind));
  const shown = holds.filter((hold) => !pool || hold.pool.id === pool.id);
  const back = pool
    ? { href: `/settings/pools/${pool.id}`, label: pool.name }
    : { href: "/settings", label: t("settings") };
  return (
    <>
      <PageHeader
        title={t("title")}
        crumbs={[
          { label: t("settings"), href: "/settings" },
          ...(pool ? [{ label: pool.name, href: `/settings/pools/${pool.id}` }] : []),
        ]}
        note={t("lead")}
        ruled
      />
      <PhoneHeader title={t("title")} back={back} />
      <Panes className="max-md:flex max-md:flex-col">
        <Pane>
          <div className="max-w-[960px] pb-10">
            {shown.map((hold) => (
              <HoldCard key={hold.id} hold={hold} admin={admin} />
            ))}
            {page.rows.length === 0 ? (
              <EmptyState icon={Waves} title={t("none")} text={t("noneText")} />
            ) : (
              <SweepList
                key={page.rows[0]?.id}
                page={page}
                poolId={pool?.id}
                admin={admin}
                onOpen={(sweep, as) => setOpen({ sweep, as })}
              />
            )}
          </div>
        </Pane>
        <Pane width="next" label={t("pause.title")} className="max-md:order-first">
          <PausePanel {...{ pauses, pools, admin }} />
        </Pane>
      </Panes>
      <Dialog open={open !== null} onOpenChange={(next) => (next ? null : setOpen(null))}>
        {open?.as === "undo" ? (
          <UndoDialog key={open.sweep.id} sweep={open.sweep} onDone={() => setOpen(null)} />
        ) : null}
        {open?.as === "result" ? <ResultDialog key={open.sweep.id} sweep={open.sweep} /> : null}
      </Dialog>
    </>
  );
}
