"use client";

import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { ReclaimBadge } from "@/components/customers/reclaim-badge";
import { useMoments } from "@/components/customers/use-moments";
import { useRuleWords } from "@/components/rules/use-rule-words";
import type { MineRow } from "@/lib/customers/types";
import { ThingRow } from "./thing-row";
import type { PlanDeeds, Planned } from "./use-plan";

export type ThingDeeds = {
  plans: PlanDeeds;
  onFollowUp: (row: MineRow) => void;
  onCall: (row: MineRow) => void;
};

const planOf = (row: MineRow): Planned => ({
  ...{ customerId: row.id, name: row.name, version: row.version },
  ...{ nextStep: row.nextStep, nextStepAt: row.nextStepAt },
});

/** Rows of the day, each with the reason of its part. */
export function Things(props: { rows: readonly MineRow[]; kind: "deadline" | "plan"; deeds: ThingDeeds }) {
  const { rows, kind, deeds } = props;
  const t = useTranslations("today");
  const rules = useRuleWords();
  const now = useNow();
  const { day, hour, moment, daysSince } = useMoments();
  const reason = (row: MineRow) => {
    if (kind === "plan") return row.nextStep ?? t("openPlan");
    const rule = row.dueRule ? rules.long(row.dueRule) : "";
    if (row.nextStepAt)
      return t("planned", { moment: moment(row.nextStepAt, now), step: row.nextStep ?? t("openPlan") });
    return row.lastFollowUpAt ? rule : t("neverTouched", { rule });
  };
  const end = (row: MineRow) => {
    if (kind === "deadline" || !row.nextStepAt) {
      return (
        <ReclaimBadge
          poolId={row.pool.id}
          dueAt={row.dueAt}
          protectedUntil={row.protectedUntil}
          wonAt={row.wonAt}
        />
      );
    }
    const today = daysSince(row.nextStepAt, now) === 0;
    return (
      <span
        className={today ? "whitespace-nowrap text-muted-foreground" : "whitespace-nowrap text-warning-text"}
      >
        {today ? hour(row.nextStepAt) : day(row.nextStepAt, now)}
      </span>
    );
  };
  return (
    <>
      {rows.map((row) => (
        <ThingRow
          key={row.id}
          customerId={row.id}
          name={row.name}
          grade={row.grade}
          reason={reason(row)}
          end={end(row)}
          phone={row.contact && !row.contact.masked ? row.contact.phoneE164 : null}
          onCall={() => deeds.onCall(row)}
          onFollowUp={() => deeds.onFollowUp(row)}
          onDone={row.nextStepAt ? () => void deeds.plans.done(planOf(row)) : undefined}
          onMove={() => deeds.plans.setMoving(planOf(row))}
        />
      ))}
    </>
  );
}
