import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Meter } from "@/components/ui/meter";
import { lengthOf, shareBps } from "@/lib/stats/rules";
import type { Compared, Overview } from "@/lib/stats/types";
import { behindHref, type DashboardAddress, heldHref } from "./address";
import { allIn, allOut } from "./in-out";
import { NumberLink } from "./number-link";
import { useFigures } from "./use-figures";

type Props = {
  overview: Overview;
  address: DashboardAddress;
  /** Whether the lists of held customers show all that is counted here. */
  reachesHeld: boolean;
};

/** The strip of numbers that matter, the first of them large. */
export function Kpis(props: Props) {
  return (
    <section className="grid shrink-0 grid-cols-[2fr_1fr_1fr_1fr_1fr] border-hairline border-y max-md:grid-cols-3 max-lg:md:grid-cols-4">
      <UtilisationKpi {...props} />
      <NetKpi {...props} />
      <FirstContactKpi {...props} />
      <RateKpi {...props} what="followed" />
      <RateKpi {...props} what="won" />
    </section>
  );
}

function Kpi(props: { label: string; detail: ReactNode; className?: string; children: ReactNode }) {
  const { label, detail, className, children } = props;
  return (
    <div
      className={cn(
        "min-w-0 border-hairline border-s px-5 py-3.5 first:border-s-0 max-md:px-3 max-md:py-2.5 max-md:[&:nth-child(3)]:border-s-0 max-md:[&:nth-child(3)]:ps-4",
        className,
      )}
    >
      <h2 className="truncate text-12 text-muted-foreground">{label}</h2>
      <p className="mt-1 font-semibold text-20 tracking-[-0.01em] max-md:mt-0">{children}</p>
      <p className="mt-0.5 text-12 text-faint-foreground max-md:hidden">{detail}</p>
    </div>
  );
}

function UnitText({ children }: { children: ReactNode }) {
  return <span className="ms-1 font-normal text-13 text-muted-foreground tracking-normal">{children}</span>;
}

const usedBps = (level: { touched: number; customers: number } | null) =>
  level ? shareBps(level.touched, level.customers) : null;

function UtilisationKpi({ overview, address, reachesHeld }: Props) {
  const t = useTranslations("dashboard");
  const figures = useFigures();
  const { now, before } = overview.utilisation;
  const [share, previous] = [usedBps(now), usedBps(before)];
  const team = address.filter.teamId !== null;
  const value = figures.percent(share ?? 0);
  const bar =
    previous === null
      ? t("kpi.utilisationBar", { value })
      : t("kpi.utilisationBarBefore", { value, before: figures.percent(previous) });
  const endsNow = address.days !== null && reachesHeld;
  const to = (more: Parameters<typeof heldHref>[1]) => (endsNow ? heldHref(address, more) : null);
  const counts = {
    customers: figures.number(now?.customers ?? 0),
    touched: figures.number(now?.touched ?? 0),
  };
  const touched = (chunks: ReactNode) => (
    <NumberLink href={to({ touched: lengthOf(overview.period) })} className="font-medium text-foreground">
      {chunks}
    </NumberLink>
  );
  return (
    <div className="min-w-0 px-5 py-3.5 max-md:col-span-3 max-md:border-hairline max-md:border-b max-md:px-4 max-md:py-3 max-lg:md:col-span-4 max-lg:md:border-hairline max-lg:md:border-b">
      <h2 className="text-12 text-muted-foreground">
        {team ? t("kpi.utilisationTeam") : t("kpi.utilisation")}
      </h2>
      <div className="flex items-end gap-3.5 max-md:flex-wrap max-md:gap-x-2 max-md:gap-y-0">
        <p className="font-semibold text-28 tracking-[-0.015em]">
          {share === null ? "–" : value}
          <span className="ms-px font-normal text-13 text-muted-foreground">%</span>
        </p>
        <p className="pb-1.5 text-13 text-muted-foreground md:hidden">
          <Change now={share} before={previous} kind="points" />
        </p>
        <div className="min-w-24 flex-1 pb-3 max-md:basis-full max-md:pb-1">
          <Meter
            label={bar}
            value={share ?? 0}
            max={10_000}
            {...(previous === null ? {} : { mark: previous })}
          />
        </div>
      </div>
      <p className="text-12 text-faint-foreground">
        {team
          ? t.rich("kpi.utilisationTeamText", { ...counts, a: touched })
          : t.rich("kpi.utilisationText", { ...counts, a: touched })}
        <span className="max-md:hidden">
          {previous === null ? null : <> · {t("kpi.before", { value: figures.percent(previous) })}</>}
        </span>
        {" · "}
        {t.rich("kpi.idle", {
          count: figures.number(now?.idle ?? 0),
          a: (chunks) => (
            <NumberLink href={to({ idle: 30 })} className="font-medium text-foreground">
              {chunks}
            </NumberLink>
          ),
        })}
      </p>
    </div>
  );
}

