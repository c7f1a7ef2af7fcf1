import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makePool, makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { instant } from "@/lib/sql-values";
import { addMs, HOUR } from "@/lib/time";
import { ownPausesIn, pausesOf, situationOf, stopsOfPool } from "./situation";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
const CUSTOMERS = 4;

/** Hours from now on: a stretch, of which the second number is the length; and where it stands. */
const stretch = fc.record({
  kind: fc.constantFrom("protection", "request", "leave", "stop", "stop_of_all", "stop_elsewhere"),
  customer: fc.nat(CUSTOMERS - 1),
  from: fc.integer({ min: -200, max: 20 }),
  hours: fc.integer({ min: 1, max: 90 }),
  over: fc.boolean(),
});
type Stretch = typeof stretch extends fc.Arbitrary<infer T> ? T : never;

async function record(world: World, otherPoolId: string, ids: readonly string[], one: Stretch) {
  const from = instant(addMs(now, one.from * HOUR));
  const until = instant(addMs(now, (one.from + one.hours) * HOUR));
  const lifted = one.over ? instant(addMs(now, (one.from + one.hours / 2) * HOUR)) : sql`null`;
  const id = ids[one.customer] ?? "";
  const [held] = await world.db.execute<{ user_id: string; tenure_id: string }>(
    sql`select user_id, id as tenure_id from tenures where customer_id = ${id}::uuid and ended_at is null`,
  );
  const user = sql`${held?.user_id ?? null}::uuid`;
  const tenure = sql`${held?.tenure_id ?? null}::uuid`;
  const stop = (poolId: string | null) =>
    sql`insert into reclaim_pauses (id, pool_id, from_at, until_at) values (gen_random_uuid(), ${poolId}::uuid, ${from}, ${one.over ? until : sql`null`})
      on conflict do nothing`;
  await world.db.execute(
    {
      protection: sql`insert into protections (id, customer_id, tenure_id, user_id, from_at, until_at, lifted_at)
        values (gen_random_uuid(), ${id}::uuid, ${tenure}, ${user}, ${from}, ${until}, ${lifted})
        on conflict do nothing`,
      request: sql`insert into requests (id, customer_id, tenure_id, user_id, days, reason, asked_at, lapses_at, ended_at, answer)
        values (gen_random_uuid(), ${id}::uuid, ${tenure}, ${user}, 3, 'x', ${from}, ${until}, ${lifted}, ${one.over ? "declined" : null})
        on conflict do nothing`,
      leave: sql`insert into leaves (id, user_id, from_on, until_on, from_at, until_at, created_at, cancelled_at)
        values (gen_random_uuid(), ${user}, '2026-11-01', '2026-11-30', ${from}, ${until}, ${from}, ${lifted})`,
      stop: stop(world.pool.id),
      stop_of_all: stop(null),
      stop_elsewhere: stop(otherPoolId),
    }[one.kind],
  );
}

test("the pauses that are asked of a whole pool at once are those of each customer", async () => {
  const seen = { own: 0, none: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(stretch, { maxLength: 8 }), async (stretches) => {
      await wipe(testDb());
      const world = await makeWorld(testDb().db, { now, reps: 2 });
      const other = await makePool(world.db, now);
      const ids: string[] = [];
      for (let n = 0; n < CUSTOMERS; n++)
        ids.push(await world.customer({ owner: world.rep(n % 2), at: addMs(now, -60 * HOUR) }));
      for (const one of stretches) await record(world, other.id, ids, one);
      const situation = situationOf({ timeZone: "UTC", now });
      // What ended before the tenure stops no clock of it.
      const inTenure = (pauses: ReturnType<typeof pausesOf>) =>
        sql`nullif(${pauses} * tstzmultirange(tstzrange(c.held_since, null)), '{}'::tstzmultirange)`;
      const rows = await world.db.execute<{ each: string | null; at_once: string | null }>(sql`
        select ${inTenure(pausesOf(situation))}::text as each,
          ${inTenure(sql`coalesce(p.pauses + stops.pauses, p.pauses, stops.pauses)`)}::text as at_once
        from customers c cross join (select ${stopsOfPool(world.pool.id)} as pauses) stops
        left join (${ownPausesIn(world.pool.id)}) p on p.customer_id = c.id order by c.id`);
      for (const { each, at_once } of rows) {
        expect(at_once).toBe(each);
        seen[each ? "own" : "none"] += 1;
      }
    }),
    { numRuns: 40 },
  );
  expect(Math.min(seen.own, seen.none)).toBeGreaterThan(10);
}, 120_000);
