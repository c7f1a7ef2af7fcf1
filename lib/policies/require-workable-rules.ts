import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { CUSTOM_PREFIX } from "@/lib/conditions/fields";
import { withCustom } from "@/lib/conditions/known-fields";
import { clausesOf, problemsOf } from "@/lib/conditions/schema";
import { readFieldDefs } from "@/lib/custom-fields/read-defs";
import type { FieldFacts } from "@/lib/custom-fields/types";
import { DomainError } from "@/lib/errors";
import { uuids } from "@/lib/sql-values";
import { findStrangers, type PeopleProblem } from "./require-known-people";
import type { ReturnRule } from "./return-rule";
import type { PolicyDocument } from "./schema";

type Problem = {
  problem:
    | PeopleProblem["problem"]
    | "unknown_field"
    | "retired_field"
    | "not_askable"
    | "unknown_value"
    | "target_unknown"
    | "target_archived";
  /** The name of the field as the rule has it, and what people call it. */
  field: string;
  label: string;
};
type Target = { id: string; name: string; archived: boolean };

type Asking = Pick<ReturnRule, "when" | "except">;
const asked = ({ when, except }: Asking) => ({ all: [when, except] });

/** Every rule of a policy in the order in which it is counted, with the pool that it sends to. */
type Sending = Asking & { id: string; targetPoolId: string | null };
const rulesOf = ({ returnRules, poolRules }: PolicyDocument): Sending[] => [
  ...returnRules,
  ...poolRules.map(({ end, ...rule }) => ({
    ...rule,
    targetPoolId: end.kind === "move" ? end.poolId : null,
  })),
];

/** The keys of the organisation's fields that these rules ask for. */
export const fieldsAskedBy = (rules: readonly Asking[]): string[] => [
  ...new Set(
    rules
      .flatMap((rule) => clausesOf(asked(rule)))
      .flatMap(({ field }) => (field.startsWith(CUSTOM_PREFIX) ? [field.slice(CUSTOM_PREFIX.length)] : [])),
  ),
];

function problemOfFields(rule: Asking, defs: readonly FieldFacts[]): Problem | null {
  const labels = new Map(defs.map(({ key, label }) => [CUSTOM_PREFIX + key, label]));
  const labelOf = (field: string) => labels.get(field) ?? field;
  const [first] = problemsOf(asked(rule), withCustom(defs).fields);
  if (first) return { ...first, label: labelOf(first.field) };
  const retired = new Set(defs.flatMap((def) => (def.retired ? [CUSTOM_PREFIX + def.key] : [])));
  const clause = clausesOf(asked(rule)).find(({ field }) => retired.has(field));
  return clause ? { problem: "retired_field", field: clause.field, label: labelOf(clause.field) } : null;
}

function problemOfTarget({ targetPoolId }: Sending, targets: readonly Target[]): Problem | null {
  if (targetPoolId === null) return null;
  const target = targets.find(({ id }) => id === targetPoolId);
  const field = "targetPoolId";
  if (!target) return { problem: "target_unknown", field, label: targetPoolId };
  return target.archived ? { problem: "target_archived", field, label: target.name } : null;
}

/** The pools that the rules send to; nobody archives one before the caller has committed. */
async function lockTargets(db: Tx, rules: readonly Sending[]): Promise<readonly Target[]> {
  const ids = rules.flatMap(({ targetPoolId }) => targetPoolId ?? []);
  if (ids.length === 0) return [];
  return db.execute<Target>(sql`
    select id, name, archived_at is not null as archived from pools where id = any (${uuids(ids)}) order by id for share`);
}

function refuseFirst<R extends { id: string }>(
  rules: readonly R[],
  problemOf: (rule: R) => Problem | null,
): void {
  for (const [index, rule] of rules.entries()) {
    const found = problemOf(rule);
    if (found) throw new DomainError("RULE_UNWORKABLE", { position: index + 1, rule: rule.id, ...found });
  }
}

/**
 * Refuses rules that can't work, those that are off too: RULE_UNWORKABLE names the first that asks for a field that is
 * not there or is retired, asks a field what it can't answer, sends to a pool that is not there or is archived, or gives
 * to people or teams that aren't there.
 */
export async function requireWorkableRules(db: Tx, document: PolicyDocument): Promise<void> {
  const rules = rulesOf(document);
  const { allocationRules } = document;
  const defs = fieldsAskedBy([...rules, ...allocationRules]).length > 0 ? await readFieldDefs(db) : [];
  const targets = await lockTargets(db, rules);
  refuseFirst(rules, (rule) => problemOfFields(rule, defs) ?? problemOfTarget(rule, targets));
  const strangerIn = await findStrangers(db, allocationRules);
  refuseFirst(allocationRules, (rule) => problemOfFields(rule, defs) ?? strangerIn(rule));
}

/** Refuses rules that send to a pool which is not there or is archived: RULE_UNWORKABLE. */
export async function requireOpenTargets(db: Tx, document: PolicyDocument): Promise<void> {
  const rules = rulesOf(document);
  const targets = await lockTargets(db, rules);
  refuseFirst(rules, (rule) => problemOfTarget(rule, targets));
}
