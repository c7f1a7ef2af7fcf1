import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reclaimPauses } from "@/db/schema/sweeps";
import { useTestDb } from "@/db/testing";
import type { World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { enterRandom } from "@/lib/conditions/testing/enter-random";
import { customerColumns, readPlain } from "@/lib/conditions/testing/plain-customers";
import { publishPolicy } from "@/lib/policies/publish-policy";
import type { ReturnRule } from "@/lib/policies/return-rule";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { DAY, MINUTE } from "@/lib/time";
import { refreshDeadlines } from "./refresh-deadlines";
import { plainDeadline, type Stretch } from "./testing/plain-deadlines";
import {
  giveLeave,
  givePauses,
  giveProtection,
  isWorking,
  now,
  policies,
  setUpCalendar,
  stretch,
} from "./testing/random-lives";
import { runsOverCap } from "./too-many-sql";

const testDb = useTestDb();
/** Half a minute for each policy on a busy machine. */
const policiesTried = Number(process.env.DEADLINE_RUNS ?? 12);
const LONG = Math.max(10, policiesTried / 2) * 60_000;
const { DEADLINE_SEED: seed, DEADLINE_PATH: path } = process.env;
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
  test(
    `is what a plain reading of the rules says, and the instant at which the sweep takes it (${policiesTried} × 100)`,
    async () => {
      await fc.assert(
        fc.asyncProperty(life, async (one) => {
          await wipe(testDb());
          const world = await setUpCalendar(testDb().db, one.timeZone);
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
          // Who is too many is another with every customer that goes: mark-overflow.db.test.ts sweeps those.
          if (runsOverCap(one.second)) return;
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
        {
          numRuns: policiesTried,
          // What was found is told, however long it would take to find it smaller.
          ...{ interruptAfterTimeLimit: LONG - 5 * 60_000, markInterruptAsFailure: true },
          ...(seed ? { seed: Number(seed), ...(path ? { path } : {}) } : {}),
        },
      );
    },
    LONG,
  );
});
