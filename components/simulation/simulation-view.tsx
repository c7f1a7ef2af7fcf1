"use client";

import { History } from "lucide-react";
import { useTimeZone, useTranslations } from "next-intl";
import { useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useNow } from "@/components/customers/clock";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { PolicyDocument } from "@/lib/policies/schema";
import { simulatePolicyAction } from "@/lib/simulation/actions";
import type { PolicySimulation } from "@/lib/simulation/types";
import { dayOf } from "@/lib/time";
import { ByRule } from "./by-rule";
import { CurveFigure } from "./curve-figure";
import { Examples } from "./examples";
import { People } from "./people";
import { lastDays, type Period, PeriodChoice } from "./period-choice";
import { Stays } from "./stays";
import { StepsFigure } from "./steps-figure";
import { Totals } from "./totals";
import { UnknownList } from "./unknown-list";
import { useReplay } from "./use-replay";

const FIRST_DAYS = 90;

type Props = {
  poolId: string;
  /** What is replayed: the draft as it stands, or the version in force when there is none. */
  document: PolicyDocument;
  dirty: boolean;
  version: number;
};

/** What a draft would have done in a period that is over: totals, when, a clock at every length, whom, and what it can't know. */
export function SimulationView({ poolId, document, dirty, version }: Props) {
  const t = useTranslations("simulation");
  const now = useNow();
  const timeZone = useTimeZone() ?? "UTC";
  const today = dayOf(now, timeZone);
  const [period, setPeriod] = useState<Period>(() => lastDays(FIRST_DAYS, today));
  const { answer, fresh, failure, retry } = useReplay({ poolId, document, ...period }, simulatePolicyAction);
  return (
    <div aria-busy={!fresh && !failure}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3 max-md:px-4">
        <PeriodChoice {...{ period, today }} onChange={setPeriod} />
        <Badge tone={dirty ? "warning" : "grey"}>
          {dirty ? t("draftOf", { version: version + 1 }) : t("inForceOf", { version })}
        </Badge>
        <span role="status" className="text-12 text-faint-foreground md:ms-auto">
          {failure ? "" : fresh ? t("done", { count: answer?.draft.tenures ?? 0 }) : t("working")}
        </span>
        <p className="basis-full text-12 text-muted-foreground">{t("lead")}</p>
      </div>
      {failure ? (
        <div className="px-5 pb-4 max-md:px-4">
          <FailureLine failure={failure} />
          <Button size="sm" className="mt-2" onClick={retry}>
            {t("again")}
          </Button>
        </div>
      ) : null}
      {answer ? (
        <div className={cn("transition-opacity duration-140", !fresh && "opacity-60")}>
          <Answer {...{ answer, poolId, document, period }} />
        </div>
      ) : failure ? null : (
        <Waiting />
      )}
    </div>
  );
}

function Answer(props: {
  answer: PolicySimulation;
  poolId: string;
  document: PolicyDocument;
  period: Period;
}) {
  const { answer, poolId, document, period } = props;
  const t = useTranslations("simulation.empty");
  if (answer.real.tenures === 0) return <EmptyState icon={History} title={t("title")} text={t("text")} />;
  return (
    <>
      <Totals answer={answer} />
      <div className="grid grid-cols-[minmax(0,1fr)_340px] max-lg:grid-cols-1">
        <StepsFigure answer={answer} />
        <div className="border-hairline lg:border-s max-lg:border-t">
          <ByRule byRule={answer.draft.byRule} left={answer.draft.leftWithOwner} />
        </div>
      </div>
      <CurveFigure {...{ poolId, document, period }} />
      <People people={answer.people} version={answer.baseVersion} />
      <Examples examples={answer.examples} currency={answer.currency} />
      {answer.stays ? <Stays stays={answer.stays} currency={answer.currency} /> : null}
      <UnknownList unknown={answer.unknown} />
    </>
  );
}

/** Where the numbers will stand. */
function Waiting() {
  return (
    <div className="flex flex-col gap-6 border-hairline border-y px-5 py-5 max-md:px-4">
      {[48, 64, 40].map((width) => (
        <span key={width} style={{ width: `${width}%` }}>
          <Skeleton />
        </span>
      ))}
    </div>
  );
}
