import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { lengthOf } from "@/lib/stats/rules";
import type { Overview } from "@/lib/stats/types";
import { behindHref, type DashboardAddress } from "./address";
import { ChartFigure } from "./chart-figure";
import {
  BEHIND_STATION,
  type Box,
  type Flow,
  flowOf,
  layOut,
  type Ribbon,
  STATIONS,
  type Station,
  type Tone,
} from "./flow-layout";
import { NumberLink } from "./number-link";
import { useFigures } from "./use-figures";

const HEIGHT = 248;

const FILLS: Record<Tone, { node: string; band: string }> = {
  amber: { node: "fill-chart-2", band: "fill-chart-2/26" },
  mauve: { node: "fill-chart-4", band: "fill-chart-4/26" },
  slate: { node: "fill-chart-6", band: "fill-chart-6/26" },
  sky: { node: "fill-chart-3", band: "fill-chart-3/26" },
  sea: { node: "fill-chart-1", band: "fill-chart-1/26" },
  ink: { node: "fill-foreground", band: "fill-foreground/26" },
};

type Props = { overview: Overview; address: DashboardAddress; className?: string };

/** Where the customers came from that entered the pool, and what became of them: bands, or steps on the phone. */
export function FlowFigure({ overview, address, className }: Props) {
  const flow = flowOf(overview.flow);
  return (
    <ChartFigure
      {...(className ? { className } : {})}
      title={<Title flow={flow} days={lengthOf(overview.period)} team={address.filter.teamId !== null} />}
      chart={
        <>
          <Bands flow={flow} address={address} />
          <Steps flow={flow} address={address} />
        </>
      }
      table={<FlowTable flow={flow} address={address} />}
    />
  );
}

function Title({ flow, days, team }: { flow: Flow; days: number; team: boolean }) {
  const t = useTranslations("dashboard.flow");
  const figures = useFigures();
  const { pool, taken, backReclaimed } = flow.count;
  const count = figures.number(pool);
  if (pool === 0) return <>{t("none")}</>;
  const share = (part: number, whole: number) => figures.number(Math.round((part / whole) * 100));
  const finding = team
    ? t("team", { days, count })
    : backReclaimed > 0
      ? t("reclaimed", { days, count, share: share(backReclaimed, taken) })
      : t("taken", { days, count, share: share(taken, pool) });
  return (
    <>
      <span className="max-md:hidden">{finding}</span>
      <span className="md:hidden">{t("where", { count })}</span>
    </>
  );
}

const hrefOf = (address: DashboardAddress, station: Station) =>
  behindHref(address, { kind: "entered", ...BEHIND_STATION[station] });

/** The drawing is as wide as its place: bands stretch, names and stations don't. */
function Bands({ flow, address }: { flow: Flow; address: DashboardAddress }) {
  const { boxes, ribbons } = layOut(flow, HEIGHT);
  return (
    <div className="relative mt-2 h-[252px] ps-[104px] pe-[92px] max-md:hidden">
      <div className="relative h-full">
        <svg
          aria-hidden
          viewBox={`0 0 100 ${HEIGHT}`}
          preserveAspectRatio="none"
          className="absolute inset-0 h-[248px] w-full"
        >
          {ribbons.map((ribbon) => (
            <path key={`${ribbon.from} ${ribbon.to}`} d={curve(ribbon)} className={toneOf(ribbon)} />
          ))}
        </svg>
        {boxes.map((box) => (
          <StationMark
            key={box.station}
            box={box}
            count={flow.count[box.station]}
            href={hrefOf(address, box.station)}
          />
        ))}
      </div>
    </div>
  );
}

/** Where the columns stand, in hundredths of the width: each has the room that its names take at their right. */
const COLUMNS = [0, 15, 37, 68, 100] as const;
const columnX = (station: Station) => COLUMNS[STATIONS[station].column];

/** How much of its way a band goes straight, below the name of where it comes from, before it bends. */
const STRAIGHT = 0.6;

function curve({ from, to, fromTop, toTop, thick }: Ribbon): string {
  const [start, end] = [columnX(from), columnX(to)];
  const bend = to === "pool" ? start : start + (end - start) * STRAIGHT;
  const middle = (bend + end) / 2;
  const [fromEnd, toEnd] = [fromTop + thick, toTop + thick];
  const top = `M${start} ${fromTop} H${bend} C${middle} ${fromTop} ${middle} ${toTop} ${end} ${toTop}`;
  return `${top} V${toEnd} C${middle} ${toEnd} ${middle} ${fromEnd} ${bend} ${fromEnd} H${start} Z`;
}

