import { sql } from "drizzle-orm";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { nextReminder } from "@/lib/deadlines/rules";
import { lockReps } from "@/lib/ledger/lock-reps";
import { notify } from "@/lib/notifications/notify";
import { authorize } from "@/lib/permissions";
import { PolicyDocument } from "@/lib/policies/schema";

const BATCH = 500;

type Due = {
  id: string;
  name: string;
  owner_id: string;
  due_at: string;
  due_rule: string;
  held_since: string;
  version: number;
  document: unknown;
};

async function lockToRemind(ctx: TxCtx): Promise<Due[]> {
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  return ctx.db.execute<Due>(sql`
    select c.id, c.name, c.owner_id, c.due_at, c.due_rule, c.held_since, c.version, p.document
    from customers c join policies p on p.id = c.due_policy_id
    where c.remind_at <= ${now} and c.state = 'owned' order by c.remind_at limit ${BATCH} for no key update of c skip locked`);
}

async function remindBatch(ctx: TxCtx): Promise<{ seen: number; reminded: number }> {
  await lockReps(ctx, []);
  const due = await lockToRemind(ctx);
  if (due.length === 0) return { seen: 0, reminded: 0 };
  // After an outage the deadline may have passed as well: then the reclaim speaks, not a reminder.
  const inTime = due.filter((row) => new Date(row.due_at) > ctx.now);
  await notify(
    ctx,
    inTime.map((row) => ({
      userId: row.owner_id,
      kind: "deadline_near" as const,
      customerId: row.id,
      params: { name: row.name, dueAt: new Date(row.due_at).toISOString(), rule: row.due_rule },
      dedupeKey: `near:${row.id}:${row.version}:${new Date(row.due_at).toISOString()}:${nextAfter(ctx, row)?.toISOString() ?? "last"}`,
    })),
  );
  const rows = JSON.stringify(due.map((row) => ({ id: row.id, remind_at: nextAfter(ctx, row) })));
  await ctx.db.execute(sql`
    update customers c set remind_at = r.remind_at
    from json_to_recordset(${rows}::json) as r(id uuid, remind_at timestamptz) where c.id = r.id`);
  return { seen: due.length, reminded: inTime.length };
}

const nextAfter = (ctx: TxCtx, row: Due): Date | null =>
  nextReminder(PolicyDocument.parse(row.document), new Date(row.due_at), ctx.now);

/**
 * Reminds the owner of every customer whose next reminder is due at ctx.now, once per stage of the reminder ladder.
 * Stages missed in an outage are told as one. Running it twice reminds nobody twice.
 */
export async function sendReminders(
  ctx: Ctx,
  _input: Record<string, never> = {},
): Promise<{ reminded: number }> {
  authorize(ctx.actor, "jobs.run");
  await refreshDeadlines(ctx);
  let reminded = 0;
  for (;;) {
    const batch = await inTx(ctx, remindBatch);
    reminded += batch.reminded;
    if (batch.seen < BATCH) return { reminded };
  }
}
