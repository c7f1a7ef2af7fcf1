"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { cn } from "@/components/ui/cn";
import { Dialog } from "@/components/ui/dialog";
import { Switch } from "@/components/ui/switch";
import type { PoolRef } from "@/lib/customers/types";
import type { Pause } from "@/lib/sweeps/types";
import { PauseDialog } from "./pause-dialog";

type PanelProps = { pauses: readonly Pause[]; pools: readonly PoolRef[]; admin: boolean };
type Line = { pool: PoolRef | null; pause: Pause | null };

/** A switch for all pools and one for each: off while it is paused. On the phone they unfold below a line that says what runs. */
export function PausePanel({ pauses, pools, admin }: PanelProps) {
  const t = useTranslations("sweeps.pause");
  const [asking, setAsking] = useState<Line | null>(null);
  const [unfolded, setUnfolded] = useState(false);
  const contentId = useId();
  const ofAll = pauses.some((one) => one.pool === null);
  const lines: Line[] = [null, ...pools].map((pool) => ({
    pool,
    pause: pauses.find((one) => (one.pool?.id ?? null) === (pool?.id ?? null)) ?? null,
  }));
  const state = ofAll
    ? t("allPaused")
    : pauses.length > 0
      ? t("somePaused", { count: pauses.length })
      : t("allRun");
  return (
    <div className="px-5 py-3.5 max-md:border-hairline max-md:border-b max-md:px-4 max-md:py-0">
      <button
        type="button"
        aria-expanded={unfolded}
        aria-controls={contentId}
        onClick={() => setUnfolded(!unfolded)}
        className="-mx-4 flex min-h-12 w-[calc(100%+2rem)] items-center gap-2 px-4 py-2 text-start md:hidden"
      >
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{t("title")}</span>
          <span
            className={cn("block text-12", pauses.length > 0 ? "text-warning-text" : "text-muted-foreground")}
          >
            {state}
          </span>
        </span>
        <ChevronDown
          aria-hidden
          className={cn(
            "size-4 shrink-0 text-muted-foreground transition-transform",
            unfolded && "rotate-180",
          )}
        />
      </button>
      <div id={contentId} className={cn("max-md:pb-2", !unfolded && "max-md:hidden")}>
        <h2 className="font-medium max-md:hidden">{t("title")}</h2>
        <p className="mt-0.5 text-12 text-muted-foreground">{t("lead")}</p>
        <ul className="mt-2">
          {lines.map((line) => (
            <PauseLine
              key={line.pool?.id ?? "all"}
              line={line}
              ofAll={ofAll}
              admin={admin}
              onAsk={() => setAsking(line)}
            />
          ))}
        </ul>
      </div>
      <Dialog open={asking !== null} onOpenChange={(next) => (next ? null : setAsking(null))}>
        {asking ? <PauseDialog {...asking} onDone={() => setAsking(null)} /> : null}
      </Dialog>
    </div>
  );
}

type LineProps = { line: Line; ofAll: boolean; admin: boolean; onAsk: () => void };

/** One pool, or all: whether it runs, else since when and by whom it is paused, and why. */
function PauseLine({ line: { pool, pause }, ofAll, admin, onAsk }: LineProps) {
  const t = useTranslations("sweeps.pause");
  const now = useNow();
  const { moment } = useMoments();
  const name = pool?.name ?? t("all");
  const withAll = ofAll && pool !== null && pause === null;
  return (
    <li className="flex min-h-11 items-start gap-3 border-hairline border-b py-2.5 max-md:last:border-b-0">
      <span className="min-w-0 flex-1">
        <span className="block">{name}</span>
        <span className="block text-12 text-muted-foreground">
          {pause
            ? t("since", { moment: moment(pause.from, now), by: pause.byName ?? "" })
            : t(ofAll ? "byAll" : "runs")}
        </span>
        {pause?.note ? <span className="block text-12">{pause.note}</span> : null}
      </span>
      {admin ? (
        <Switch
          aria-label={t("switch", { pool: name })}
          checked={pause === null && !withAll}
          disabled={withAll}
          onCheckedChange={onAsk}
        />
      ) : null}
    </li>
  );
}
