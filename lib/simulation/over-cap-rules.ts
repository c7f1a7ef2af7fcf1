import type { Rules } from "@/lib/deadlines/clock-steps";
import type { ReturnRule } from "@/lib/policies/return-rule";
import type { OverCapRule } from "./overflow";

export const isOverCap = ({ clock }: Pick<ReturnRule, "clock">): boolean => clock.since === "over_cap";

/** The running rules that ask who is too many, or did before their notice; and the clocks of theirs, each a rule. */
export function overCapRulesOf({ document, grace }: Pick<Rules, "document" | "grace">): {
  rules: OverCapRule[];
  clocks: ReturnRule[];
} {
  const clocks: ReturnRule[] = [];
  const rules = document.returnRules.flatMap((rule): OverCapRule[] => {
    const notice = grace[rule.id];
    const was = notice?.was?.on ? notice.was : null;
    if (!rule.on || !(isOverCap(rule) || (was && isOverCap(was)))) return [];
    const clock = clocks.push(rule) - 1;
    const before = was && clocks.push(was) - 1;
    return [
      {
        ...{ id: rule.id, clock },
        notice: notice
          ? { from: notice.from.getTime() * 1_000, until: notice.until.getTime() * 1_000, was: before }
          : null,
      },
    ];
  });
  return { rules, clocks };
}
