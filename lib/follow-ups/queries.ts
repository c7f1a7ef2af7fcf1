import { sql } from "drizzle-orm";
import type { Channel, Grade, Outcome } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { maskText } from "@/lib/masking/free-text";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { instant, readInstant } from "@/lib/sql-values";
import { RecentFollowUpsInput } from "./schema";
import type { PlanRow, RecentFollowUps } from "./types";

const MOST_PLANS = 300;

type Plan = Record<string, unknown> & { id: string; name: string; grade: Grade; next_step_at: string };

/** The planned next steps of the actor's own customers, the earliest first, overdue ones included. */
export async function listPlans(ctx: Ctx): Promise<PlanRow[]> {
  authorize(ctx.actor, "customers.read");
  const me = requirePerson(ctx.actor);
  const rows = await ctx.db.execute<Plan>(sql`
    select c.id, c.name, c.grade, c.version, c.pool_id, c.next_step, c.next_step_at, c.due_at, c.protected_until, c.won_at
    from customers c where c.owner_id = ${me}::uuid and c.state = 'owned' and c.next_step_at is not null
    order by c.next_step_at, c.id limit ${sql.raw(String(MOST_PLANS))}`);
  return rows.map((row) => ({
    ...{
      customerId: row.id,
      name: row.name,
      grade: row.grade,
      version: Number(row.version),
      poolId: String(row.pool_id),
    },
    ...{ nextStep: row.next_step as string | null, at: new Date(row.next_step_at) },
    ...{ dueAt: readInstant(row.due_at), protectedUntil: readInstant(row.protected_until) },
    wonAt: readInstant(row.won_at),
  }));
}

type Recent = Record<string, unknown> & {
  id: string;
  at: string;
  customer_id: string;
  name: string;
  grade: Grade;
  held: boolean;
  channel: Channel;
  outcome: Outcome;
  note: string;
  qualifies: boolean;
};

/** What the actor himself has written, newest first, a page at a time; `next` is null on the last page. */
export async function listRecentFollowUps(
  ctx: Ctx,
  input: RecentFollowUpsInput = {},
): Promise<RecentFollowUps> {
  authorize(ctx.actor, "customers.read");
  const me = requirePerson(ctx.actor);
  const { before, limit } = RecentFollowUpsInput.parse(input);
  const after = before ? sql`(f.at, f.id) < (${instant(before.at)}, ${before.id}::uuid)` : sql`true`;
  const rows = await ctx.db.execute<Recent>(sql`
    select f.id, f.at, f.customer_id, c.name, c.grade, coalesce(c.owner_id = ${me}::uuid, false) as held, f.channel, f.outcome,
      f.note, f.qualifies
    from follow_ups f join customers c on c.id = f.customer_id
    where f.user_id = ${me}::uuid and ${after} order by f.at desc, f.id desc limit ${sql.raw(String(limit + 1))}`);
  // What he wrote of a customer that is no longer his is masked as everything about it.
  const isAdmin = ctx.actor.kind === "user" && ctx.actor.role === "admin";
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    rows: shown.map((row) => ({
      ...{ id: row.id, at: new Date(row.at), customerId: row.customer_id, name: row.name, grade: row.grade },
      ...{ held: row.held, channel: row.channel, outcome: row.outcome },
      note: row.held || isAdmin ? row.note : maskText(row.note),
      qualifies: row.qualifies,
    })),
    next: last ? { at: new Date(last.at).toISOString(), id: last.id } : null,
  };
}
