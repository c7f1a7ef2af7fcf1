import { type SQL, sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { deadlineAssignment, type Rules } from "./deadline-sql";
import { type Situation, situationOf } from "./situation";

/** The policy that is in force in a pool, and the zone in which its days are counted. */
export type InForce = Rules & { id: string; timeZone: string };

/** A deadline as it has just been written; all null when no clock runs. */
export type WrittenDeadline = { id: string; dueAt: Date | null; rule: string | null };

type Row = { id: string; due_at: string | null; due_rule: string | null };

/** The assignments that put a customer on the clock of a policy, for an update of `c`. */
export const onTheClock = (policy: InForce, situation: Situation): SQL =>
  sql`${deadlineAssignment(policy, situation)}, due_policy_id = ${policy.id}::uuid`;

/** Computes and writes the deadlines of the held customers `c` that meet the condition, from what is stored of them. */
export async function writeDeadlines(ctx: TxCtx, policy: InForce, where: SQL): Promise<WrittenDeadline[]> {
  const situation = situationOf({ timeZone: policy.timeZone, now: ctx.now });
  const rows = await ctx.db.execute<Row>(sql`
    update customers c set ${onTheClock(policy, situation)} where c.state = 'owned' and (${where})
    returning c.id, c.due_at, c.due_rule`);
  return rows.map((row) => ({
    id: row.id,
    dueAt: row.due_at ? new Date(row.due_at) : null,
    rule: row.due_rule,
  }));
}
