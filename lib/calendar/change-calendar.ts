import { sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { calendars } from "@/db/schema/calendar";
import { organizations } from "@/db/schema/people";
import { actorId, type Ctx, type TxCtx } from "@/lib/context";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { DomainError } from "@/lib/errors";
import { POLICY_LOCK } from "@/lib/ledger/lock-reps";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { instant } from "@/lib/sql-values";
import { startOn } from "@/lib/time";
import { regionOf, WEEKEND } from "./rules";

export type StoredCalendar = typeof calendars.$inferSelect & { timeZone: string };

/** What was done, and the first day of which it may have changed something; null when it changed nothing. */
export type CalendarChange<T> = { answer: T; since: string | null };

async function requireCalendar(ctx: TxCtx): Promise<StoredCalendar> {
  const [organization] = await ctx.db.select().from(organizations).limit(1);
  if (!organization) throw new DomainError("NOT_FOUND", { what: "organization" });
  const { id: organizationId, timeZone } = organization;
  const fresh = { region: regionOf(timeZone), restDays: [...WEEKEND], revision: newId() };
  await ctx.db
    .insert(calendars)
    .values({ organizationId, ...fresh, changedAt: ctx.now })
    .onConflictDoNothing();
  const [calendar] = await ctx.db.select().from(calendars).limit(1);
  if (!calendar) throw new DomainError("NOT_FOUND", { what: "calendar" });
  return { ...calendar, timeZone };
}

/**
 * What is due before the first changed day is due as before; the rest is computed anew before any sweep takes it: also
 * what isn't due at all, because a condition may count working days too.
 */
async function markStale(ctx: TxCtx, since: Date): Promise<void> {
  await ctx.db.execute(sql`
    update customers set due_policy_id = null
    where state = 'owned' and due_policy_id is not null and (due_at is null or due_at >= ${instant(since)})`);
  const pools = await ctx.db.execute<{ id: string }>(sql`select id from pools where archived_at is null`);
  announce(ctx, {
    ...{ kind: "calendar_changed", customers: null, owners: [] },
    pools: pools.map(({ id }) => id),
  });
}

/**
 * Changes the calendar while nobody computes a deadline, gives it another revision, and after the commit recomputes the
 * deadlines that it may move.
 */
export async function changeCalendar<T extends object>(
  ctx: Ctx,
  verb: string,
  input: unknown,
  change: (ctx: TxCtx, calendar: StoredCalendar) => Promise<CalendarChange<T>>,
): Promise<T & { refreshed: number }> {
  const answer = await once(ctx, verb, input, async (ctx) => {
    await ctx.db.execute(sql`select pg_advisory_xact_lock(${POLICY_LOCK})`);
    const calendar = await requireCalendar(ctx);
    const { answer, since } = await change(ctx, calendar);
    if (since === null) return answer;
    await ctx.db
      .update(calendars)
      .set({ revision: newId(), changedAt: ctx.now, changedById: actorId(ctx.actor) });
    await markStale(ctx, startOn(since, calendar.timeZone));
    return answer;
  });
  return { ...answer, refreshed: await refreshDeadlines(ctx) };
}
