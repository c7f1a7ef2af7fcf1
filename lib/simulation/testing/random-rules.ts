import fc from "fast-check";
import type { BuiltInField } from "@/lib/conditions/fields";
import { ALWAYS } from "@/lib/conditions/schema";
import { conditions } from "@/lib/conditions/testing/arbitrary";
import type { PoolRule } from "@/lib/policies/pool-rule";
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

const ruleOver = (fields: readonly BuiltInField[], clocks: readonly ClockStart[]) =>
  fc.record<Omit<ReturnRule, "id">>({
    name: fc.constant(""),
    on: fc.constantFrom(true, true, true, false),
    when: fc.oneof(fc.constant(ALWAYS), conditions(fields, [])),
    except: fc.oneof(fc.constant(NEVER), fc.constant(NEVER), conditions(fields, [])),
    clock: fc.record({ since: fc.constantFrom(...clocks), span }),
    reminders: fc.constant([]),
    targetPoolId: fc.constant(null),
    coolDownDays: fc.constant(null),
  });

/** A rule that takes nearly everybody, and before long. */
const soon = (since: ClockStart) =>
  ruleOver(["grade"], [since]).map(
    (rule): Omit<ReturnRule, "id"> => ({
      ...{ ...rule, when: ALWAYS, except: NEVER },
      clock: { since, span: { ...rule.clock.span, amount: rule.clock.span.amount % 4 } },
    }),
  );

const named = (rules: readonly Omit<ReturnRule, "id">[]): ReturnRule[] =>
  rules.map((one, n) => ({ ...one, id: `rule_${n}` }));

/** One to three rules that ask for these facts, some of them off. */
export const rulesOver = (fields: readonly BuiltInField[]): fc.Arbitrary<ReturnRule[]> =>
  fc.array(ruleOver(fields, KNOWN_CLOCKS), { minLength: 1, maxLength: 3 }).map(named);

/** As `rulesOver`, in any order with one for what is over the cap, one for those who leave, or both. */
export const rulesOfPeopleOver = (fields: readonly BuiltInField[]): fc.Arbitrary<ReturnRule[]> =>
  fc
    .tuple(
      fc.array(ruleOver(fields, KNOWN_CLOCKS), { minLength: 0, maxLength: 2 }),
      fc.array(fc.oneof(soon("over_cap"), ruleOver(fields, ["over_cap"])), { minLength: 1, maxLength: 2 }),
      fc.array(fc.oneof(soon("owner_left"), ruleOver(fields, ["owner_left"])), {
        minLength: 0,
        maxLength: 2,
      }),
    )
    .chain((rules) => fc.shuffledSubarray(rules.flat(), { minLength: rules.flat().length }))
    .map(named);

/** A policy under which nobody is kept from claiming and protecting. */
export const FREELY: PolicyDocument = {
  ...DEFAULT_POLICY,
  ...{ holdingCap: null, claimLimits: { perDay: null, perWeek: null }, coolDownDays: 0 },
  protection: { maxCustomers: 20, maxDays: 30 },
  requests: { waitDays: 6, perTenure: 5, maxDays: 60 },
};

/** One or two rules for what lies in the pool, none of which acts within the first day. */
export function poolRulesOver(fields: readonly BuiltInField[]): fc.Arbitrary<PoolRule[]> {
  const stay = fc.oneof(
    fc.record({ amount: fc.integer({ min: 24, max: 300 }), unit: fc.constant("hours" as const) }),
    fc.record({
      amount: fc.integer({ min: 2, max: 12 }),
      unit: fc.constantFrom("days" as const, "working_days" as const),
    }),
  );
  const rule = fc.record<Omit<PoolRule, "id">>({
    name: fc.constant(""),
    on: fc.constantFrom(true, true, true, false),
    when: fc.oneof(fc.constant(ALWAYS), conditions(fields, [])),
    except: fc.oneof(fc.constant(NEVER), conditions(fields, [])),
    stay,
    end: fc.constant({ kind: "invalidate" as const, reason: "unwanted" as const }),
  });
  return fc
    .array(rule, { minLength: 1, maxLength: 2 })
    .map((rules) => rules.map((one, n) => ({ ...one, id: `pool_rule_${n}` })));
}
