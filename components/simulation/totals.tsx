import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useMoney } from "@/components/customers/use-money";
import { useFigures } from "@/components/dashboard/use-figures";
import { cn } from "@/components/ui/cn";
import { Meter } from "@/components/ui/meter";
import type { PolicySimulation } from "@/lib/simulation/types";
import { shareBps } from "@/lib/stats/rules";

/** The strip of numbers that a replay comes down to: reclaims, idle days, deals at risk, returns. */
export function Totals({ answer }: { answer: PolicySimulation }) {
  const t = useTranslations("simulation.totals");
  const figures = useFigures();
  const money = useMoney();
  const { draft, inForce, real, baseVersion: version, dealsInAll, currency } = answer;
  const each = draft.reclaimed > 0 ? draft.idleDays / draft.reclaimed : 0;
  const share = shareBps(draft.deals.count, dealsInAll.count);
  const percent = (bps: number | null) => (bps === null ? "–" : `${figures.percent(bps)}%`);
  return (
    <section className="grid grid-cols-[1.6fr_1fr_1.2fr_1fr] border-hairline border-y max-lg:grid-cols-2 max-md:grid-cols-2">
      <ReclaimedTotal answer={answer} />
      <Total
        label={t("idle")}
        unit={t("days")}
        detail={`${t("idleWas", { version, days: figures.number(Math.round(inForce.idleDays)) })}${each > 0 ? ` · ${t("perOne", { days: figures.number(Math.round(each * 10) / 10) })}` : ""}`}
        className="max-lg:border-s-0"
      >
        {figures.number(Math.round(draft.idleDays))}
      </Total>
      <Total
        label={t("deals")}
        unit={t("dealsUnit", { count: draft.deals.count })}
        detail={
          dealsInAll.count === 0
            ? t("noDeals")
            : t("dealsOf", {
                ...{ value: money(draft.deals.value, currency), count: dealsInAll.count },
                share: figures.percent(share ?? 0),
              })
        }
      >
        {figures.number(draft.deals.count)}
      </Total>
      <Total
        label={t("bounce")}
        detail={t("bounceWas", {
          ...{ version, inForce: percent(inForce.bounceBps), real: percent(real.bounceBps) },
        })}
        className="max-lg:col-span-2 max-lg:border-s-0 max-lg:border-t"
      >
        {percent(draft.bounceBps)}
      </Total>
    </section>
  );
}

function ReclaimedTotal({ answer }: { answer: PolicySimulation }) {
  const t = useTranslations("simulation.totals");
  const figures = useFigures();
  const { draft, inForce, real, baseVersion: version } = answer;
  const most = Math.max(draft.reclaimed, real.reclaimed, 1);
  return (
    <div className="min-w-0 px-5 py-3.5 max-lg:col-span-2 max-lg:border-hairline max-lg:border-b max-md:px-4 max-md:py-3">
      <h2 className="text-12 text-muted-foreground">{t("reclaimed")}</h2>
      <div className="flex items-end gap-3.5">
        <p className="shrink-0 font-semibold text-28 tracking-[-0.015em]">
          {figures.number(draft.reclaimed)}
          <span className="ms-1 font-normal text-13 text-muted-foreground">{t("customers")}</span>
        </p>
        <div className="min-w-16 flex-1 pb-3">
          <Meter
            label={t("meter", { draft: draft.reclaimed, real: real.reclaimed })}
            value={draft.reclaimed}
            mark={real.reclaimed}
            max={most}
          />
        </div>
      </div>
      <p className="text-12 text-faint-foreground">
        {t("compared", {
          ...{ version, inForce: figures.number(inForce.reclaimed) },
          real: figures.number(real.reclaimed),
        })}
        {draft.goneBefore > 0 ? ` · ${t("gone", { count: draft.goneBefore })}` : ""}
      </p>
    </div>
  );
}

function Total(props: {
  label: string;
  unit?: string;
  detail: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const { label, unit, detail, className, children } = props;
  return (
    <div className={cn("min-w-0 border-hairline border-s px-5 py-3.5 max-md:px-4 max-md:py-2.5", className)}>
      <h2 className="truncate text-12 text-muted-foreground">{label}</h2>
      <p className="mt-1 font-semibold text-20 tracking-[-0.01em] max-md:mt-0">
        {children}
        {unit ? (
          <span className="ms-1 font-normal text-13 text-muted-foreground tracking-normal">{unit}</span>
        ) : null}
      </p>
      <p className="mt-0.5 text-12 text-faint-foreground">{detail}</p>
    </div>
  );
}
