import { sql } from "drizzle-orm";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { markAllOverflow } from "@/lib/deadlines/mark-overflow";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { lockReps } from "@/lib/ledger/lock-reps";
import { type Notice, notify } from "@/lib/notifications/notify";
import { authorize } from "@/lib/permissions";
import { policyOf } from "@/lib/policies/read-policy";
import type { ReturnRule } from "@/lib/policies/return-rule";
import { isHeld, isPaused } from "@/lib/sweeps/stops";
import { dueReminder, type Ladder, nextReminder } from "./ladder";

const BATCH = 500;

type Due = {
  id: string;
  name: string;
  owner_id: string;
  owner_name: string;
  managers: string[];
  due_at: string;
  due_rule: string;
  due_policy_id: string;
  remind_at: string;
  version: number;
  document: unknown;
  time_zone: string;
  held: boolean;
};

/** A customer whose reminder is due, and what follows from the ladder of its rule. */
type Reminded = { row: Due; dueAt: Date; rule: ReturnRule | undefined; ladder: Ladder; next: Date | null };

async function lockToRemind(ctx: TxCtx): Promise<Reminded[]> {
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  // After an outage the deadline may have passed as well: then the reclaim speaks, and says what was not sent.
  const rows = await ctx.db.execute<Due>(sql`
    select c.id, c.name, c.owner_id, o.name as owner_name, c.due_at, c.due_rule, c.due_policy_id, c.remind_at, c.version, p.document, org.time_zone, ${isHeld(sql`c.pool_id`, "reclaim-due")} as held,
      array(select m.id from users m where m.team_id = o.team_id and m.role = 'manager' and m.deactivated_at is null and m.id <> o.id) as managers
    from customers c join policies p on p.id = c.due_policy_id join users o on o.id = c.owner_id cross join (select time_zone from organizations limit 1) org
    where c.remind_at <= ${now} and c.due_at > ${now} and c.state = 'owned' and not ${isPaused(sql`c.pool_id`)} order by c.remind_at limit ${BATCH} for no key update of c skip locked`);
  return rows.map((row) => {
    const dueAt = new Date(row.due_at);
    const policy = policyOf(row.due_policy_id, row.document);
    const rule = policy.returnRules.find(({ id }) => id === row.due_rule);
    const ladder = { steps: rule?.reminders ?? [], quiet: policy.quietHours, timeZone: row.time_zone };
    return { row, dueAt, rule, ladder, next: nextReminder(ladder, dueAt, ctx.now) };
  });
}

/** The owner is told; his managers too where the step of the ladder says so. */
function noticesOf(ctx: TxCtx, { row, dueAt, rule, ladder }: Reminded): Notice[] {
  if (!rule) return [];
  const step = dueReminder(ladder, dueAt, ctx.now);
  const told = step?.to === "owner_and_manager" ? [row.owner_id, ...row.managers] : [row.owner_id];
  const { since, span } = rule.clock;
  return told.map((userId) => ({
    ...{ userId, kind: "deadline_near", customerId: row.id },
    params: {
      ...{ name: row.name, dueAt: dueAt.toISOString(), rule: rule.id, ruleName: rule.name },
      ...{ since, amount: span.amount, unit: span.unit, ruleReason: rule.reason ?? "" },
      ...(userId === row.owner_id ? {} : { owner: row.owner_name }),
      ...(row.held ? { held: true } : {}),
    },
    dedupeKey: `near:${row.id}:${row.version}:${dueAt.toISOString()}:${new Date(row.remind_at).toISOString()}`,
  }));
}

async function remindBatch(ctx: TxCtx): Promise<number> {
  await lockReps(ctx, []);
  const due = await lockToRemind(ctx);
  if (due.length === 0) return 0;
  await notify(
    ctx,
    due.flatMap((one) => noticesOf(ctx, one)),
  );
  const rows = JSON.stringify(due.map(({ row, next }) => ({ id: row.id, remind_at: next })));
  await ctx.db.execute(sql`
    update customers c set remind_at = r.remind_at, reminded_for = c.due_at, reminded_at = ${ctx.now.toISOString()}::timestamptz,
      reminded_count = case when c.reminded_for = c.due_at and c.reminded_at >= c.held_since then c.reminded_count else 0 end + 1
    from json_to_recordset(${rows}::json) as r(id uuid, remind_at timestamptz) where c.id = r.id`);
  return due.length;
}

/**
 * Reminds the owner of every customer whose next reminder is due at ctx.now, once per stage of the reminder ladder.
 * Stages missed in an outage are told as one. Running it twice reminds nobody twice. While the reclaims of a pool are
 * paused nobody is reminded of its deadlines.
 */
export async function sendReminders(
  ctx: Ctx,
  _input: Record<string, never> = {},
): Promise<{ reminded: number }> {
  authorize(ctx.actor, "jobs.run");
  await markAllOverflow(ctx);
  await refreshDeadlines(ctx);
  let reminded = 0;
  for (;;) {
    const told = await inTx(ctx, remindBatch);
    reminded += told;
    if (told < BATCH) return { reminded };
  }
}
