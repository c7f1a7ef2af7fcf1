"use client";

import { useTranslations } from "next-intl";
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useFigures } from "@/components/dashboard/use-figures";
import type { SimulatedStep } from "@/lib/simulation/types";
import { ChartNote } from "./chart-note";

const AXIS = { fill: "var(--chart-axis)", fontSize: 12 };

/** Bars of what the draft would have reclaimed, a line of what really was. */
export function StepsChart(props: { steps: readonly SimulatedStep[]; version: number }) {
  const { steps, version } = props;
  const t = useTranslations("simulation.steps");
  const figures = useFigures();
  const still = { isAnimationActive: false } as const;
  return (
    <div className="h-[220px] text-12">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          desc={t("chart")}
          data={[...steps]}
          barCategoryGap="22%"
          margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
        >
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
          <XAxis
            dataKey="from"
            tickFormatter={figures.day}
            minTickGap={32}
            tick={AXIS}
            tickLine={false}
            axisLine={false}
            height={24}
          />
          <YAxis width={36} allowDecimals={false} tick={AXIS} tickLine={false} axisLine={false} />
          <Tooltip
            cursor={{ fill: "var(--muted)", fillOpacity: 0.6 }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const step = payload?.[0]?.payload as SimulatedStep | undefined;
              if (!active || !step) return null;
              const title =
                step.from === step.until
                  ? figures.day(step.from)
                  : `${figures.day(step.from)} – ${figures.day(step.until)}`;
              return (
                <ChartNote
                  title={title}
                  rows={[
                    { label: t("draft"), value: figures.number(step.draft) },
                    { label: t("inForce", { version }), value: figures.number(step.inForce) },
                    { label: t("real"), value: figures.number(step.real) },
                  ]}
                />
              );
            }}
          />
          <Bar dataKey="draft" fill="var(--chart-1)" radius={1.5} maxBarSize={22} {...still} />
          <Line dataKey="real" stroke="var(--foreground)" strokeWidth={1.5} dot={false} {...still} />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
