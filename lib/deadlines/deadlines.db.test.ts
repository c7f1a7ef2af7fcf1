import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newId } from "@/db/columns";
import { protections } from "@/db/schema/activity";
import { calendarDays, calendars, leaves } from "@/db/schema/calendar";
import { organizations } from "@/db/schema/people";
import { reclaimPauses } from "@/db/schema/sweeps";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import type { BuiltInField } from "@/lib/conditions/fields";
import { ALWAYS } from "@/lib/conditions/schema";
import { conditions, spans } from "@/lib/conditions/testing/arbitrary";
import { enterRandom } from "@/lib/conditions/testing/enter-random";
import { customerColumns, readPlain } from "@/lib/conditions/testing/plain-customers";
import { NO_GUARD } from "@/lib/policies/guard";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { CLOCK_STARTS, NEVER, type ReturnRule } from "@/lib/policies/return-rule";
import { DEFAULT_POLICY } from "@/lib/policies/schema";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { DAY, MINUTE } from "@/lib/time";
import { refreshDeadlines } from "./refresh-deadlines";
import { plainDeadline, type Stretch } from "./testing/plain-deadlines";

const now = new Date("2026-11-02T07:30:00.000Z");
const testDb = useTestDb();
const LONG = 30 * 60_000;
const HOLIDAYS = new Set(["2026-10-01", "2026-10-02", "2026-11-11", "2026-11-12", "2027-01-01"]);
const MAKE_UP = new Set(["2026-10-10", "2026-11-14", "2026-11-15"]);
const isWorking = (day: string): boolean =>
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
const policies = fc.array(rule, { minLength: 1, maxLength: 3 }).map((rules) => ({
  ...DEFAULT_POLICY,
  guard: NO_GUARD,
  returnRules: rules.map((one, n) => ({ ...one, id: `rule_${n}` })),
}));
const stretch = fc
  .record({
    from: fc.integer({ min: -50 * 24 * 60, max: 20 * 24 * 60 }),
    length: fc.integer({ min: 1, max: 9 * 24 * 60 }),
  })
  .map(({ from, length }) => ({
    from: new Date(now.getTime() + from * MINUTE),
    until: new Date(now.getTime() + (from + length) * MINUTE),
  }));

async function setUp(timeZone: string): Promise<World> {
  const world = await makeWorld(testDb().db, { now, timeZone });
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

async function giveLeave(world: World, stretches: readonly { from: Date; until: Date }[]): Promise<void> {
  for (const [index, { from, until }] of stretches.entries()) {
    const userId = world.rep(index % world.reps.length).id;
    const days = { fromOn: "2026-01-01", untilOn: "2026-01-02" };
    await world.db.insert(leaves).values({ userId, ...days, fromAt: from, untilAt: until, createdAt: now });
  }
}

/** Protects some customers of the present tenures, as a verb would have left it. */
async function giveProtection(
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
async function givePauses(world: World, stretches: readonly { from: Date; until: Date }[]): Promise<void> {
  for (const [index, { from: fromAt, until: untilAt }] of stretches.entries()) {
    const poolId = index % 2 ? null : world.pool.id;
    await world.db.insert(reclaimPauses).values({ id: newId(), poolId, fromAt, untilAt, settled: true });
  }
}

async function readHeld(world: World) {
  const rows = await readPlain(testDb().db, world.timeZone);
  const given = await world.db.execute<Record<string, string>>(sql`select * from protections`);
  const over = await world.db.select().from(reclaimPauses);
  const stops = over.map(({ fromAt, untilAt }) => ({ from: fromAt.getTime(), until: Number(untilAt) }));
  return rows
    .filter(({ row }) => row.state === "owned")
    .map(({ id, row, factAt, leaves }) => {
      const own = given.filter((one) => one.customer_id === id);
      const shields: Stretch[] = own.map((one) => ({
        from: new Date(one.from_at ?? 0).getTime(),
        until: new Date(one.until_at ?? 0).getTime(),
      }));
      const instant = (value: unknown) => (value ? new Date(value as string).getTime() : null);
      return {
        ...{ id, pauses: [...leaves, ...shields, ...stops], protectedUntil: instant(row.protected_until) },
        factAt: (field: string, at: number) => {
          if (field === "churnRiskAt") return instant(row.churn_risk_at);
          if (field === "overCapSince") return instant(row.over_cap_since);
          return field === "ownerLeft" ? null : factAt(field, at);
        },
        stored: row.due_at
          ? { rule: String(row.due_rule), from: instant(row.due_from), dueAt: instant(row.due_at) }
          : null,
      };
    });
}

const life = fc.record({
  timeZone: fc.constantFrom("Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"),
  customers: fc.array(customerColumns, { minLength: 100, maxLength: 100 }),
  first: policies,
  second: policies,
  published: fc.integer({ min: 0, max: 30 * 60 }),
  leave: fc.array(stretch, { maxLength: 4 }),
  stops: fc.array(stretch, { maxLength: 2 }),
  shield: stretch,
});

describe("the deadline of a held customer", () => {
  const policiesTried = Number(process.env.DEADLINE_RUNS ?? 12);

  test(
    `is what a plain reading of the rules says, and the instant at which the sweep takes it (${policiesTried} × 100)`,
    async () => {
      await fc.assert(
        fc.asyncProperty(life, async (one) => {
          await wipe(testDb());
          const world = await setUp(one.timeZone);
          const ids = await enterRandom(world, one.customers);
          await giveLeave(world, one.leave);
          await givePauses(world, one.stops);
          await giveProtection(
            world,
            ids.filter((_, n) => n % 4 === 0),
            one.shield,
          );
          const publish = (baseVersion: number, document: typeof one.first, at: Date) =>
            publishPolicy(world.as(world.admin, at), {
              poolId: world.pool.id,
              baseVersion,
              document,
              note: "",
            });
          const later = new Date(now.getTime() + one.published * MINUTE);
          await publish(1, one.first, new Date(now.getTime() - 2 * DAY));
          await publish(2, one.second, later);
          await refreshDeadlines(world.system(later));
          const [inForce] = await world.db.execute<{
            grace: Record<string, { from: string; until: string; was: ReturnRule | null }> | null;
          }>(sql`select grace from policies where version = 3`);
          const grace = Object.fromEntries(
            Object.entries(inForce?.grace ?? {}).map(([id, { from, until, was }]) => [
              id,
              { from: new Date(from), until: new Date(until), was },
            ]),
          );
          const held = await readHeld(world);
          expect(held.length).toBe(100);
          const calendar = { timeZone: one.timeZone, isWorking };
          for (const customer of held) {
            const plain = plainDeadline(one.second.returnRules, grace, customer, calendar);
            expect({ id: customer.id, stored: customer.stored }).toEqual({ id: customer.id, stored: plain });
          }
          // The sweep: a millisecond before some deadlines, and at them.
          const due = held.flatMap(({ stored }) => stored?.dueAt ?? []).sort((a, b) => a - b);
          const some = due.filter((_, n) => n % 15 === 7).flatMap((at) => [at - 1, at]);
          for (const instant of [...new Set(some)].sort((a, b) => a - b)) {
            await reclaimDue(world.system(new Date(Math.max(instant, later.getTime()))));
            const left = await world.db.execute<{ id: string }>(
              sql`select id from customers where state = 'owned'`,
            );
            const until = Math.max(instant, later.getTime());
            const expected = held.filter(({ stored }) => stored === null || Number(stored.dueAt) > until);
            expect(left.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
          }
        }),
        { numRuns: policiesTried },
      );
    },
    LONG,
  );
});
