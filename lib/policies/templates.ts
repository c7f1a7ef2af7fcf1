import type { Condition } from "@/lib/conditions/schema";
import { nobodyWants } from "./pool-rule";
import { firstContact, NOT_WON, noDeal, noFollowUp, returnRule } from "./return-rule";
import { PRESETS } from "./rule-presets";
import type { PolicyDocument } from "./schema";

const CONTRACT_RUNS: Condition = {
  all: [
    { field: "sinceContractEnd", op: "is_set" },
    { not: { field: "sinceContractEnd", op: "for_at_least", span: { amount: 0, unit: "days" } } },
  ],
};

/** Ways of working that a pool can start from: what each settles; everything else stays as it is. */
export const TEMPLATES = {
  three_day_contact: { returnRules: [firstContact(72)], claimLimits: { perDay: 3, perWeek: 10 } },
  classic: {
    ...{ holdingCap: 20, claimLimits: { perDay: 3, perWeek: 5 }, coolDownDays: 7 },
    returnRules: [firstContact(24), noFollowUp(30), noDeal(90)],
  },
  five_follow_ups: { returnRules: [firstContact(72), PRESETS.five_follow_ups, noFollowUp(30)] },
  low_grades: { returnRules: [firstContact(72), PRESETS.low_grades] },
  education: {
    ...{ holdingCap: 20, claimLimits: { perDay: null, perWeek: 5 }, coolDownDays: 15, bounceGuard: 3 },
    returnRules: [firstContact(24), noFollowUp(7), noDeal(30)],
  },
  lock: {
    ...{ claimLimits: { perDay: 5, perWeek: 15 }, coolDownDays: 3 },
    returnRules: [{ ...firstContact(48), reminders: [{ beforeMinutes: 720, to: "owner" as const }] }],
  },
  unclaimed_month: { poolRules: [nobodyWants(30)] },
  long_cycle: {
    ...{ holdingCap: 50, coolDownDays: 30, protection: { maxCustomers: 10, maxDays: 90 } },
    returnRules: [
      firstContact(7 * 24),
      returnRule({
        ...{ id: "no_follow_up", when: NOT_WON, except: CONTRACT_RUNS },
        clock: { since: "qualifying_follow_up", span: { amount: 90, unit: "days" } },
      }),
      PRESETS.contract_end,
    ],
  },
} as const satisfies Record<string, Partial<PolicyDocument>>;
export type TemplateName = keyof typeof TEMPLATES;
export const TEMPLATE_NAMES = Object.keys(TEMPLATES) as TemplateName[];

/** The rules of a pool as a template would have them. */
export const fromTemplate = (name: TemplateName, current: PolicyDocument): PolicyDocument => {
  const template: Partial<PolicyDocument> = structuredClone(TEMPLATES[name]);
  return { ...current, ...template };
};
