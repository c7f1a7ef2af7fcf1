import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { allOf, instant } from "@/lib/sql-values";
import { addDays, dayOf, startOfDay } from "@/lib/time";
import { MINE_VIEWS, type MineListInput, MineListParams, type MineView } from "./list-schema";
import { mineConditions, mineView } from "./mine-conditions";
import type { StripDay } from "./types";
import { urgencyOf } from "./urgency";

/** How many days the strip of coming deadlines shows, today included. */
export const STRIP_DAYS = 14;
const MOST_IN_STRIP = 5_000;

/** How many customers each view holds, within whose and which ones the address asks for. */
export async function countMine(ctx: Ctx, input: MineListInput): Promise<Record<MineView, number>> {
  authorize(ctx.actor, "customers.read");
  requirePerson(ctx.actor);
  const params = MineListParams.parse(input);
  const { where, timeZone } = await mineConditions(ctx, params, Number.POSITIVE_INFINITY);
  const columns = MINE_VIEWS.map(
    (view) => sql`count(*) filter (where ${mineView(view, ctx.now, timeZone)}) as ${sql.raw(`"${view}"`)}`,
  );
  const [row] = await ctx.db.execute<Record<MineView, string>>(
    sql`select ${sql.join(columns, sql`, `)} from customers c where ${allOf(where)}`,
  );
  const counts = MINE_VIEWS.map((view) => [view, Number(row?.[view] ?? 0)] as const);
  return Object.fromEntries(counts) as Record<MineView, number>;
}

type Due = { due_at: string; protected_until: string | null };

/**
 * The next fourteen days of the organisation, each with how many go back on it and how close that is; what is due
 * already counts today. `total` is all of them.
 */
export async function stripOf(ctx: Ctx, input: MineListInput): Promise<{ days: StripDay[]; total: number }> {
  authorize(ctx.actor, "customers.read");
  requirePerson(ctx.actor);
  const { where, timeZone } = await mineConditions(ctx, MineListParams.parse(input), MOST_IN_STRIP);
  const today = startOfDay(ctx.now, timeZone);
  const end = addDays(today, STRIP_DAYS, timeZone);
  const rows = await ctx.db.execute<Due>(sql`select c.due_at, c.protected_until from customers c
    where ${allOf(where)} and c.due_at < ${instant(end)} order by c.due_at limit ${sql.raw(String(MOST_IN_STRIP))}`);
  const days: StripDay[] = Array.from({ length: STRIP_DAYS }, (_, index) => ({
    ...{ on: dayOf(addDays(today, index, timeZone), timeZone), total: 0, byUrgency: {} },
  }));
  const byDay = new Map(days.map((day) => [day.on, day]));
  for (const row of rows) {
    const dueAt = new Date(row.due_at);
    const day = byDay.get(dayOf(dueAt < today ? today : dueAt, timeZone));
    if (!day) continue;
    const protectedUntil = row.protected_until ? new Date(row.protected_until) : null;
    const urgency = urgencyOf({ dueAt, protectedUntil, wonAt: null }, ctx.now);
    day.total += 1;
    day.byUrgency[urgency] = (day.byUrgency[urgency] ?? 0) + 1;
  }
  return { days, total: rows.length };
}
