import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makePool, makeUser, makeWorld, type World } from "@/db/testing/factories";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { noFollowUp } from "@/lib/policies/return-rule";
import { DEFAULT_POLICY } from "@/lib/policies/schema";
import { archivePool } from "./archive-pool";
import { createPool } from "./create-pool";
import { editPool } from "./edit-pool";
import { getPool, listMembers, listPools } from "./queries";
import { reopenPool } from "./reopen-pool";
import { reorderPools } from "./reorder-pools";
import { setMembers } from "./set-members";

const now = new Date("2026-11-20T02:00:00.000Z");
const testDb = useTestDb();
let world: World;
let made = 0;
const fresh = () => {
  made += 1;
  return `New pool ${made}`;
};

beforeEach(async () => {
  world = await makeWorld(testDb().db, { now });
});

describe("opening a pool", () => {
  const create = (name: string, memberIds: string[] = []) =>
    createPool(world.as(world.admin), { name, description: "", memberIds, document: DEFAULT_POLICY });

  test("comes with the default rules as its first version, and its members can claim in it at once", async () => {
    const { poolId } = await create(fresh(), [world.rep(0).id]);
    const pool = await getPool(world.as(world.rep(0)), { poolId });
    expect(pool).toMatchObject({
      policyVersion: 1,
      memberCount: 1,
      pooledCount: 0,
      heldCount: 0,
      freshCount: 0,
    });
    const id = await world.customer({ pool: { ...world.pool, id: poolId } });
    const held = await claimCustomer(world.as(world.rep(0)), { customerId: id });
    expect(held).toMatchObject({ policyVersion: 1, rule: { id: "first_contact" } });
  });

  test("a name is given once", async () => {
    await expect(create(world.pool.name)).rejects.toMatchObject({ code: "DUPLICATE_NAME" });
  });

  test("nobody who has left is let in", async () => {
    const left = await makeUser(world.db, now);
    await world.db.execute(sql`update users set deactivated_at = now() where id = ${left.id}`);
    await expect(create(fresh(), [left.id])).rejects.toMatchObject({ code: "USER_INACTIVE" });
  });

  test("the same operation twice opens one pool", async () => {
    const ctx = { ...world.as(world.admin), operationKey: "open-once" };
    const input = { name: fresh(), description: "", memberIds: [], document: DEFAULT_POLICY };
    expect(await createPool(ctx, input)).toEqual(await createPool(ctx, input));
  });
});

