import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { deadlineSql } from "@/lib/deadlines/deadline-sql";
import type { InForce } from "@/lib/deadlines/on-the-clock";
import { readRules } from "@/lib/deadlines/refresh-deadlines";
import { situationOf } from "@/lib/deadlines/situation";
import { type AuditResult, SAMPLE } from "./audit-types";

async function readPolicies(db: Executor): Promise<InForce[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select p.id, p.document, p.grace, org.time_zone from policies p cross join (select time_zone from organizations limit 1) org
    where exists (select from customers c where c.pool_id = p.pool_id and c.due_policy_id = p.id and c.state = 'owned')`);
  return Promise.all(rows.map((row) => readRules(db, row)));
}

type Row = Record<string, unknown>;

/** The customers whose stored deadline is another than the one that follows from the policy that it names. */
function differing(db: Executor, policy: InForce): Promise<Row[]> {
  const situation = situationOf({ timeZone: policy.timeZone, now: new Date(0) });
  return db.execute<Row>(sql`
    select c.id as customer_id, c.due_at, c.due_rule, c.due_from, d.due_at as follows_at, d.rule as follows_rule, d.from_at as follows_from
    from customers c left join lateral (${deadlineSql(policy, situation)}) d on true
    where c.state = 'owned' and c.due_policy_id = ${policy.id}::uuid
      and (c.due_at, c.due_rule, c.due_from) is distinct from (d.due_at, d.rule, d.from_at)`);
}

/**
 * Every stored deadline is the one that follows from the stored facts by the rules of the policy that it names. One
 * without a policy waits to be computed anew, and is not taken for one meanwhile.
 */
export async function auditDeadlines(db: Executor): Promise<AuditResult> {
  const result: AuditResult = { name: "deadlines", id: "I13", rows: 0, sample: [] };
  for (const policy of await readPolicies(db)) {
    const rows = await differing(db, policy);
    result.rows += rows.length;
    result.sample.push(...rows.slice(0, SAMPLE - result.sample.length));
  }
  return result;
}
