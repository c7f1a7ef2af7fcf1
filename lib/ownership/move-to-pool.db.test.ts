import { eq } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { customers } from "@/db/schema/customers";
import { events } from "@/db/schema/ledger";
import { pools } from "@/db/schema/pools";
import { makePool, makeUser, makeWorld, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { addMs, HOUR } from "@/lib/time";
import { claimCustomer } from "./claim-customer";
import { moveToPool } from "./move-to-pool";

const testDb = useTestDb({ max: 12 });
const now = new Date("2026-11-20T02:00:00Z");
let world: World;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now, policy: noLimits });
});

const noLimits = { claimLimits: { perDay: null, perWeek: null } };
const newPool = (members = [world.manager]) => makePool(testDb().db, now, { members, policy: noLimits });
const move = (user: World["admin"], poolId: string, customerIds: string[], at = addMs(now, HOUR)) =>
  moveToPool(world.as(user, at), { customerIds, poolId, note: "" });

it("moves what lies in a pool, and tells why the rest stays", async () => {
  const target = await newPool();
  const foreign = await makePool(testDb().db, now, { members: [world.rep(0)] });
  const lies = await world.customer();
  const held = await world.customer({ owner: world.rep(0) });
  const there = await world.customer({ pool: target });
  const elsewhere = await world.customer({ pool: foreign });
  const nowhere = "00000000-0000-7000-8000-000000000000";
  const outcomes = await move(world.manager, target.id, [lies, held, there, elsewhere, nowhere, lies]);
  expect(new Map(outcomes.map((one) => [one.customerId, one.ok || one.error]))).toEqual(
    new Map<string, unknown>([
      [lies, true],
      [held, "NOT_IN_POOL"],
      [there, "CONFLICT"],
      [elsewhere, "NOT_FOUND"],
      [nowhere, "NOT_FOUND"],
    ]),
  );
  const [row] = await testDb().db.select().from(customers).where(eq(customers.id, lies));
  expect(row).toMatchObject({ poolId: target.id, state: "pooled", version: 2, pooledAt: addMs(now, HOUR) });
  const moved = await testDb()
    .db.select()
    .from(events)
    .where(eq(events.customerId, lies))
    .orderBy(events.seq);
  expect(moved[1]).toMatchObject({ kind: "moved", fromPoolId: world.pool.id, toPoolId: target.id });
  expect((await move(world.admin, target.id, [elsewhere]))[0]).toMatchObject({ ok: true });
});

it("is for managers of both pools and admins, and into a pool that is there and open", async () => {
  const id = await world.customer();
  const target = await newPool([]);
  await expect(move(world.rep(0), target.id, [id])).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(move(world.manager, target.id, [id])).rejects.toMatchObject({ code: "NOT_A_MEMBER" });
  const stranger = await makeUser(testDb().db, now, { role: "manager" });
  const his = await newPool([stranger]);
  expect((await move(stranger, his.id, [id]))[0]).toMatchObject({
    ok: false,
    error: "NOT_FOUND",
    name: null,
  });
  await testDb().db.update(pools).set({ archivedAt: now }).where(eq(pools.id, target.id));
  await expect(move(world.admin, target.id, [id])).rejects.toMatchObject({ code: "NOT_FOUND" });
  const [row] = await testDb().db.select().from(customers).where(eq(customers.id, id));
  expect(row).toMatchObject({ version: 1, poolId: world.pool.id });
});

it("against a claim at the same time one is first, and the claim holds for the pool it was made in", async () => {
  const target = await newPool([world.manager, world.rep(0)]);
  for (let round = 0; round < 10; round += 1) {
    const id = await world.customer();
    const [moved, claimed] = await Promise.allSettled([
      move(world.manager, target.id, [id], now),
      claimCustomer(world.as(world.rep(0)), { customerId: id }),
    ]);
    expect(moved.status).toBe("fulfilled");
    expect(claimed.status).toBe("fulfilled");
    const written = await testDb()
      .db.select()
      .from(events)
      .where(eq(events.customerId, id))
      .orderBy(events.seq);
    const [row] = await testDb().db.select().from(customers).where(eq(customers.id, id));
    expect(row?.version).toBe(written.length);
    expect(row?.poolId).toBe(written.at(-1)?.toPoolId);
    const policy = row?.poolId === target.id ? target.policyId : world.pool.policyId;
    expect(row?.duePolicyId).toBe(policy);
  }
});

it("is done once per operation key", async () => {
  const target = await newPool();
  const id = await world.customer();
  const ctx = { ...world.as(world.manager), operationKey: "move-once" };
  const input = { customerIds: [id], poolId: target.id, note: "" };
  const first = await moveToPool(ctx, input);
  expect(await moveToPool(ctx, input)).toEqual(first);
});
