import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { DomainError } from "@/lib/errors";
import { auditDatabase } from "@/lib/ledger/audit";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { allocationRule } from "@/lib/policies/allocation-rule";
import { publishPolicy } from "@/lib/policies/publish-policy";
import type { PolicyDocument } from "@/lib/policies/schema";
import { addMs, DAY } from "@/lib/time";
import { editUser } from "@/lib/users/edit-user";
import { allocateCustomers } from "./allocate-customers";
import { allocatePools } from "./allocate-pools";

const testDb = useTestDb({ max: 16 });
const now = new Date("2026-11-20T02:00:00Z");
const FREE = { claimLimits: { perDay: null, perWeek: null }, coolDownDays: 0, autoAllocate: true };

async function withRules(policy: Partial<PolicyDocument>, reps = 4): Promise<World> {
  await wipe(testDb());
  const allocationRules = [allocationRule({ id: "turns" })];
  return makeWorld(testDb().db, { now, reps, policy: { ...FREE, allocationRules, ...policy } });
}
const broken = async () =>
  (await auditDatabase(testDb().db)).filter((one) => one.rows > 0).map(({ name }) => name);
const held = async (world: World) => {
  const rows = await world.db.execute<{ owner_id: string; n: number }>(
    sql`select owner_id, count(*)::int as n from customers where owner_id is not null group by 1`,
  );
  return world.reps.map(({ id }) => rows.find((row) => row.owner_id === id)?.n ?? 0);
};
/** Refusals are answers; anything else is an error of the test. */
const settled = (results: readonly PromiseSettledResult<unknown>[]) => {
  for (const one of results)
    if (one.status === "rejected" && !(one.reason instanceof DomainError)) throw one.reason;
  return results.filter(({ status }) => status === "fulfilled").length;
};

describe("two at the same moment", () => {
  test("jobs and managers dealing out one pool: each customer once, nobody beyond his cap, and evenly", async () => {
    const world = await withRules({ holdingCap: 30 });
    await world.customers(150, { at: addMs(now, -DAY) });
    const deal = () => allocateCustomers(world.as(world.admin), { poolId: world.pool.id });
    const runs = [allocatePools(world.system()), deal(), allocatePools(world.system()), deal()];
    expect(settled(await Promise.allSettled(runs))).toBe(4);
    expect(await held(world)).toEqual([30, 30, 30, 30]);
    expect(await broken()).toEqual([]);
  });

  test("eight runs over different customers: together they give no more than there is room for", async () => {
    const world = await withRules({ holdingCap: 10 });
    const runs = await Promise.all(Array.from({ length: 8 }, () => world.customers(20)));
    const answers = await Promise.all(
      runs.map((customerIds) =>
        allocateCustomers(world.as(world.admin), { poolId: world.pool.id, customerIds }),
      ),
    );
    expect(answers.flatMap(({ outcomes }) => outcomes).filter(({ ok }) => ok)).toHaveLength(40);
    expect(await held(world)).toEqual([10, 10, 10, 10]);
    expect(await broken()).toEqual([]);
  });

  test("candidates who claim themselves: one owner each, no cap exceeded", async () => {
    const world = await withRules({ holdingCap: 20 });
    const ids = await world.customers(120);
    const claims = ids.flatMap((customerId, n) => [
      claimCustomer(world.as(world.rep(n % 4)), { customerId }),
      claimCustomer(world.as(world.rep((n + 1) % 4)), { customerId }),
    ]);
    settled(
      await Promise.allSettled([...claims, allocatePools(world.system()), allocatePools(world.system())]),
    );
    expect(await held(world)).toEqual([20, 20, 20, 20]);
    expect(await broken()).toEqual([]);
  });

  test("others claim what is being dealt out: whoever is quicker, and nothing is lost", async () => {
    const world = await withRules({ holdingCap: null });
    const [one, two] = [world.rep(0), world.rep(1)];
    const to = { kind: "people" as const, userIds: [one.id, two.id] };
    await publishPolicy(world.as(world.admin, addMs(now, -1)), {
      ...{ poolId: world.pool.id, baseVersion: 1, note: "" },
      document: { ...world.pool.policy, allocationRules: [allocationRule({ id: "turns", to })] },
    });
    const ids = await world.customers(120);
    const claims = ids.map((customerId, n) =>
      claimCustomer(world.as(world.rep(2 + (n % 2))), { customerId }),
    );
    const dealt = allocateCustomers(world.as(world.admin), { poolId: world.pool.id, customerIds: ids });
    const won = settled(await Promise.allSettled(claims));
    const given = (await dealt).outcomes.filter(({ ok }) => ok).length;
    expect(won + given).toBe(120);
    expect((await held(world)).reduce((sum, n) => sum + n, 0)).toBe(120);
    expect(await broken()).toEqual([]);
  });

  test("releases that make room meanwhile are used or not, never twice", async () => {
    const world = await withRules({ holdingCap: 15 });
    const mine = await Promise.all(world.reps.map((owner) => world.customers(15, { owner })));
    await world.customers(200, { at: addMs(now, -DAY) });
    const releases = mine.flatMap((ids, n) =>
      ids
        .slice(0, 8)
        .map((customerId) =>
          releaseCustomer(world.as(world.rep(n), now), { customerId, reason: "no_need", note: "" }),
        ),
    );
    const runs = Array.from({ length: 6 }, (_, n) => allocatePools(world.system(addMs(now, n))));
    settled(await Promise.allSettled([...releases, ...runs]));
    await allocatePools(world.system(addMs(now, DAY)));
    expect(await held(world)).toEqual([15, 15, 15, 15]);
    expect(await broken()).toEqual([]);
  });

  test("a cap that is lowered meanwhile: whoever comes after it gets nothing more", async () => {
    const world = await withRules({ holdingCap: 40 });
    await world.customers(140);
    const lower = world.reps.map(async ({ id: userId, name, email, teamId }) => {
      const person = {
        userId,
        name,
        email,
        teamId,
        role: "rep" as const,
        holdingCap: 10,
        locale: null,
        level: null,
      };
      await editUser(world.as(world.admin), person);
      return (await held(world))[world.reps.findIndex((rep) => rep.id === userId)] ?? 0;
    });
    const [atThatTime] = await Promise.all([Promise.all(lower), allocatePools(world.system())]);
    const after = await held(world);
    // Read after his cap was lowered: what he held then, or the cap, is the most he can hold.
    for (const [n, count] of after.entries())
      expect(count).toBeLessThanOrEqual(Math.max(10, atThatTime[n] ?? 0));
    expect(await broken()).toEqual([]);
  });
});
