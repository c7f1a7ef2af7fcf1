import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { type Actor, authorize } from "@/lib/permissions";
import { readInstant } from "@/lib/sql-values";
import { dayOf } from "@/lib/time";
import { leaveState } from "./rules";
import type { ListLeavesInput } from "./schema";
import type { Absence, Leave } from "./types";

const MOST = 100;

/** The people `u` whose absences the actor may know: himself, a manager also his team, an admin all. */
function inSight(actor: Actor): SQL {
  if (actor.kind === "system" || actor.role === "admin") return sql`true`;
  const me = sql`u.id = ${actor.id}::uuid`;
  if (actor.role !== "manager" || !actor.teamId) return me;
  return sql`(${me} or u.team_id = ${actor.teamId}::uuid)`;
}

/** The latest hundred leaves of one person, those cancelled apart, the latest first; none when he is out of sight. */
export async function listLeaves(ctx: Ctx, input: ListLeavesInput): Promise<Leave[]> {
  authorize(ctx.actor, "leaves.read");
  const rows = await ctx.db.execute<Record<string, unknown>>(sql`
    select l.id, l.user_id, l.from_on::text as from_on, l.until_on::text as until_on, l.note, l.ended_at, by.name as recorded_by,
      (select time_zone from organizations limit 1) as time_zone
    from leaves l join users u on u.id = l.user_id left join users by on by.id = l.created_by_id
    where l.user_id = ${input.userId}::uuid and l.cancelled_at is null and ${inSight(ctx.actor)}
    order by l.from_on desc limit ${MOST}`);
  return rows.map((row) => {
    const days = { fromOn: String(row.from_on), untilOn: String(row.until_on) };
    return {
      ...{ id: String(row.id), userId: String(row.user_id), ...days, note: String(row.note) },
      state: leaveState(days, dayOf(ctx.now, String(row.time_zone))),
      recordedBy: (row.recorded_by as string | null) ?? null,
      endedAt: readInstant(row.ended_at),
    };
  });
}

/** Who of those in sight is away now. */
export async function listAbsences(ctx: Ctx): Promise<Absence[]> {
  authorize(ctx.actor, "leaves.read");
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const rows = await ctx.db.execute<{ user_id: string; until_on: string }>(sql`
    select l.user_id, max(l.until_on)::text as until_on from leaves l join users u on u.id = l.user_id
    where l.cancelled_at is null and l.from_at <= ${now} and l.until_at > ${now} and ${inSight(ctx.actor)}
    group by l.user_id`);
  return rows.map((row) => ({ userId: row.user_id, untilOn: row.until_on }));
}
