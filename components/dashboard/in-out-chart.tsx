"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import {
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { StatExit, StatSource } from "@/db/enums";
import {
  addDays,
  allIn,
  allOut,
  daysOffIn,
  type InOutDay,
  niceMax,
  tickDays,
  toweringDays,
  WAYS_IN,
  WAYS_OUT,
} from "./in-out";
import { type Figures, useFigures } from "./use-figures";

const PHONE = "(width < 48rem)";
const AXIS = { fill: "var(--chart-axis)", fontSize: 12 };

function useIsPhone(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(PHONE);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => window.matchMedia(PHONE).matches,
    () => false,
  );
}

type Links = { in: string; out: string };

/** Bars of every day, up and down from the surface. Pressing one opens the customers of that day. */
export function InOutChart(props: { days: InOutDay[]; links: Links[]; phoneDays: number }) {
  const t = useTranslations("dashboard.bars");
  const figures = useFigures();
  const router = useRouter();
  const phone = useIsPhone();
  const days = phone ? props.days.slice(-props.phoneDays) : props.days;
  const links = phone ? props.links.slice(-props.phoneDays) : props.links;
  const end = niceMax(days);
  const total = addDays(days);
  const open = (which: keyof Links) => (_bar: unknown, index: number) => {
    const href = links[index]?.[which];
    if (href) router.push(href);
  };
  const bar = { isAnimationActive: false, maxBarSize: 22, cursor: "pointer" } as const;
  return (
    <div className="relative h-[252px] text-12 max-md:h-[150px] [&_svg]:overflow-visible">
      <p className="pointer-events-none absolute start-10 top-0 z-10 font-medium text-chart-1 max-md:hidden">
        {t("in", { count: figures.number(allIn(total)) })}
      </p>
      <p className="pointer-events-none absolute start-10 bottom-6 z-10 font-medium text-warning-text max-md:hidden">
        {t("out", { count: figures.number(allOut(total)) })}
      </p>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          desc={t("chart")}
          data={days}
          stackOffset="sign"
          barCategoryGap="18%"
          margin={{ top: 16, right: 4, bottom: 0, left: 0 }}
        >
          <defs>
            <pattern
              id="days-off"
              width="6"
              height="6"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <line x1="0" y1="0" x2="0" y2="6" stroke="var(--chart-hatch)" strokeWidth="3" />
            </pattern>
          </defs>
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
          {daysOffIn(days).map(({ from, to }) => (
            <ReferenceArea key={from} x1={from} x2={to} fill="url(#days-off)" fillOpacity={1} />
          ))}
          <XAxis
            dataKey="day"
            ticks={tickDays(days)}
            interval={0}
            tickFormatter={figures.day}
            tick={AXIS}
            tickLine={false}
            axisLine={false}
            height={24}
          />
          <YAxis
            width={36}
            domain={[-end, end]}
            allowDataOverflow
            ticks={[-end, -end / 2, 0, end / 2, end]}
            tickFormatter={(value: number) => figures.number(Math.abs(value))}
            tick={AXIS}
            tickLine={false}
            axisLine={false}
          />
          <Tooltip
            cursor={{ fill: "var(--muted)", fillOpacity: 0.6 }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const day = payload?.[0]?.payload as InOutDay | undefined;
              return active && day ? <DayNote day={day} figures={figures} /> : null;
            }}
          />
          <ReferenceLine y={0} stroke="var(--border)" />
          {toweringDays(days, end).map(({ day, count, up, late }) => (
            <ReferenceLine
              key={`${day} ${up}`}
              segment={[
                { x: day, y: up ? end : -end },
                { x: day, y: up ? end : -end },
              ]}
              stroke="none"
              label={{
                value: figures.number(count),
                ...(up ? { position: "top" } : { position: late ? "left" : "right", offset: 16 }),
                fill: "var(--foreground)",
                fontSize: 12,
              }}
            />
          ))}
          <Bar dataKey="back" stackId="day" fill="var(--chart-1)" onClick={open("in")} {...bar} />
          <Bar
            dataKey="fresh"
            stackId="day"
            fill="var(--chart-3)"
            onClick={open("in")}
            radius={1.5}
            {...bar}
          />
          <Bar dataKey="taken" stackId="day" fill="var(--chart-2)" onClick={open("out")} {...bar} />
          <Bar
            dataKey="gone"
            stackId="day"
            fill="var(--chart-6)"
            onClick={open("out")}
            radius={1.5}
            {...bar}
          />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

/** What happened on a day, by kind. */
function DayNote({ day, figures }: { day: InOutDay; figures: Figures }) {
  const t = useTranslations("dashboard");
  const lines = (ways: readonly (StatSource | StatExit)[]) =>
    ways.flatMap((way) => (day.counts[way] ? [{ way, count: day.counts[way] ?? 0 }] : []));
  const part = (title: string, total: number, ways: readonly (StatSource | StatExit)[]) => (
    <>
      <dt className="font-medium">{title}</dt>
      <dd className="text-end font-medium">{figures.number(total)}</dd>
      {lines(ways).map(({ way, count }) => (
        <div key={way} className="contents text-muted-foreground">
          <dt className="ps-2">{t(`way.${way}`)}</dt>
          <dd className="text-end">{figures.number(count)}</dd>
        </div>
      ))}
    </>
  );
  return (
    <div className="rounded-lg bg-popover px-3 py-2 text-12 shadow-pop">
      <p className="mb-1 text-muted-foreground">
        {figures.day(day.day)}
        {day.off ? ` · ${t("bars.off")}` : ""}
      </p>
      <dl className="grid min-w-28 grid-cols-[1fr_auto] gap-x-4">
        {part(t("bars.sumIn"), allIn(day.counts), WAYS_IN)}
        {part(t("bars.sumOut"), allOut(day.counts), WAYS_OUT)}
      </dl>
      {allIn(day.counts) + allOut(day.counts) > 0 ? (
        <p className="mt-1 text-faint-foreground touch:hidden">{t("bars.open")}</p>
      ) : null}
    </div>
  );
}
