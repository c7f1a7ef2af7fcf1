import { SPAN_UNITS } from "@/lib/conditions/schema";
import { CLOCK_STARTS } from "@/lib/policies/return-rule";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import type { NotificationRow } from "./types";

/** The rule of a message; a message about several has none, nor has one of an older release. */
export function ruleOf({ rule, ruleName, since, amount, unit }: NotificationRow["params"]): RuleBrief | null {
  const start = ([...CLOCK_STARTS, "pooled"] as const).find((one) => one === since);
  const known = SPAN_UNITS.find((one) => one === unit);
  if (typeof rule !== "string" || !start || !known) return null;
  return {
    ...{ id: rule, name: typeof ruleName === "string" ? ruleName : "" },
    ...{ since: start, span: { amount: Number(amount), unit: known } },
  };
}