describe("editing pools", () => {
  test("a new name, unless another has it", async () => {
    const other = await makePool(world.db, now);
    const edit = (name: string) =>
      editPool(world.as(world.admin), { poolId: world.pool.id, name, description: "East of the river" });
    await expect(edit(other.name)).rejects.toMatchObject({
      code: "DUPLICATE_NAME",
      params: { name: other.name },
    });
    const name = fresh();
    await edit(name);
    expect(await getPool(world.as(world.admin), { poolId: world.pool.id })).toMatchObject({
      ...{ name, description: "East of the river" },
    });
  });

  test("the order is the one given, the others follow", async () => {
    const second = await makePool(world.db, now);
    const ctx = world.as(world.admin);
    await reorderPools(ctx, { poolIds: [second.id, world.pool.id] });
    const ids = (await listPools(ctx)).map((pool) => pool.id);
    expect(ids.slice(0, 2)).toEqual([second.id, world.pool.id]);
    await expect(reorderPools(ctx, { poolIds: [world.admin.id] })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("closing a pool", () => {
  const archive = (moveTo: string | null) =>
    archivePool(world.as(world.admin), { poolId: world.pool.id, moveTo });

  test("is refused while somebody holds a customer of it, wherever the others should go", async () => {
    const other = await makePool(world.db, now);
    await world.customer({ owner: world.rep(0) });
    await world.customers(2);
    await expect(archive(other.id)).rejects.toMatchObject({
      code: "POOL_NOT_EMPTY",
      params: { pooled: 2, held: 1 },
    });
  });

  test("is refused while customers lie in it and nobody says where they go", async () => {
    await world.customers(3);
    await expect(archive(null)).rejects.toMatchObject({
      code: "POOL_NOT_EMPTY",
      params: { pooled: 3, held: 0 },
    });
  });

  test("moves what lies in it to the other pool, each with its event, and can be undone", async () => {
    const other = await makePool(world.db, now);
    const ids = await world.customers(3);
    expect(await archive(other.id)).toEqual({ poolId: world.pool.id, moved: 3 });
    const [moved] = await world.db.execute<{ n: number }>(sql`
      select count(*)::int as n from customers c join events e on e.customer_id = c.id and e.version = c.version
      where c.pool_id = ${other.id} and e.kind = 'moved' and e.from_pool_id = ${world.pool.id} and e.reason = 'pool_archived'`);
    expect(moved?.n).toBe(ids.length);
    const names = async () => (await listPools(world.as(world.admin))).map((pool) => pool.id);
    expect(await names()).not.toContain(world.pool.id);
    await reopenPool(world.as(world.admin), { poolId: world.pool.id });
    expect(await names()).toContain(world.pool.id);
    await expect(reopenPool(world.as(world.admin), { poolId: world.pool.id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("is refused while the rules of an open pool send customers to it, and the sender is named", async () => {
    const target = await makePool(world.db, now);
    const sending = { ...noFollowUp(30), targetPoolId: target.id };
    const sender = await makePool(world.db, now, { policy: { returnRules: [sending] } });
    const close = (poolId: string) => archivePool(world.as(world.admin), { poolId, moveTo: null });
    await expect(close(target.id)).rejects.toMatchObject({
      code: "POOL_IS_TARGET",
      params: { pool: sender.name, poolId: sender.id, rule: "no_follow_up" },
    });
    await close(sender.id);
    await close(target.id);
    const reopen = (poolId: string) => reopenPool(world.as(world.admin), { poolId });
    await expect(reopen(sender.id)).rejects.toMatchObject({
      code: "RULE_UNWORKABLE",
      params: { problem: "target_archived", label: target.name },
    });
    await reopen(target.id);
    await reopen(sender.id);
    const document = { ...sender.policy, returnRules: [noFollowUp(30)] };
    await publishPolicy(world.as(world.admin), { poolId: sender.id, baseVersion: 1, document, note: "" });
    expect(await close(target.id)).toMatchObject({ poolId: target.id });
  });

  test("against a publishing at the same moment that sends here: one of the two is refused", async () => {
    for (let round = 0; round < 8; round += 1) {
      const target = await makePool(world.db, now);
      const sender = await makePool(world.db, now);
      const returnRules = [{ ...noFollowUp(30), targetPoolId: target.id }];
      const document = { ...sender.policy, returnRules };
      const publish = { poolId: sender.id, baseVersion: 1, document, note: "" };
      const opened = { name: fresh(), description: "", memberIds: [], document };
      const results = await Promise.allSettled([
        round % 2 ? publishPolicy(world.as(world.admin), publish) : createPool(world.as(world.admin), opened),
        archivePool(world.as(world.admin), { poolId: target.id, moveTo: null }),
      ]);
      expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    }
  });

  test("against claims at the same moment: either the claim comes first and it is refused, or it takes everything", async () => {
    for (let round = 0; round < 10; round += 1) {
      world = await makeWorld(testDb().db, { now, reps: 1 });
      const other = await makePool(world.db, now);
      const [id] = await world.customers(1);
      const claim = claimCustomer(world.as(world.rep(0)), { customerId: id ?? "" });
      const results = await Promise.allSettled([claim, archive(other.id)]);
      expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1);
      const [left] = await world.db.execute<{ n: number }>(sql`
        select count(*)::int as n from customers c join pools p on p.id = c.pool_id where c.id = ${id} and p.archived_at is not null`);
      expect(left?.n).toBe(0);
    }
  });
});

describe("the members of a pool", () => {
  test("come and go; who leaves with customers in his hands keeps them, and that is told", async () => {
    const newcomer = await makeUser(world.db, now);
    await world.customers(2, { owner: world.rep(0) });
    const result = await setMembers(world.as(world.admin), {
      ...{ poolId: world.pool.id, add: [newcomer.id], remove: [world.rep(0).id, world.rep(1).id] },
    });
    expect(result).toMatchObject({
      added: [newcomer.id],
      stillHolding: [{ userId: world.rep(0).id, name: world.rep(0).name, held: 2 }],
    });
    const members = await listMembers(world.as(world.admin), { poolId: world.pool.id });
    expect(members.map((one) => one.userId).sort()).toEqual(
      [world.manager.id, world.rep(2).id, newcomer.id].sort(),
    );
    const id = await world.customer();
    await expect(claimCustomer(world.as(world.rep(0)), { customerId: id })).rejects.toMatchObject({
      code: "NOT_A_MEMBER",
    });
  });

  test("are listed with what each holds of it, and the cap that is his own", async () => {
    const capped = await makeUser(world.db, now, { holdingCap: 2 });
    await setMembers(world.as(world.admin), { poolId: world.pool.id, add: [capped.id], remove: [] });
    await world.customers(2, { owner: capped });
    const members = await listMembers(world.as(world.manager), { poolId: world.pool.id });
    expect(members.find((one) => one.userId === capped.id)).toMatchObject({
      heldCount: 2,
      countedCount: 2,
      cap: 2,
    });
    expect(members.find((one) => one.userId === world.rep(0).id)).toMatchObject({ heldCount: 0, cap: 20 });
  });

  test("see their pools with what is new to them; others don't see them", async () => {
    await world.customers(3, { at: new Date(now.getTime() - 1000) });
    const [mine] = await listPools(world.as(world.rep(0)));
    expect(mine).toMatchObject({
      id: world.pool.id,
      pooledCount: 3,
      freshCount: 3,
      mineCount: 0,
      memberCount: 4,
    });
    const outsider = await makeUser(world.db, now);
    expect(await listPools(world.as(outsider))).toEqual([]);
    await expect(getPool(world.as(outsider), { poolId: world.pool.id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
