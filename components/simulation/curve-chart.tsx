"use client";

import { useTranslations } from "next-intl";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useFigures } from "@/components/dashboard/use-figures";
import type { CurvePoint } from "@/lib/simulation/types";
import { ChartNote } from "./chart-note";

const AXIS = { fill: "var(--chart-axis)", fontSize: 12 };

/** Idle days saved as an area, deals after the reclaim as a line, by the length of the clock; the knee is marked. */
export function CurveChart(props: {
  points: readonly CurvePoint[];
  now: number;
  knee: number | null;
  lengthText: (length: number) => string;
}) {
  const { points, now, knee, lengthText } = props;
  const t = useTranslations("simulation.curve");
  const figures = useFigures();
  const still = { isAnimationActive: false, dot: false } as const;
  const axis = { tick: AXIS, tickLine: false, axisLine: false } as const;
  const last = points.at(-1)?.length ?? 1;
  // Near one another the two words lean away from each other.
  const crowded = knee !== null && Math.abs(knee - now) < last * 0.2;
  const leans = (away: boolean) =>
    crowded ? { textAnchor: away ? ("start" as const) : ("end" as const) } : {};
  return (
    <div className="h-[220px] text-12 [&_svg]:overflow-visible">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          desc={t("chart")}
          data={[...points]}
          margin={{ top: 20, right: 0, bottom: 0, left: 0 }}
        >
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
          <XAxis dataKey="length" type="number" domain={[0, last]} tickCount={7} height={24} {...axis} />
          <YAxis
            yAxisId="idle"
            width={44}
            tickFormatter={(value: number) => figures.number(value)}
            {...axis}
          />
          <YAxis yAxisId="deals" orientation="right" width={30} allowDecimals={false} {...axis} />
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload }) => {
              const point = payload?.[0]?.payload as CurvePoint | undefined;
              if (!active || !point) return null;
              return (
                <ChartNote
                  title={t("atLength", { span: lengthText(point.length) })}
                  rows={[
                    { label: t("reclaimed"), value: figures.number(point.reclaimed) },
                    { label: t("idle"), value: figures.number(Math.round(point.idleDays)) },
                    { label: t("deals"), value: figures.number(point.deals) },
                  ]}
                />
              );
            }}
          />
          <Area
            yAxisId="idle"
            dataKey="idleDays"
            stroke="var(--chart-1)"
            fill="var(--chart-1)"
            fillOpacity={0.16}
            strokeWidth={1.5}
            {...still}
          />
          <Line
            yAxisId="deals"
            dataKey="deals"
            type="stepAfter"
            stroke="var(--chart-2)"
            strokeWidth={2}
            {...still}
          />
          {now > 0 && now <= last && now !== knee ? (
            <ReferenceLine
              yAxisId="idle"
              x={now}
              stroke="var(--chart-axis)"
              strokeDasharray="3 3"
              label={{
                value: t("now", { amount: now }),
                position: "top",
                ...leans(now > (knee ?? now)),
                fill: "var(--chart-axis)",
                fontSize: 12,
              }}
            />
          ) : null}
          {knee === null ? null : (
            <ReferenceLine
              yAxisId="idle"
              x={knee}
              stroke="var(--foreground)"
              label={{
                value: t("mark", { amount: knee }),
                position: "top",
                ...leans(knee > now),
                fill: "var(--foreground)",
                fontSize: 12,
              }}
            />
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