function NetKpi({ overview, address }: Props) {
  const t = useTranslations("dashboard");
  const figures = useFigures();
  const team = address.filter.teamId !== null;
  const [inside, outside] = [allIn(overview.counts.now), allOut(overview.counts.now)];
  const parts = {
    in: figures.number(inside),
    out: figures.number(outside),
    a: (chunks: ReactNode) => (
      <NumberLink
        href={behindHref(address, { kind: team ? "returned" : "entered" })}
        className="font-medium text-foreground"
      >
        {chunks}
      </NumberLink>
    ),
    b: (chunks: ReactNode) => (
      <NumberLink href={behindHref(address, { kind: "left" })} className="font-medium text-foreground">
        {chunks}
      </NumberLink>
    ),
  };
  return (
    <Kpi
      label={team ? t("kpi.netTeam") : t("kpi.net")}
      detail={team ? t.rich("kpi.inOutTeam", parts) : t.rich("kpi.inOut", parts)}
      className="max-md:hidden"
    >
      {figures.signed(team ? outside - inside : inside - outside)}
      <UnitText>{t("unit.customers")}</UnitText>
    </Kpi>
  );
}

function FirstContactKpi({ overview, address }: Props) {
  const t = useTranslations("dashboard");
  const figures = useFigures();
  const { now, before } = overview.medians;
  const parts = now.firstContact === null ? null : figures.parts(now.firstContact);
  return (
    <Kpi
      label={t("kpi.firstContact")}
      detail={
        parts ? (
          <Change now={now.firstContact} before={before.firstContact} kind="speed" than />
        ) : (
          t("kpi.noContact")
        )
      }
    >
      <NumberLink href={parts ? behindHref(address, { kind: "contacted" }) : null}>
        {parts?.amount ?? "–"}
        {parts ? <UnitText>{parts.unit}</UnitText> : null}
      </NumberLink>
    </Kpi>
  );
}

function RateKpi({ overview, address, what }: Props & { what: "followed" | "won" }) {
  const t = useTranslations("dashboard");
  const figures = useFigures();
  const { now, before } = overview.takings;
  const share = shareBps(now[what], now.taken);
  const href = behindHref(
    address,
    what === "followed" ? { kind: "taken", followed: true } : { kind: "taken", fates: ["won"] },
  );
  return (
    <Kpi
      label={t(`kpi.${what}`)}
      detail={
        share === null ? (
          t("kpi.nobodyTaken")
        ) : (
          <>
            <span className="text-foreground">
              {t("kpi.ofTaken", { taken: figures.number(now.taken), part: figures.number(now[what]) })}
            </span>
            {before.taken === 0 ? null : (
              <>
                {" · "}
                <Change now={share} before={shareBps(before[what], before.taken)} kind="points" />
              </>
            )}
          </>
        )
      }
    >
      <NumberLink href={share === null ? null : href}>
        {share === null ? "–" : figures.percent(share)}
        {share === null ? null : <UnitText>%</UnitText>}
      </NumberLink>
    </Kpi>
  );
}

type ChangeProps = Compared<number | null> & { kind: "points" | "speed"; than?: boolean };

/** How a figure differs from the one of the period before, in words. */
function Change({ now, before, kind, than = false }: ChangeProps) {
  const t = useTranslations("dashboard.compare");
  const figures = useFigures();
  if (now === null || before === null) return <>{t("none")}</>;
  const difference = now - before;
  const value =
    kind === "points" ? figures.percent(Math.abs(difference)) : figures.duration(Math.abs(difference));
  const smallest = kind === "points" ? 5 : 60;
  const key = kind === "points" ? (["up", "down"] as const) : (["slower", "faster"] as const);
  if (Math.abs(difference) < smallest) return <>{t("same")}</>;
  return (
    <>
      <span className="text-foreground max-md:text-inherit">
        {t(difference > 0 ? key[0] : key[1], { value })}
      </span>
      {than ? <> {t("than")}</> : null}
    </>
  );
}
