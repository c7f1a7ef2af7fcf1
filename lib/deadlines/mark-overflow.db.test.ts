import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makePool, makeWorld } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { auditDatabase } from "@/lib/ledger/audit";
import { protectCustomer } from "@/lib/ownership/protect-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { previewPolicy } from "@/lib/policies/preview-policy";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { NEVER, type ReturnRule } from "@/lib/policies/return-rule";
import type { PolicyDocument } from "@/lib/policies/schema";
import { traceCustomer } from "@/lib/policies/trace-customer";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { addMs, DAY, HOUR } from "@/lib/time";
import { deactivateUser } from "@/lib/users/deactivate-user";

const testDb = useTestDb({ max: 8 });
const now = new Date("2026-11-20T02:00:00Z");
const inDays = (days: number, ms = 0) => addMs(now, days * DAY + ms);
const overCap: ReturnRule = {
  ...{ id: "over_cap", name: "", on: true, when: { all: [] }, except: NEVER, reminders: [] },
  ...{
    clock: { since: "over_cap", span: { amount: 7, unit: "days" } },
    targetPoolId: null,
    coolDownDays: null,
  },
};
const broken = async () => (await auditDatabase(testDb().db)).filter((one) => one.rows > 0);

async function crowded(policy: Partial<PolicyDocument> = {}) {
  await wipe(testDb());
  const world = await makeWorld(testDb().db, {
    ...{ now },
    policy: { holdingCap: 3, returnRules: [overCap], ...policy },
  });
  const owner = world.rep(0);
  const hold = (grade: "A" | "B" | "C", more = {}) => world.customer({ owner, grade, ...more });
  const sweep = async (at: Date) => (await reclaimDue(world.system(at))).reclaimed;
  const held = async () => {
    const rows = await world.db.execute<{ id: string }>(
      sql`select id from customers where owner_id = ${owner.id}::uuid`,
    );
    return rows.map(({ id }) => id).sort();
  };
  return { world, owner, hold, sweep, held };
}

test("the overflow goes, the least valuable first, when the span is over; the reclaim says by which rule", async () => {
  const { world, hold, sweep, held } = await crowded();
  const kept = [await hold("A"), await hold("A"), await hold("B")];
  const low = await hold("C");
  const quiet = await hold("B", { intent: "low" });
  const [vague = ""] = kept.slice(2);
  await world.db.execute(sql`update customers set intent = 'high' where id = ${vague}::uuid`);
  expect(await sweep(now)).toBe(0);
  expect(await sweep(inDays(7, -1))).toBe(0);
  const rows = await world.db.execute<{ id: string; due_rule: string; due_at: string }>(
    sql`select id, due_rule, due_at from customers where due_at is not null`,
  );
  expect(rows.map(({ id }) => id).sort()).toEqual([low, quiet].sort());
  expect(new Set(rows.map(({ due_at }) => new Date(due_at).toISOString()))).toEqual(
    new Set([inDays(7).toISOString()]),
  );
  expect(await sweep(inDays(7))).toBe(2);
  expect(await held()).toEqual([...kept].sort());
  expect(await broken()).toEqual([]);
});

test("once such a rule is published or the cap is lowered, who is too many shows it before any job has run", async () => {
  const { world, hold, sweep } = await crowded({ returnRules: [] });
  await hold("A");
  const low = await hold("C");
  const document = { ...world.pool.policy, returnRules: [overCap], holdingCap: 1 };
  await publishPolicy(world.as(world.admin), { poolId: world.pool.id, baseVersion: 1, document, note: "" });
  const due = await world.db.execute<{ id: string; due_at: string }>(
    sql`select id, due_at from customers where due_at is not null`,
  );
  expect(due.map(({ id, due_at }) => [id, new Date(due_at)])).toEqual([[low, inDays(7)]]);
  expect(await sweep(inDays(7, -1))).toBe(0);
  expect(await sweep(inDays(7))).toBe(1);
});

