import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { seesAllContacts } from "@/lib/masking/rules";
import { reaches } from "@/lib/ownership/reach";
import { requirePerson } from "@/lib/require-person";
import { instant, texts } from "@/lib/sql-values";
import { addDays, startOfDay } from "@/lib/time";
import { dueWindow } from "./due-window";
import type { Order } from "./keyset";
import { narrowing } from "./list-condition";
import type { DueWindow, MineListParams, MineSort, MineView } from "./list-schema";
import { heldInSight } from "./sight";

const byId = (column: SQL, direction: "asc" | "desc", type: "text" | "timestamptz") => ({
  tail: { column, direction, type },
});

export const MINE_ORDERS: Record<MineSort, Order> = {
  due: {
    name: "due",
    lead: { column: sql`c.due_at`, direction: "asc", type: "timestamptz", nullable: true },
    ...byId(sql`c.held_since`, "asc", "timestamptz"),
  },
  name: { name: "name", ...byId(sql`c.name`, "asc", "text") },
  // Who was never followed up comes first: it is he that waits the longest.
  lastFollowUp: {
    name: "lastFollowUp",
    ...byId(sql`coalesce(c.last_follow_up_at, '-infinity')`, "asc", "timestamptz"),
  },
  heldSince: { name: "heldSince", ...byId(sql`c.held_since`, "desc", "timestamptz") },
  nextStep: { name: "nextStep", ...byId(sql`coalesce(c.next_step_at, 'infinity')`, "asc", "timestamptz") },
};

/** Refuses with NOT_YOURS unless the actor may look into this person's customers. */
async function requireOwner(ctx: Ctx, ownerId: string): Promise<void> {
  const [row] = await ctx.db.execute<{ team_id: string | null }>(
    sql`select team_id from users where id = ${ownerId}::uuid`,
  );
  if (!row) throw new DomainError("NOT_FOUND");
  if (!reaches(ctx.actor, { ownerId, ownerTeamId: row.team_id })) throw new DomainError("NOT_YOURS");
}

/** Whose customers the address asks for: the viewer's own, one person's, a team's, or everybody's that he may see. */
export async function heldScope(
  ctx: Ctx,
  params: Pick<MineListParams, "view"> & { owner?: string | undefined; team?: string | undefined },
): Promise<SQL[]> {
  const me = requirePerson(ctx.actor);
  if (params.owner) {
    await requireOwner(ctx, params.owner);
    return [sql`c.owner_id = ${params.owner}::uuid`];
  }
  if (params.team) {
    const ofTeam = sql`c.owner_id in (select u.id from users u where u.team_id = ${params.team}::uuid)`;
    return [ofTeam, heldInSight(ctx.actor)];
  }
  return params.view === "all" ? [heldInSight(ctx.actor)] : [sql`c.owner_id = ${me}::uuid`];
}

/** The condition of a view over held customers `c`. */
export function mineView(view: MineView, now: Date, timeZone: string): SQL {
  const today = startOfDay(now, timeZone);
  const tomorrow = addDays(today, 1, timeZone);
  switch (view) {
    case "mine":
    case "all":
      return sql`true`;
    case "dueSoon":
      return sql`c.due_at < ${instant(addDays(now, 3, timeZone))} and (c.protected_until is null or c.protected_until <= ${instant(now)})`;
    case "firstContact":
      return sql`c.qualified_at is null and c.won_at is null`;
    case "protected":
      return sql`c.protected_until > ${instant(now)}`;
    case "won":
      return sql`c.won_at is not null`;
    case "idle30":
      return idleSince(windowStart(now, 30, timeZone));
    case "plannedToday":
      return sql`c.next_step_at >= ${instant(today)} and c.next_step_at < ${instant(tomorrow)}`;
  }
}

const windowStart = (now: Date, days: number, timeZone: string): Date =>
  startOfDay(addDays(now, 1 - days, timeZone), timeZone);

const idleSince = (start: Date): SQL =>
  sql`c.won_at is null and coalesce(c.qualified_at, c.held_since) < ${instant(start)}`;

const anyOf = (column: SQL, values: readonly string[]): SQL | undefined =>
  values.length === 0 ? undefined : sql`${column} = any (${texts(values)})`;

function within(column: SQL, window: DueWindow | undefined, now: Date, timeZone: string): SQL | undefined {
  if (!window) return undefined;
  const { from, until } = dueWindow(window, now, timeZone);
  return sql`${column} < ${instant(until)}${from ? sql` and ${column} >= ${instant(from)}` : sql``}`;
}

function filtersOf(params: MineListParams, now: Date, timeZone: string): (SQL | undefined)[] {
  const start = (days: number) => windowStart(now, days, timeZone);
  return [
    params.pool ? sql`c.pool_id = ${params.pool}::uuid` : undefined,
    anyOf(sql`c.grade`, params.grade),
    anyOf(sql`c.stage`, params.stage),
    anyOf(sql`c.region`, params.region),
    anyOf(sql`c.industry`, params.industry),
    anyOf(sql`c.source`, params.source),
    params.tag ? sql`c.tags @> ${texts([params.tag])}` : undefined,
    params.idle ? idleSince(start(params.idle)) : undefined,
    params.touched ? sql`c.last_follow_up_at >= ${instant(start(params.touched))}` : undefined,
    params.won ? sql`c.won_at is not null` : undefined,
    within(sql`c.due_at`, params.due, now, timeZone),
    within(sql`c.next_step_at`, params.next, now, timeZone),
    params.taken
      ? sql`c.held_since >= ${instant(startOfDay(now, timeZone))} and exists (select from tenures t
          where t.customer_id = c.id and t.ended_at is null and t.start_kind = 'claimed')`
      : undefined,
  ];
}

/** The time zone of the organisation, in which its days are cut. */
export async function readTimeZone(ctx: Ctx): Promise<string> {
  const [row] = await ctx.db.execute<{ time_zone: string }>(sql`select time_zone from organizations limit 1`);
  return row?.time_zone ?? "UTC";
}

/** More than one person holds. */
const MOST_HELD = 2_000;

/** What an address asks of held customers `c`, of whom so many rows are read: whose they are, apart from the view; NOT_YOURS for whom the viewer may not look at. */
export async function mineConditions(
  ctx: Ctx,
  params: MineListParams,
  rows: number,
): Promise<{ where: (SQL | undefined)[]; timeZone: string }> {
  const [timeZone, scope] = await Promise.all([readTimeZone(ctx), heldScope(ctx, params)]);
  const clear = seesAllContacts(ctx.actor);
  const whose = params.owner || (params.view !== "all" && !params.team);
  const listed = { rows, ...(whose ? { among: MOST_HELD } : {}) };
  const narrowed = await narrowing(ctx, params, { timeZone, clear }, listed);
  const where = [sql`c.state = 'owned'`, ...scope, ...filtersOf(params, ctx.now, timeZone), ...narrowed];
  return { where, timeZone };
}
