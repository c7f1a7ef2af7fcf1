import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { Rules } from "./clock-steps";
import { deadlinesSql } from "./deadline-sql";
import type { Situation } from "./situation";

/** A deadline that runs for a customer. `graceUntil` is set when the notice of a new rule and not the clock decides. */
export type Deadline = {
  rule: string;
  dueAt: Date;
  from: Date;
  graceUntil: Date | null;
};

type Row = {
  rule: string;
  due_at: string;
  from_at: string;
  grace_until: string | null;
};

const date = (value: string | null): Date | null => (value ? new Date(value) : null);

/** Every deadline that would run for the customer in the situation, the earliest first; nothing is written. */
export async function readDeadlines(
  db: Executor,
  customerId: string,
  rules: Rules,
  situation: Situation,
): Promise<Deadline[]> {
  const rows = await db.execute<Row>(sql`
    select d.* from customers c cross join lateral (${deadlinesSql(rules, situation)}) d where c.id = ${customerId}::uuid`);
  return rows.map((row) => ({
    ...{ rule: row.rule, dueAt: new Date(row.due_at), from: new Date(row.from_at) },
    graceUntil: date(row.grace_until),
  }));
}
