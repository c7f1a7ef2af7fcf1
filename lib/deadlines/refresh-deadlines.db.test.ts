import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { withClocks } from "@/db/testing/clocks";
import { makePool, makeWorld } from "@/db/testing/factories";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { LogFollowUpInput } from "@/lib/follow-ups/schema";
import { auditDatabase } from "@/lib/ledger/audit";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { uuids } from "@/lib/sql-values";
import { DAY, HOUR } from "@/lib/time";
import { refreshDeadlines, refreshDeadlinesOf } from "./refresh-deadlines";

const now = new Date("2026-11-20T02:00:00.000Z");
const plus = (ms: number) => new Date(now.getTime() + ms);
const testDb = useTestDb({ max: 20 });

const broken = async () => (await auditDatabase(testDb().db)).filter((one) => one.rows > 0);

test("claims and follow-ups made while a policy is published end up under it, and every deadline follows from the facts", async () => {
  const policy = { claimLimits: { perDay: null, perWeek: null }, holdingCap: null };
  const world = await makeWorld(testDb().db, { now, policy, reps: 4 });
  const held = await world.customers(60, { owner: world.rep(0), at: plus(-20 * DAY) });
  const free = await world.customers(30);
  const document = {
    ...world.pool.policy,
    ...withClocks({ noFollowUpDays: 10, firstContactHours: 12 }, world.pool.policy),
  };
  const publish = publishPolicy(world.as(world.admin), {
    poolId: world.pool.id,
    baseVersion: 1,
    document,
    note: "",
  });
  const claims = free.map((customerId, n) => claimCustomer(world.as(world.rep(1 + (n % 3))), { customerId }));
  const followUps = held
    .slice(0, 20)
    .map((customerId) => LogFollowUpInput.parse({ customerId, channel: "call", outcome: "connected" }))
    .map((input) => logFollowUp(world.as(world.rep(0)), input));
  await Promise.all([publish, ...claims, ...followUps]);
  await refreshDeadlines(world.system());
  const [stale] = await world.db.execute<{ n: number }>(sql`
    select count(*)::int as n from customers c join policies p on p.id = c.due_policy_id where c.state = 'owned' and p.version = 1`);
  expect(stale?.n).toBe(0);
  expect(await broken()).toEqual([]);
});

test("a refresh that was cut short is finished by the sweep, before it takes anything", async () => {
  const world = await makeWorld(testDb().db, { now, policy: withClocks({ firstContactHours: null }) });
  const id = await world.customer({ owner: world.rep(0), at: plus(-29 * DAY) });
  await world.db.execute(sql`
    insert into policies (id, pool_id, version, document, published_at)
    select gen_random_uuid(), pool_id, 2, jsonb_set(document, '{returnRules,0,clock,span,amount}', '60'), ${now.toISOString()}::timestamptz from policies where pool_id = ${world.pool.id}`);
  await reclaimDue(world.system(plus(2 * DAY)));
  const [row] = await world.db.execute<{ state: string; due_at: string }>(
    sql`select state, due_at from customers where id = ${id}`,
  );
  expect(row?.state).toBe("owned");
  expect(new Date(row?.due_at ?? 0)).toEqual(plus(31 * DAY));
});

test("a second refresh writes nothing, and two at once share the work", async () => {
  const world = await makeWorld(testDb().db, { now });
  await world.customers(40, { owner: world.rep(0), at: plus(-HOUR) });
  await world.db.execute(sql`update customers set due_policy_id = null where pool_id = ${world.pool.id}`);
  const done = await Promise.all([refreshDeadlines(world.system()), refreshDeadlines(world.system())]);
  expect(done[0] + done[1]).toBe(40);
  expect(await refreshDeadlines(world.system())).toBe(0);
  expect(await broken()).toEqual([]);
});

test("asked for a few customers, it leaves the others' deadlines to the sweep", async () => {
  const world = await makeWorld(testDb().db, { now });
  const [first = "", second = ""] = await world.customers(40, { owner: world.rep(0), at: plus(-HOUR) });
  await world.db.execute(sql`update customers set due_policy_id = null where pool_id = ${world.pool.id}`);
  expect(await refreshDeadlinesOf(world.system(), [first, second])).toBe(2);
  expect(await refreshDeadlinesOf(world.system(), [first, second])).toBe(0);
  expect(await refreshDeadlines(world.system())).toBe(38);
});

test("finds whose deadline is of an earlier policy, of another pool's and of none, and nobody else's", async () => {
  const world = await makeWorld(testDb().db, { now });
  const others = await Promise.all([makePool(world.db, now), makePool(world.db, now)]);
  const pools = [world.pool, ...others].map(({ id }) => id);
  const ids = await world.customers(40, { owner: world.rep(0), at: plus(-HOUR) });
  await refreshDeadlines(world.system());
  await world.db.execute(sql`
    with places as (select id, row_number() over () as n from unnest(${uuids(ids)}) id)
    update customers c set pool_id = (${uuids(pools)})[1 + n % 3], due_policy_id = case when n % 4 < 3
      then (select p.id from policies p where p.pool_id = (${uuids(pools)})[1 + n % 4]) end from places where places.id = c.id`);
  const stale = sql`select count(*)::int as n from customers c where c.id = any (${uuids(ids)})
    and not exists (select from policies p where p.id = c.due_policy_id and p.pool_id = c.pool_id)`;
  const [before] = await world.db.execute<{ n: number }>(stale);
  expect(before?.n).toBe(29);
  expect(await refreshDeadlines(world.system())).toBe(before?.n);
  expect((await world.db.execute<{ n: number }>(stale))[0]?.n).toBe(0);
});
