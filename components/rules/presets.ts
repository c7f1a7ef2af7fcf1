import { v4 as newKey } from "uuid";
import type { Condition } from "@/lib/conditions/schema";
import { firstContact, LADDER, NEVER, noDeal, noFollowUp, type ReturnRule } from "@/lib/policies/return-rule";

/** The most rules that a pool may have. */
export const MOST_RULES = 30;

/** An id that no rule has had. */
export const newRuleId = (): string => `r_${newKey().replaceAll("-", "").slice(0, 12)}`;

const NOT_WON: Condition = { field: "won", op: "is", flag: false };

type Given = Pick<ReturnRule, "clock"> & Partial<ReturnRule>;

const rule = (given: Given): ReturnRule => ({
  ...{ id: newRuleId(), name: "", on: true, when: NOT_WON, except: NEVER, reminders: [...LADDER] },
  ...{ targetPoolId: null, coolDownDays: null },
  ...given,
});

const ofGrades = (values: string[]): Condition => ({ all: [{ field: "grade", op: "in", values }, NOT_WON] });
const since = (
  start: ReturnRule["clock"]["since"],
  amount: number,
  unit: "hours" | "days" | "working_days",
) => ({
  since: start,
  span: { amount, unit },
});

/** What sales companies ask for most. */
export const PRESETS = {
  first_contact: () => firstContact(72),
  no_follow_up: () => noFollowUp(30),
  low_grades: () => rule({ when: ofGrades(["B", "C"]), clock: since("qualifying_follow_up", 15, "days") }),
  working_days: () =>
    rule({ when: ofGrades(["A", "B"]), clock: since("qualifying_follow_up", 7, "working_days") }),
  five_follow_ups: () =>
    rule({
      when: { all: [NOT_WON, { field: "followUpsSinceProgress", op: "at_least", number: 5 }] },
      clock: since("follow_up", 1, "days"),
    }),
  no_deal: () => noDeal(90),
  no_repeat: () => rule({ when: { field: "won", op: "is", flag: true }, clock: since("deal", 180, "days") }),
  contract_end: () => rule({ when: { all: [] }, clock: since("contract_end", 30, "days") }),
  intent_dropped: () => rule({ clock: since("intent_dropped", 7, "days") }),
  churn_risk: () => rule({ when: { all: [] }, clock: since("churn_risk", 3, "days") }),
  over_cap: () => rule({ when: NOT_WON, clock: since("over_cap", 7, "days") }),
  owner_left: () =>
    rule({
      ...{ when: { field: "grade", op: "in", values: ["A"] }, clock: since("owner_left", 0, "days") },
      reminders: [],
    }),
} as const satisfies Record<string, () => ReturnRule>;
export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];

/** A rule that takes everybody after a month without a qualifying follow-up, to be written on. */
export const emptyRule = (): ReturnRule =>
  rule({ when: { all: [] }, clock: since("qualifying_follow_up", 30, "days") });

/** The preset under an id that the pool hasn't yet: the ids of the first rules keep their words. */
export function fromPreset(name: PresetName, rules: readonly ReturnRule[]): ReturnRule {
  const made = PRESETS[name]();
  return rules.some(({ id }) => id === made.id) ? { ...made, id: newRuleId() } : made;
}
