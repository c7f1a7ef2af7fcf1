import { type SQL, sql } from "drizzle-orm";
import { compileCondition } from "@/lib/conditions/compile";
import { FIELDS, type Fields } from "@/lib/conditions/fields";
import { nodesOf } from "@/lib/conditions/nodes";
import { type Condition, isClause } from "@/lib/conditions/schema";
import type { Rules } from "@/lib/deadlines/clock-steps";
import { clocksSql } from "@/lib/deadlines/deadline-sql";
import { askedAt, type Situation } from "@/lib/deadlines/situation";
import type { ReturnRule } from "./return-rule";
import type { NodeTrace, RuleTrace } from "./trace-types";

/** A customer and the rule that it is asked about. */
export type Pair = { customerId: string; rule: string };

export type TraceRow = {
  customer_id: string;
  rule: string;
  from_at: string | null;
  run_out_at: string | null;
  ended_at: string | null;
  due_at: string | null;
  grace_until: string | null;
  asked_at: string;
  pauses: { from: string; until: string }[];
  when: NodeTrace[];
  except: NodeTrace[];
};

const AT = sql`k.asked_at`;

/** Every node of a condition, each compiled by itself. */
function nodesSql(condition: Condition, rules: Rules, situation: Situation): SQL {
  const asked = askedAt(rules.known, situation, AT);
  const nodes = nodesOf(condition).map((node) => {
    const fact = isClause(node) ? (asked.facts[node.field] ?? sql`null::text`) : sql`null::text`;
    return sql`json_build_object('holds', ${compileCondition(node, asked)}, 'value', to_json(${fact}))`;
  });
  return sql`json_build_array(${sql.join(nodes, sql`, `)})`;
}

const byRule = (rules: readonly ReturnRule[], answer: (rule: ReturnRule) => SQL): SQL =>
  sql`case k.rule ${sql.join(
    rules.map((rule) => sql`when ${rule.id} then ${answer(rule)}`),
    sql` `,
  )} end`;

/**
 * Why running rules take customers or don't, a row a pair, by the compilation that preview and sweep use. The conditions
 * are asked of the instant at which the rule takes it, or else of when its clock has ended, but not of one that is past.
 */
export function traceSql(rules: Rules, situation: Situation, pairs: readonly Pair[]): SQL {
  const wanted = new Set(pairs.map(({ rule }) => rule));
  const named = rules.document.returnRules.filter(({ id, on }) => on && wanted.has(id));
  const values = pairs.map(({ customerId, rule }) => sql`(${customerId}::uuid, ${rule}::text)`);
  return sql`
    select c.id as customer_id, k.rule, k.from_at, k.run_out_at, k.ended_at, k.due_at, k.grace_until, k.asked_at,
      (select coalesce(json_agg(json_build_object('from', lower(p), 'until', upper(p)) order by lower(p)), '[]')
        from unnest(k.pauses) p where upper(p) > k.from_at and (k.ended_at is null or lower(p) < k.ended_at)) as pauses,
      ${byRule(named, ({ when }) => nodesSql(when, rules, situation))} as "when",
      ${byRule(named, ({ except }) => nodesSql(except, rules, situation))} as "except"
    from (values ${sql.join(values, sql`, `)}) a(customer_id, rule)
    join customers c on c.id = a.customer_id
    cross join lateral (
      select x.*, coalesce(x.takes_at, greatest(x.ended_at, ${situation.now})) as asked_at
      from (${clocksSql(rules, situation)}) x where x.rule = a.rule offset 0) k
    order by c.id, k.place`;
}

const iso = (at: string): string => new Date(at).toISOString();
const isoOrNull = (at: string | null): string | null => at && iso(at);

const isElapsed = (node: Condition | undefined): boolean =>
  node !== undefined && isClause(node) && (FIELDS as Fields)[node.field]?.kind === "elapsed";

/** The database writes instants in its own zone. */
function toNodes(condition: Condition, rows: readonly NodeTrace[]): NodeTrace[] {
  const nodes = nodesOf(condition);
  return rows.map(({ holds, value }, n) => ({
    holds,
    value: isElapsed(nodes[n]) && typeof value === "string" ? iso(value) : value,
  }));
}

/** A row of `traceSql` with the rule that it is about; null when the rules haven't that one. */
export function toTrace(rules: readonly ReturnRule[], row: TraceRow): RuleTrace | null {
  const rule = rules.find(({ id }) => id === row.rule);
  if (!rule) return null;
  return {
    ...{
      rule,
      from: isoOrNull(row.from_at),
      runOutAt: isoOrNull(row.run_out_at),
      endedAt: isoOrNull(row.ended_at),
    },
    ...{ dueAt: isoOrNull(row.due_at), graceUntil: isoOrNull(row.grace_until), askedAt: iso(row.asked_at) },
    pauses: row.pauses.map(({ from, until }) => ({ from: iso(from), until: iso(until) })),
    ...{ when: toNodes(rule.when, row.when), except: toNodes(rule.except, row.except) },
  };
}
