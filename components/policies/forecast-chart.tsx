"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { PolicyPreview } from "@/lib/policies/types";

const HEIGHT = 72;
const STEP = 25;

/** The next fortnight: a bar a day under the draft, an ink tick for the version in force; or the same as a table. */
export function ForecastChart(props: {
  forecast: PolicyPreview["forecast"];
  version: number;
  draftVersion: number;
}) {
  const { forecast, version, draftVersion } = props;
  const t = useTranslations("policy.preview");
  const common = useTranslations("common");
  const [table, setTable] = useState(false);
  const most = Math.max(1, ...forecast.flatMap(({ due, was }) => [due, was]));
  const y = (count: number) => HEIGHT - (count / most) * HEIGHT + 16;
  const differs = forecast.some(({ due, was }) => due !== was);
  const peak = forecast.findIndex(({ due }) => due === Math.max(...forecast.map((day) => day.due)));
  return (
    <section className="border-hairline border-t px-5 py-3.5 max-md:px-4">
      <div className="mb-2 flex items-center gap-3 text-12">
        <h3 className="font-medium text-muted-foreground">{t("fortnight")}</h3>
        <span className="ms-auto flex items-center gap-1 text-faint-foreground">
          <span aria-hidden className="size-2 rounded-[2px] bg-chart-1" />
          {differs ? t("underDraft", { version: draftVersion }) : `v${version}`}
        </span>
        {differs ? (
          <span className="flex items-center gap-1 text-faint-foreground">
            <span aria-hidden className="h-[1.5px] w-2.5 bg-foreground" />v{version}
          </span>
        ) : null}
        <Button variant="text" size="xs" onClick={() => setTable(!table)}>
          {common(table ? "viewChart" : "viewData")}
        </Button>
      </div>
      {table ? (
        <Table className="text-12">
          <thead>
            <Tr>
              <Th className="first:ps-0">{t("day")}</Th>
              <Th numeric>v{version}</Th>
              <Th numeric>{t("underDraft", { version: draftVersion })}</Th>
            </Tr>
          </thead>
          <tbody>
            {forecast.map(({ day, due, was }) => (
              <Tr key={day}>
                <Td className="h-7 first:ps-0">{day}</Td>
                <Td numeric className="h-7">
                  {was}
                </Td>
                <Td numeric className="h-7">
                  {due}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      ) : (
        <svg
          viewBox={`0 0 ${forecast.length * STEP} 112`}
          className="w-full"
          role="img"
          aria-label={t("fortnight")}
        >
          {forecast.map(({ day, due, was }, index) => (
            <g key={day}>
              <title>{t("dayTitle", { day, due, was })}</title>
              <rect
                x={index * STEP + 4}
                y={y(due)}
                width="16"
                height={y(0) - y(due)}
                rx="1.5"
                className="fill-chart-1"
              />
              {differs && was > 0 ? (
                <line
                  x1={index * STEP + 2}
                  x2={index * STEP + 22}
                  y1={y(was)}
                  y2={y(was)}
                  strokeWidth="1.5"
                  className="stroke-foreground"
                />
              ) : null}
              {index === peak && due > 0 ? (
                <text
                  x={index * STEP + 12}
                  y={y(due) - 4}
                  textAnchor="middle"
                  className="fill-foreground font-medium text-[11px]"
                >
                  {due}
                </text>
              ) : null}
              <text
                x={index * STEP + 12}
                y="105"
                textAnchor="middle"
                className="fill-faint-foreground text-[11px]"
              >
                {Number(day.slice(8))}
              </text>
            </g>
          ))}
          <line x1="0" x2={forecast.length * STEP} y1={y(0)} y2={y(0)} className="stroke-border" />
        </svg>
      )}
    </section>
  );
}
