import { type SQL, sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { given, type InForce, onTheClock } from "./on-the-clock";

/** A deadline as it has just been written; all null when no clock runs. */
export type WrittenDeadline = { id: string; dueAt: Date | null; rule: string | null };

type Row = { id: string; due_at: string | null; due_rule: string | null };

/** Computes and writes the deadlines of the held customers `c` that meet the condition, from what is stored of them. */
export async function writeDeadlines(ctx: TxCtx, policy: InForce, where: SQL): Promise<WrittenDeadline[]> {
  const rows = await ctx.db.execute<Row>(sql`
    update customers c set ${onTheClock(policy, "as_stored")} from ${given({ now: ctx.now })}
    where c.state = 'owned' and (${where}) returning c.id, c.due_at, c.due_rule`);
  return rows.map((row) => ({
    id: row.id,
    dueAt: row.due_at ? new Date(row.due_at) : null,
    rule: row.due_rule,
  }));
}
