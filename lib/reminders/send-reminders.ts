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
  remind_at: string;
  version: number;
  document: unknown;
};

async function lockToRemind(ctx: TxCtx): Promise<Due[]> {
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  // After an outage the deadline may have passed as well: then the reclaim speaks, and says what was not sent.
  return ctx.db.execute<Due>(sql`
    select c.id, c.name, c.owner_id, c.due_at, c.due_rule, c.remind_at, c.version, p.document
    from customers c join policies p on p.id = c.due_policy_id
    where c.remind_at <= ${now} and c.due_at > ${now} and c.state = 'owned'
    order by c.remind_at limit ${BATCH} for no key update of c skip locked`);
}

const iso = (instant: string) => new Date(instant).toISOString();

async function remindBatch(ctx: TxCtx): Promise<number> {
  await lockReps(ctx, []);
  const due = await lockToRemind(ctx);
  if (due.length === 0) return 0;
  await notify(
    ctx,
    due.map((row) => ({
      userId: row.owner_id,
      kind: "deadline_near" as const,
      customerId: row.id,
      params: { name: row.name, dueAt: iso(row.due_at), rule: row.due_rule },
      dedupeKey: `near:${row.id}:${row.version}:${iso(row.due_at)}:${iso(row.remind_at)}`,
    })),
  );
  const rows = JSON.stringify(due.map((row) => ({ id: row.id, remind_at: nextAfter(ctx, row) })));
  await ctx.db.execute(sql`
    update customers c set remind_at = r.remind_at, reminded_for = c.due_at, reminded_at = ${ctx.now.toISOString()}::timestamptz,
      reminded_count = case when c.reminded_for = c.due_at and c.reminded_at >= c.held_since then c.reminded_count else 0 end + 1
    from json_to_recordset(${rows}::json) as r(id uuid, remind_at timestamptz) where c.id = r.id`);
  return due.length;
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
    const told = await inTx(ctx, remindBatch);
    reminded += told;
    if (told < BATCH) return { reminded };
  }
}
