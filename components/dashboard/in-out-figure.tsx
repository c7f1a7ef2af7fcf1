import { useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { StatMeasure } from "@/db/enums";
import type { Overview } from "@/lib/stats/types";
import { behindHref, type DashboardAddress } from "./address";
import { ChartFigure } from "./chart-figure";
import { addDays, allIn, allOut, type InOutDay, inOutDays, usedWays, WAYS_IN, WAYS_OUT } from "./in-out";
import { InOutChart } from "./in-out-chart-lazy";
import { NumberLink } from "./number-link";
import { useFigures } from "./use-figures";

/** How many days fit beside each other on a phone. */
const PHONE_DAYS = 14;

type Props = { overview: Overview; address: DashboardAddress; className?: string };

/** Bars of every day: up what came into the pool, down what left it. */
export function InOutFigure({ overview, address, className }: Props) {
  const days = inOutDays(overview.days);
  return (
    <ChartFigure
      {...(className ? { className } : {})}
      title={<Title days={days} team={address.filter.teamId !== null} />}
      legend={<Legend days={days} />}
      chart={
        <InOutChart
          days={days}
          phoneDays={PHONE_DAYS}
          links={days.map(({ day }) => ({
            in: behindHref(address, { kind: "entered", period: { from: day, to: day } }),
            out: behindHref(address, { kind: "left", period: { from: day, to: day } }),
          }))}
        />
      }
      table={<InOutTable days={days} address={address} />}
    />
  );
}

function Title({ days, team }: { days: readonly InOutDay[]; team: boolean }) {
  const t = useTranslations("dashboard.bars");
  const figures = useFigures();
  const netOf = (some: readonly InOutDay[]) => {
    const counts = addDays(some);
    return { any: allIn(counts) + allOut(counts) > 0, net: allIn(counts) - allOut(counts) };
  };
  const { any, net } = netOf(days);
  if (!any) return <>{t("none")}</>;
  const count = figures.number(Math.abs(net));
  const how = net > 0 ? "More" : net < 0 ? "Less" : "Even";
  const whole = { More: "more", Less: "less", Even: "even" } as const;
  const recent = netOf(days.slice(-PHONE_DAYS)).net;
  const recentHow = recent > 0 ? "More" : recent < 0 ? "Less" : "Even";
  const shown = { days: Math.min(PHONE_DAYS, days.length), count: figures.number(Math.abs(recent)) };
  return (
    <>
      <span className="max-md:hidden">{t(team ? `team${how}` : whole[how], { count })}</span>
      <span className="md:hidden">{t(`recent${recentHow}`, shown)}</span>
    </>
  );
}

const SWATCHES = {
  back: "bg-chart-1",
  fresh: "bg-chart-3",
  taken: "bg-chart-2",
  gone: "bg-chart-6",
} as const;

function Legend({ days }: { days: readonly InOutDay[] }) {
  const t = useTranslations("dashboard.bars");
  const used = (["back", "fresh", "taken", "gone"] as const).filter((series) =>
    days.some((day) => day[series] !== 0),
  );
  return (
    <span className="flex flex-wrap items-center gap-x-3 text-12 text-muted-foreground">
      {used.map((series) => (
        <span key={series} className="flex items-center gap-1.5">
          <i aria-hidden className={`size-2 rounded-[2px] ${SWATCHES[series]}`} />
          {t(series)}
        </span>
      ))}
      <span className="flex items-center gap-1.5 max-md:hidden">
        <i aria-hidden className="hatch size-2.5" />
        {t("off")}
      </span>
    </span>
  );
}

function InOutTable({ days, address }: { days: readonly InOutDay[]; address: DashboardAddress }) {
  const t = useTranslations("dashboard");
  const figures = useFigures();
  const total = addDays(days);
  const ways: StatMeasure[] = [...usedWays(WAYS_IN, total), ...usedWays(WAYS_OUT, total)];
  const isIn = (way: StatMeasure) => (WAYS_IN as readonly StatMeasure[]).includes(way);
  const linkOf = (way: StatMeasure) =>
    behindHref(address, isIn(way) ? { kind: "entered", sources: [way] } : { kind: "left", exits: [way] });
  const cell = (count: number | undefined) => (count ? figures.number(count) : "");
  return (
    <Table className="[&_td]:h-7 [&_thead_th]:sticky [&_thead_th]:top-0">
      <thead>
        <Tr>
          <Th>{t("bars.day")}</Th>
          {ways.map((way) => (
            <Th key={way} numeric>
              {t(`way.${way as (typeof WAYS_IN)[number] | (typeof WAYS_OUT)[number]}`)}
            </Th>
          ))}
          <Th numeric>{t("bars.sumIn")}</Th>
          <Th numeric>{t("bars.sumOut")}</Th>
        </Tr>
      </thead>
      <tbody>
        <Tr className="text-muted-foreground">
          <Td>{t("bars.total")}</Td>
          {ways.map((way) => (
            <Td key={way} numeric>
              <NumberLink href={linkOf(way)} className="text-foreground">
                {cell(total[way])}
              </NumberLink>
            </Td>
          ))}
          <Td numeric>{figures.number(allIn(total))}</Td>
          <Td numeric>{figures.number(allOut(total))}</Td>
        </Tr>
        {days.toReversed().map(({ day, off, counts }) => (
          <Tr key={day} className={off ? "text-faint-foreground" : ""}>
            <Td className="whitespace-nowrap">{figures.day(day)}</Td>
            {ways.map((way) => (
              <Td key={way} numeric>
                {cell(counts[way])}
              </Td>
            ))}
            <Td numeric>{cell(allIn(counts))}</Td>
            <Td numeric>{cell(allOut(counts))}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
