import fc from "fast-check";
import { type BuiltInField, FIELDS, OPERATORS } from "@/lib/conditions/fields";
import { type Clause, Condition, type Span } from "@/lib/conditions/schema";

/** Words that customers of the tests have, and one that none has. */
export const WORDS: Readonly<Partial<Record<BuiltInField, readonly string[]>>> = {
  industry: ["Steel", "Retail", "软件", "x%_\\\"'{}"],
  region: ["苏州", "北京", ""],
  source: ["fair", "web"],
  name: ["Customer", "甲", "CUST"],
  tags: ["vip", "新客", 'a,b"c'],
  website: ["example.com"],
  creditCode: ["91440300708461136T"],
  ownerLevel: ["senior", "junior"],
};

export const spans: fc.Arbitrary<Span> = fc.oneof(
  fc.record({ amount: fc.integer({ min: 0, max: 400 }), unit: fc.constant("hours" as const) }),
  fc.record({
    amount: fc.integer({ min: 0, max: 60 }),
    unit: fc.constantFrom("days" as const, "working_days" as const),
  }),
);

function clauseOf(field: BuiltInField, teams: readonly string[]): fc.Arbitrary<Clause> {
  const { kind, ...rest } = FIELDS[field];
  const closed = "options" in rest ? rest.options : null;
  const words = field === "ownerTeam" ? teams : (closed ?? WORDS[field] ?? []);
  const values = fc.uniqueArray(
    fc.constantFrom(...[...words, ...(closed ? [] : ["nothing"])].filter((w) => w !== "")),
    {
      minLength: 1,
      maxLength: 3,
    },
  );
  const op = fc.constantFrom(...OPERATORS[kind]);
  return op.chain((op): fc.Arbitrary<Clause> => {
    if (op === "is_set" || op === "is_empty") return fc.constant({ field, op });
    if (op === "is") return fc.boolean().map((flag) => ({ field, op, flag }));
    if (op === "contains") return values.map(([text = "x"]) => ({ field, op, text }));
    if (op === "for_at_least" || op === "for_less_than") return spans.map((span) => ({ field, op, span }));
    if (op === "at_least" || op === "at_most" || op === "equals") {
      const most = field === "completeness" ? 100 : 4;
      return fc.integer({ min: 0, max: most }).map((number) => ({ field, op, number }));
    }
    return values.map((values) => ({ field, op, values }));
  });
}

/** Conditions over these fields, up to three branches deep. */
export function conditions(
  fields: readonly BuiltInField[],
  teams: readonly string[],
): fc.Arbitrary<Condition> {
  const clause = fc.constantFrom(...fields).chain((field) => clauseOf(field, teams));
  const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      clause,
      fc.array(tie("tree"), { maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie("tree"), { maxLength: 3 }).map((any) => ({ any })),
      tie("tree").map((not) => ({ not })),
    ),
  }));
  return tree.filter((condition) => Condition.safeParse(condition).success);
}
