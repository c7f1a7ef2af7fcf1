import fc from "fast-check";
import type { BuiltInField } from "@/lib/conditions/fields";
import { ALWAYS } from "@/lib/conditions/schema";
import { conditions } from "@/lib/conditions/testing/arbitrary";
import { type ClockStart, NEVER, type ReturnRule } from "@/lib/policies/return-rule";
import { DEFAULT_POLICY, type PolicyDocument } from "@/lib/policies/schema";

/** Clocks whose beginnings a replay knows of any instant. */
const KNOWN_CLOCKS: readonly ClockStart[] = [
  ...(["claimed", "qualifying_follow_up", "follow_up", "deal"] as const),
  ...(["stage_change", "grade_dropped", "intent_dropped"] as const),
];
const span = fc.oneof(
  fc.record({ amount: fc.integer({ min: 0, max: 200 }), unit: fc.constant("hours" as const) }),
  fc.record({
    amount: fc.integer({ min: 0, max: 20 }),
    unit: fc.constantFrom("days" as const, "working_days" as const),
  }),
);

/** One to three rules that ask for these facts, some of them off. */
export function rulesOver(fields: readonly BuiltInField[]): fc.Arbitrary<ReturnRule[]> {
  const rule = fc.record<Omit<ReturnRule, "id">>({
    name: fc.constant(""),
    on: fc.constantFrom(true, true, true, false),
    when: fc.oneof(fc.constant(ALWAYS), conditions(fields, [])),
    except: fc.oneof(fc.constant(NEVER), fc.constant(NEVER), conditions(fields, [])),
    clock: fc.record({ since: fc.constantFrom(...KNOWN_CLOCKS), span }),
    reminders: fc.constant([]),
    targetPoolId: fc.constant(null),
    coolDownDays: fc.constant(null),
  });
  return fc
    .array(rule, { minLength: 1, maxLength: 3 })
    .map((rules) => rules.map((one, n) => ({ ...one, id: `rule_${n}` })));
}

/** A policy under which nobody is kept from claiming and protecting. */
export const FREELY: PolicyDocument = {
  ...DEFAULT_POLICY,
  ...{ holdingCap: null, claimLimits: { perDay: null, perWeek: null }, coolDownDays: 0 },
  protection: { maxCustomers: 20, maxDays: 30 },
  requests: { waitDays: 6, perTenure: 5, maxDays: 60 },
};
