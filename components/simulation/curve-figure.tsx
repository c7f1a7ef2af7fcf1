"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useMoney } from "@/components/customers/use-money";
import { ChartFigure } from "@/components/dashboard/chart-figure";
import { useFigures } from "@/components/dashboard/use-figures";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { cn } from "@/components/ui/cn";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { briefOf } from "@/lib/policies/rule-brief";
import type { PolicyDocument } from "@/lib/policies/schema";
import { simulateClockAction } from "@/lib/simulation/actions";
import { COSTS_BPS, DEFAULT_COST_BPS, hasCurve, kneeOf, tellingPart } from "@/lib/simulation/rules";
import type { ClockCurve, CurvePoint } from "@/lib/simulation/types";
import { CurveChart } from "./charts-lazy";
import type { Period } from "./period-choice";
import { UnknownNote } from "./unknown-note";
import { useReplay } from "./use-replay";

/** What it can't know beyond a replay; the rest stands beneath the replay itself. */
const OWN_LIMITS: ReadonlySet<string> = new Set(["CURVE", "CURVE_WITHOUT"]);

/** One rule's clock at every length: what it saves, what it costs, and where it begins to cost too much. */
export function CurveFigure(props: { poolId: string; document: PolicyDocument; period: Period }) {
  const { poolId, document, period } = props;
  const t = useTranslations("simulation.curve");
  const unknown = useTranslations("simulation.unknown");
  const words = useRuleWords();
  const figures = useFigures();
  const rules = document.returnRules.filter((rule) => rule.on && hasCurve(rule));
  const [chosen, setChosen] = useState<string | null>(null);
  const [cost, setCost] = useState<number>(DEFAULT_COST_BPS);
  const rule =
    rules.find(({ id }) => id === chosen) ?? rules.find(({ id }) => id !== "first_contact") ?? rules[0];
  const asked = rule ? { poolId, document, ...period, ruleId: rule.id } : null;
  const { answer, fresh, failure } = useReplay(asked, simulateClockAction);
  if (!rule) return null;
  return (
    <section className="border-hairline border-t pt-1">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 pt-3 max-md:px-4">
        <h2 className="font-medium max-md:text-16">{t("title")}</h2>
        <Select
          aria-label={t("rule")}
          inputSize="sm"
          className="w-72 max-md:w-full"
          value={rule.id}
          onValueChange={setChosen}
          options={rules.map((one) => ({ value: one.id, label: words.long(briefOf(one)) }))}
        />
        <span className="flex items-center gap-2 text-12 text-muted-foreground md:ms-auto">
          {t("cost")}
          <Segmented
            label={t("cost")}
            value={String(cost)}
            onValueChange={(value) => setCost(Number(value))}
            options={COSTS_BPS.map((bps) => ({
              value: String(bps),
              label: t("share", { share: figures.percent(bps) }),
            }))}
          />
        </span>
      </div>
      {failure ? (
        <div className="px-5 pb-3 max-md:px-4">
          <FailureLine failure={failure} />
        </div>
      ) : null}
      {answer ? (
        <div className={cn("transition-opacity duration-140", !fresh && "opacity-60")}>
          <Curve curve={answer} cost={cost} now={rule.clock.span.amount} />
        </div>
      ) : (
        <p role="status" className="h-[264px] px-5 pt-3 text-12 text-muted-foreground max-md:px-4">
          {failure ? "" : t("working")}
        </p>
      )}
      <p className="max-w-[90ch] text-pretty px-5 pt-1 pb-3 text-12 text-muted-foreground max-md:px-4">
        {t("how", { share: figures.percent(cost) })}
      </p>
      {answer ? (
        <UnknownNote
          title={unknown("curveTitle")}
          unknown={answer.unknown.filter(({ code }) => OWN_LIMITS.has(code))}
          of="replay"
          className="px-5 pb-4 max-md:px-4"
        />
      ) : null}
    </section>
  );
}

function Curve({ curve, cost, now }: { curve: ClockCurve; cost: number; now: number }) {
  const t = useTranslations("simulation.curve");
  const words = useRuleWords();
  const figures = useFigures();
  const { points, dealsInAll, rule } = curve;
  const knee = kneeOf(points, dealsInAll.count, cost);
  const span = (amount: number) => words.span({ amount, unit: rule.span.unit });
  const share = figures.percent(cost);
  const told = tellingPart(points, now);
  const title = () => {
    if (points.every(({ reclaimed }) => reclaimed === 0)) return t("nothing");
    if (dealsInAll.count === 0) return t("noDeals");
    if (!knee) return t("noKnee", { span: span(points.at(-1)?.length ?? 0), share });
    if (knee.deals === 0) return t("kneeHere", { span: span(knee.length) });
    return t("knee", { span: span(knee.length), share, deals: knee.deals, all: dealsInAll.count });
  };
  return (
    <ChartFigure
      title={<span className="font-medium">{title()}</span>}
      legend={<Legend className="max-md:hidden" />}
      chart={
        <>
          <Legend className="mb-1 md:hidden" />
          <CurveChart points={told} now={now} knee={knee?.length ?? null} lengthText={span} />
        </>
      }
      table={<CurveTable {...{ points: told, curve, knee }} />}
    />
  );
}

/** Which of the two is which; on the phone on a line of its own. */
function Legend({ className }: { className: string }) {
  const t = useTranslations("simulation.curve");
  return (
    <span className={cn("flex flex-wrap items-center gap-x-3 text-12 text-muted-foreground", className)}>
      <span className="flex items-center gap-1.5">
        <i aria-hidden className="size-2 rounded-[2px] bg-chart-1" />
        {t("idle")}
      </span>
      <span className="flex items-center gap-1.5">
        <i aria-hidden className="h-0.5 w-3 bg-chart-2" />
        {t("deals")}
      </span>
    </span>
  );
}

function CurveTable(props: { points: readonly CurvePoint[]; curve: ClockCurve; knee: CurvePoint | null }) {
  const { points, curve, knee } = props;
  const t = useTranslations("simulation.curve");
  const figures = useFigures();
  const words = useRuleWords();
  const money = useMoney();
  const { rule, currency } = curve;
  return (
    <Table className="[&_td]:h-7 [&_thead_th]:sticky [&_thead_th]:top-0">
      <thead>
        <Tr>
          <Th>{t("length")}</Th>
          <Th numeric>{t("reclaimed")}</Th>
          <Th numeric>{t("idle")}</Th>
          <Th numeric>{t("deals")}</Th>
          <Th numeric className="max-md:hidden">
            {t("value")}
          </Th>
        </Tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <Tr key={point.length} className={point.length === knee?.length ? "[&_td]:bg-primary-subtle" : ""}>
            <Td className="whitespace-nowrap">
              {words.span({ amount: point.length, unit: rule.span.unit })}
            </Td>
            <Td numeric>{figures.number(point.reclaimed)}</Td>
            <Td numeric>{figures.number(Math.round(point.idleDays))}</Td>
            <Td numeric>{figures.number(point.deals)}</Td>
            <Td numeric className="max-md:hidden">
              {money(point.value, currency)}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
