import { sql } from "drizzle-orm";
import fc from "fast-check";
import type { Db } from "@/db/client";
import { newId } from "@/db/columns";
import { protections } from "@/db/schema/activity";
import { calendarDays, calendars, leaves } from "@/db/schema/calendar";
import { organizations } from "@/db/schema/people";
import { reclaimPauses } from "@/db/schema/sweeps";
import { makeWorld, type World } from "@/db/testing/factories";
import type { BuiltInField } from "@/lib/conditions/fields";
import { ALWAYS } from "@/lib/conditions/schema";
import { conditions, spans } from "@/lib/conditions/testing/arbitrary";
import { NO_GUARD } from "@/lib/policies/guard";
import { CLOCK_STARTS, NEVER, type ReturnRule } from "@/lib/policies/return-rule";
import { DEFAULT_POLICY } from "@/lib/policies/schema";
import { MINUTE } from "@/lib/time";

/** About when random customers live. */
export const now = new Date("2026-11-02T07:30:00.000Z");
const HOLIDAYS = new Set(["2026-10-01", "2026-10-02", "2026-11-11", "2026-11-12", "2027-01-01"]);
const MAKE_UP = new Set(["2026-10-10", "2026-11-14", "2026-11-15"]);
export const isWorking = (day: string): boolean =>
  MAKE_UP.has(day) || (!HOLIDAYS.has(day) && ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()));

/** What rules of tests ask: facts of every kind, those that time changes among them. */
const ASKED: readonly BuiltInField[] = [
  ...([
    "grade",
    "industry",
    "stage",
    "tags",
    "won",
    "contacted",
    "bounceCount",
    "expectedValue",
    "hasPhone",
    "ownerOnLeave",
  ] as const),
  ...([
    "sinceStageChange",
    "sinceFollowUp",
    "sinceContractEnd",
    "sinceActivity",
    "followUpsSinceProgress",
  ] as const),
];
const rule = fc.record<Omit<ReturnRule, "id">>({
  name: fc.constant(""),
  on: fc.constant(true),
  when: fc.oneof(fc.constant(ALWAYS), conditions(ASKED, [])),
  except: fc.oneof(fc.constant(NEVER), conditions(ASKED, [])),
  clock: fc.record({ since: fc.constantFrom(...CLOCK_STARTS), span: spans }),
  reminders: fc.constant([]),
  targetPoolId: fc.constant(null),
  coolDownDays: fc.constant(null),
});
/** Documents of up to three rules. */
export const policies = fc.array(rule, { minLength: 1, maxLength: 3 }).map((rules) => ({
  ...DEFAULT_POLICY,
  guard: NO_GUARD,
  returnRules: rules.map((one, n) => ({ ...one, id: `rule_${n}` })),
}));
export const stretch = fc
  .record({
    from: fc.integer({ min: -50 * 24 * 60, max: 20 * 24 * 60 }),
    length: fc.integer({ min: 1, max: 9 * 24 * 60 }),
  })
  .map(({ from, length }) => ({
    from: new Date(now.getTime() + from * MINUTE),
    until: new Date(now.getTime() + (from + length) * MINUTE),
  }));

/** A world in the zone with a working calendar. */
export async function setUpCalendar(db: Db, timeZone: string): Promise<World> {
  const world = await makeWorld(db, { now, timeZone });
  const days = [...HOLIDAYS].map((day) => ({ day, kind: "holiday" as const }));
  const more = [...MAKE_UP].map((day) => ({ day, kind: "workday" as const }));
  await world.db
    .insert(calendarDays)
    .values(
      [...days, ...more].map((one) => ({ ...one, name: "", source: "admin" as const, changedAt: now })),
    );
  const [organization] = await world.db.select().from(organizations);
  await world.db.insert(calendars).values({
    ...{ organizationId: organization?.id ?? "", region: "none", restDays: [6, 7] },
    ...{ revision: newId(), changedAt: now },
  });
  return world;
}

/** Leave for the reps in turn. */
export async function giveLeave(
  world: World,
  stretches: readonly { from: Date; until: Date }[],
): Promise<void> {
  for (const [index, { from, until }] of stretches.entries()) {
    const userId = world.rep(index % world.reps.length).id;
    const days = { fromOn: "2026-01-01", untilOn: "2026-01-02" };
    await world.db.insert(leaves).values({ userId, ...days, fromAt: from, untilAt: until, createdAt: now });
  }
}

/** Protects some customers of the present tenures, as a verb would have left it. */
export async function giveProtection(
  world: World,
  ids: readonly string[],
  each: { from: Date; until: Date },
): Promise<void> {
  for (const id of ids) {
    const [tenure] = await world.db.execute<{ id: string; user_id: string; started_at: string }>(
      sql`select id, user_id, started_at from tenures where customer_id = ${id}::uuid`,
    );
    if (!tenure || new Date(tenure.started_at) >= each.from || each.from > now) continue;
    const row = { customerId: id, tenureId: tenure.id, userId: tenure.user_id, reason: "" };
    await world.db
      .insert(protections)
      .values({ ...row, id: newId(), fromAt: each.from, untilAt: each.until });
    const until = each.until > now ? each.until : null;
    await world.db.execute(
      sql`update customers set protected_until = ${until?.toISOString() ?? null}::timestamptz where id = ${id}::uuid`,
    );
  }
}

/** Pauses of the pool and of all that are over, as resuming leaves them. */
export async function givePauses(
  world: World,
  stretches: readonly { from: Date; until: Date }[],
): Promise<void> {
  for (const [index, { from: fromAt, until: untilAt }] of stretches.entries()) {
    const poolId = index % 2 ? null : world.pool.id;
    await world.db.insert(reclaimPauses).values({ id: newId(), poolId, fromAt, untilAt, settled: true });
  }
}