test("who is back within his cap loses nothing, not even when it happens just before the sweep", async () => {
  const { world, owner, hold, sweep, held } = await crowded();
  const ids = [await hold("A"), await hold("A"), await hold("B"), await hold("C"), await hold("C")];
  await sweep(now);
  const [best = ""] = ids;
  // He gives one of the best back himself: only one is too much then.
  await releaseCustomer(world.as(owner, inDays(7, -HOUR)), {
    ...{ customerId: best, version: 1, reason: "no_need", note: "" },
  });
  expect(await sweep(inDays(7))).toBe(1);
  expect((await held()).length).toBe(3);
  expect(await sweep(inDays(30))).toBe(0);
  expect(await broken()).toEqual([]);
});

test("a release at the same moment and the sweep never take more than is too much", async () => {
  const { world, owner, hold, sweep, held } = await crowded({ holdingCap: 10 });
  const ids: string[] = [];
  for (let n = 0; n < 16; n += 1) ids.push(await hold("B"));
  await sweep(now);
  const releases = ids
    .slice(0, 4)
    .map((customerId) =>
      releaseCustomer(world.as(owner, inDays(7)), { customerId, version: 1, reason: "no_need", note: "" }),
    );
  await Promise.allSettled([...releases, sweep(inDays(7)), sweep(inDays(7))]);
  expect((await held()).length).toBeLessThanOrEqual(10);
  const [row] = await world.db.execute<{ taken: number; after: number }>(sql`
    select count(*)::int as taken from events where kind = 'reclaimed'`);
  // Sixteen, of which ten may stay: whatever he gave back himself before the sweep is not taken besides.
  expect(row?.taken).toBeLessThanOrEqual(6);
  expect(await broken()).toEqual([]);
});

test("what is protected is kept, and the next least valuable goes in its place", async () => {
  const { world, owner, hold, sweep, held } = await crowded();
  const [a, b, c] = [await hold("A"), await hold("B"), await hold("C")];
  const d = await hold("B", { intent: "high" });
  await protectCustomer(world.as(owner), { customerId: c, version: 1, days: 20, reason: "waiting" });
  await sweep(now);
  expect(await sweep(inDays(7))).toBe(1);
  expect(await held()).toEqual([a, c, d].sort());
  expect(await held()).not.toContain(b);
});

test("the rules for leavers say where his customers go, the first that concerns each; a receiver comes before them", async () => {
  const { world, owner, hold } = await crowded({ holdingCap: null });
  const vip = await makePool(world.db, inDays(-300), { members: [world.rep(1)] });
  const leaver: ReturnRule = {
    ...overCap,
    ...{ id: "owner_left", when: { field: "grade", op: "in", values: ["A"] }, targetPoolId: vip.id },
    clock: { since: "owner_left", span: { amount: 0, unit: "days" } },
  };
  const document = { ...world.pool.policy, returnRules: [leaver] };
  await world.db.execute(sql`
    insert into policies (id, pool_id, version, document, published_at)
    values (gen_random_uuid(), ${world.pool.id}::uuid, 2, ${JSON.stringify(document)}::jsonb, ${inDays(-1).toISOString()}::timestamptz)`);
  const [best, usual] = [await hold("A"), await hold("B")];
  const done = await deactivateUser(world.as(world.admin), { userId: owner.id, receiverId: null, note: "" });
  expect(done).toMatchObject({ departed: 2 });
  const events = await world.db.execute<Record<string, unknown>>(sql`
    select e.customer_id, e.to_pool_id, e.rule, p.version from events e left join policies p on p.id = e.policy_id
    where e.kind = 'departed'`);
  expect(events.find((one) => one.customer_id === best)).toMatchObject({
    ...{ to_pool_id: vip.id, rule: "owner_left", version: 2 },
  });
  expect(events.find((one) => one.customer_id === usual)).toMatchObject({
    ...{ to_pool_id: world.pool.id, rule: null },
  });
  expect(await broken()).toEqual([]);
});

