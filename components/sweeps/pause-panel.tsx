"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Dialog } from "@/components/ui/dialog";
import { Switch } from "@/components/ui/switch";
import type { PoolRef } from "@/lib/customers/types";
import type { Pause } from "@/lib/sweeps/types";
import { PauseDialog } from "./pause-dialog";

type PanelProps = { pauses: readonly Pause[]; pools: readonly PoolRef[]; admin: boolean };

/** A switch for all pools and one for each: off while its reclaims are paused. */
export function PausePanel({ pauses, pools, admin }: PanelProps) {
  const t = useTranslations("sweeps.pause");
  const now = useNow();
  const { moment } = useMoments();
  const [asking, setAsking] = useState<{ pool: PoolRef | null; pause: Pause | null } | null>(null);
  const ofAll = pauses.some((one) => one.pool === null);
  const lines = [null, ...pools].map((pool) => ({
    pool,
    pause: pauses.find((one) => (one.pool?.id ?? null) === (pool?.id ?? null)) ?? null,
  }));
  return (
    <div className="px-5 py-3.5 max-md:px-4">
      <h2 className="font-medium">{t("title")}</h2>
      <p className="mt-0.5 text-12 text-muted-foreground">{t("lead")}</p>
      <ul className="mt-2">
        {lines.map((line) => {
          const { pool, pause } = line;
          const name = pool?.name ?? t("all");
          const withAll = ofAll && pool !== null && pause === null;
          return (
            <li
              key={pool?.id ?? "all"}
              className="flex min-h-11 items-start gap-3 border-hairline border-b py-2.5"
            >
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
                  onCheckedChange={() => setAsking(line)}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
      <Dialog open={asking !== null} onOpenChange={(next) => (next ? null : setAsking(null))}>
        {asking ? <PauseDialog {...asking} onDone={() => setAsking(null)} /> : null}
      </Dialog>
    </div>
  );
}