/** A band has the colour of where it comes from before the pool, and of where it goes to after it. */
const toneOf = ({ from, to }: Ribbon) => FILLS[STATIONS[to === "pool" ? from : to].tone].band;

function StationMark({ box, count, href }: { box: Box; count: number; href: string }) {
  const t = useTranslations("dashboard.flow.station");
  const figures = useFigures();
  const { column, tone } = STATIONS[box.station];
  const height = Math.max(3, box.height);
  return (
    <div
      className="absolute flex h-0 items-center"
      style={{ top: box.nameAt, left: `calc(${columnX(box.station)}% - 2.5px)` }}
    >
      <svg
        aria-hidden
        width="5"
        height={height}
        className="absolute start-0 overflow-visible"
        style={{ top: box.top + box.height / 2 - box.nameAt - height / 2 }}
      >
        <rect width="5" height={height} className={FILLS[tone].node} />
      </svg>
      <Link
        href={href}
        prefetch={false}
        className={cn(
          "absolute whitespace-nowrap rounded-sm px-1 text-12 hover:text-primary-text",
          column === 0 ? "end-1" : "start-2",
        )}
      >
        {t(box.station)} <span className="text-muted-foreground">{figures.number(count)}</span>
      </Link>
    </div>
  );
}

const STEPS = [
  { station: "taken", of: "pool", tone: "bg-chart-1" },
  { station: "followed", of: "taken", tone: "bg-chart-1" },
  { station: "won", of: "taken", tone: "bg-chart-1" },
  { station: "backReclaimed", of: "taken", tone: "bg-chart-2" },
] as const;

/** The phone's flow: steps under each other, each with its share of the one before. */
function Steps({ flow, address }: { flow: Flow; address: DashboardAddress }) {
  const t = useTranslations("dashboard.flow.steps");
  const figures = useFigures();
  const whole = Math.max(1, flow.count.pool);
  return (
    <ul className="pb-2.5 md:hidden">
      {STEPS.map(({ station, of, tone }) => {
        const count = flow.count[station];
        const share = flow.count[of] > 0 ? (count / flow.count[of]) * 10_000 : 0;
        return (
          <li key={station}>
            <Link
              href={hrefOf(address, station)}
              prefetch={false}
              className="grid h-11 grid-cols-[84px_1fr_48px_48px] items-center gap-2 text-13"
            >
              <span>{t(station)}</span>
              <span className="h-2 rounded-[2px] bg-muted">
                <span
                  className={cn("block h-full rounded-[2px]", tone)}
                  style={{ width: `${(count / whole) * 100}%` }}
                />
              </span>
              <span className="text-end font-medium">{figures.number(count)}</span>
              <span className="text-end text-faint-foreground">{figures.percent(Math.round(share))}%</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function FlowTable({ flow, address }: { flow: Flow; address: DashboardAddress }) {
  const t = useTranslations("dashboard.flow");
  const figures = useFigures();
  return (
    <Table className="[&_td]:h-7 [&_thead_th]:sticky [&_thead_th]:top-0">
      <thead>
        <Tr>
          <Th>{t("from")}</Th>
          <Th>{t("to")}</Th>
          <Th numeric>{t("count")}</Th>
          <Th numeric>{t("share")}</Th>
        </Tr>
      </thead>
      <tbody>
        {flow.bands.map(({ from, to, count }) => {
          const whole = to === "pool" ? flow.count.pool : flow.count[from];
          return (
            <Tr key={`${from} ${to}`}>
              <Td>{t(`station.${from}`)}</Td>
              <Td>{t(`station.${to}`)}</Td>
              <Td numeric>
                <NumberLink
                  href={behindHref(address, {
                    kind: "entered",
                    ...BEHIND_STATION[from],
                    ...BEHIND_STATION[to],
                  })}
                >
                  {figures.number(count)}
                </NumberLink>
              </Td>
              <Td numeric muted>
                {figures.percent(Math.round((count / Math.max(1, whole)) * 10_000))}%
              </Td>
            </Tr>
          );
        })}
      </tbody>
    </Table>
  );
}