describe("a draft under which more would be too many", () => {
  const within = (amount: number): ReturnRule => ({
    ...overCap,
    clock: { since: "over_cap", span: { amount, unit: "hours" } },
  });

  test("is previewed with them, needs a second admin for them, and is told why of each", async () => {
    const { world, hold } = await crowded({ returnRules: [] });
    const before = { at: inDays(-5) };
    await hold("A", before);
    const low = [await hold("B", before), await hold("C", before)];
    const admin = world.as(world.admin);
    const draft = (rule: ReturnRule) => ({
      ...{ poolId: world.pool.id, baseVersion: 1, note: "" },
      document: { ...world.pool.policy, returnRules: [rule], holdingCap: 1 },
    });
    const at = { ...draft(within(0)) };
    const seen = await previewPolicy(admin, at);
    expect(seen).toMatchObject({ hit: 2, added: 2, was: 0, byRule: [{ id: "over_cap", hit: 2 }] });
    expect(seen.examples.map(({ customerId }) => customerId).sort()).toEqual([...low].sort());
    expect(seen.examples.map(({ becomes, trace }) => [becomes?.dueAt, trace?.dueAt])).toEqual(
      low.map(() => [inDays(1).toISOString(), inDays(1).toISOString()]),
    );
    const { forecast } = await previewPolicy(admin, draft(overCap));
    expect(forecast.flatMap(({ due }, day) => (due > 0 ? [[day, due]] : []))).toEqual([[7, 2]]);
    const [one = ""] = low;
    const { traces } = await traceCustomer(admin, { ...draft(overCap), customerId: one });
    expect(traces).toMatchObject([{ from: now.toISOString(), dueAt: inDays(7).toISOString() }]);
    await world.db.execute(sql`update organizations set approval_threshold = 1`);
    await expect(publishPolicy(admin, at)).rejects.toMatchObject({
      ...{ code: "APPROVAL_NEEDED", params: { hit: 2, threshold: 1 } },
    });
    // Nothing of all that was written.
    const marked = await world.db.execute(sql`select id from customers where over_cap_since is not null`);
    expect(marked).toHaveLength(0);
  });

  test("gives a day's notice where its rule stood before and only the cap is lower", async () => {
    const { world, hold, sweep } = await crowded({ returnRules: [within(2)] });
    for (const grade of ["A", "B", "C"] as const) await hold(grade);
    expect(await sweep(inDays(0, 3 * HOUR))).toBe(0);
    const document = { ...world.pool.policy, returnRules: [within(2)], holdingCap: 1 };
    const later = inDays(0, 4 * HOUR);
    await publishPolicy(world.as(world.admin, later), {
      ...{ poolId: world.pool.id, baseVersion: 1, document, note: "" },
    });
    expect(await sweep(addMs(later, DAY - 1))).toBe(0);
    expect(await sweep(addMs(later, DAY))).toBe(2);
    expect(await broken()).toEqual([]);
  });

  test("counts from when its rule runs again, not from when somebody was too many before", async () => {
    const { world, hold, sweep } = await crowded();
    for (const grade of ["A", "A", "B", "C"] as const) await hold(grade);
    await sweep(now);
    const publish = (baseVersion: number, returnRules: ReturnRule[], at: Date) =>
      publishPolicy(world.as(world.admin, at), {
        ...{ poolId: world.pool.id, baseVersion, note: "" },
        document: { ...world.pool.policy, returnRules },
      });
    await publish(1, [], inDays(1));
    expect(await sweep(inDays(20))).toBe(0);
    await publish(2, [overCap], inDays(30));
    expect(await sweep(inDays(37, -1))).toBe(0);
    expect(await sweep(inDays(37))).toBe(1);
    expect(await broken()).toEqual([]);
  });
});
