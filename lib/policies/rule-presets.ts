import type { SpanUnit } from "@/lib/conditions/schema";
import { ALWAYS, type Condition } from "@/lib/conditions/schema";
import {
  type ClockStart,
  firstContact,
  NOT_WON,
  noDeal,
  noFollowUp,
  type ReturnRule,
  returnRule,
} from "./return-rule";

const ofGrades = (values: string[]): Condition => ({ all: [{ field: "grade", op: "in", values }, NOT_WON] });
const since = (start: ClockStart, amount: number, unit: SpanUnit): ReturnRule["clock"] => ({
  since: start,
  span: { amount, unit },
});

/** What sales companies ask for most. */
export const PRESETS = {
  first_contact: firstContact(72),
  no_follow_up: noFollowUp(30),
  low_grades: returnRule({
    ...{ id: "low_grades", when: ofGrades(["B", "C"]), clock: since("qualifying_follow_up", 15, "days") },
  }),
  working_days: returnRule({
    ...{ id: "working_days", when: ofGrades(["A", "B"]) },
    clock: since("qualifying_follow_up", 7, "working_days"),
  }),
  five_follow_ups: returnRule({
    ...{ id: "five_follow_ups", clock: since("follow_up", 1, "days") },
    when: { all: [NOT_WON, { field: "followUpsSinceProgress", op: "at_least", number: 5 }] },
  }),
  no_deal: noDeal(90),
  no_repeat: returnRule({
    ...{ id: "no_repeat", when: { field: "won", op: "is", flag: true }, clock: since("deal", 180, "days") },
  }),
  contract_end: returnRule({ id: "contract_end", when: ALWAYS, clock: since("contract_end", 30, "days") }),
  intent_dropped: returnRule({ id: "intent_dropped", clock: since("intent_dropped", 7, "days") }),
  churn_risk: returnRule({ id: "churn_risk", when: ALWAYS, clock: since("churn_risk", 3, "days") }),
  over_cap: returnRule({ id: "over_cap", clock: since("over_cap", 7, "days") }),
  owner_left: returnRule({
    ...{ id: "owner_left", when: { field: "grade", op: "in", values: ["A"] }, reminders: [] },
    clock: since("owner_left", 0, "days"),
  }),
} as const satisfies Record<string, ReturnRule>;
export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];
