import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { newId } from "@/db/columns";
import { contacts, customers } from "@/db/schema/customers";
import { useTestDb } from "@/db/testing";
import { makeTeam, makeUser, makeWorld, type TestCustomer, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { call, tokenFor } from "@/lib/api/testing/client";
import { createCustomer } from "@/lib/customers/create-customer";
import { CreateCustomerInput } from "@/lib/customers/schema";
import { addMs, DAY } from "@/lib/time";
import { askForMerge } from "./ask-for-merge";
import { findDuplicates } from "./find-duplicates";
import { findSimilar } from "./find-similar";
import { getPair, listPairs } from "./queries";
import { FindSimilarInput } from "./schema";
import { setAutoMerge } from "./set-auto-merge";

const testDb = useTestDb({ max: 6 });
const now = new Date("2026-11-20T02:00:00Z");
const NAME = "上海长乐科技有限公司";
const ALIKE = "长乐科技（上海）";
const REASON = "同集团的另一家公司，合同分开签";
let world: World;

beforeEach(async () => {
  vi.stubEnv("DATABASE_URL", testDb().url);
  vi.stubEnv("AUTH_SECRET", "s".repeat(32));
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now });
});

/** A customer of somebody who is out of the sight of the first rep. */
async function strangers(given: TestCustomer = {}): Promise<string> {
  const team = await makeTeam(world.db, now);
  const other = await makeUser(world.db, now, { team });
  const id = await world.customer({ name: NAME, owner: other, ...given });
  await world.db.insert(contacts).values({
    ...{ id: newId(), customerId: id, phone: "13800138000", phoneE164: "+8613800138000" },
    ...{ isPrimary: true, createdAt: now },
  });
  await findDuplicates(world.system());
  return id;
}
const make = (given: object) =>
  createCustomer(
    world.as(world.rep(0)),
    CreateCustomerInput.parse({
      into: "pool",
      poolId: world.pool.id,
      name: ALIKE,
      likely: "refuse",
      ...given,
    }),
  );
const count = async () => Number((await world.db.execute(sql`select count(*) as n from customers`))[0]?.n);

describe("a new customer that is likely there", () => {
  test.each([false, true])(
    "is refused without a reason, and nothing but its existence is told (protected: %s)",
    async (shielded) => {
      await strangers(shielded ? { protectedUntil: addMs(now, DAY) } : {});
      const refusal = await make({}).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: "LIKELY_DUPLICATE" });
      expect((refusal as { params: unknown }).params).toEqual({ count: 1, protected: shielded });
      await expect(make({ reason: "   " })).rejects.toMatchObject({ code: "LIKELY_DUPLICATE" });
      expect(await count()).toBe(1);
      const [typed] = await findSimilar(world.as(world.rep(0)), FindSimilarInput.parse({ name: ALIKE }));
      expect(typed).toMatchObject({
        likely: true,
        customerId: null,
        name: null,
        ownerName: null,
        protected: shielded,
      });
    },
  );

  test("is created with one, and the pair stands at the head of the desk with it", async () => {
    const there = await strangers();
    const made = await make({ reason: REASON });
    const admin = world.as(world.admin);
    const { rows } = await listPairs(admin);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ askedBy: world.rep(0).name });
    const pair = await getPair(admin, { pairId: rows[0]?.id ?? "" });
    expect(pair.sides.map(({ id }) => id).sort()).toEqual([there, made.customerId].sort());
    expect(pair.asked).toMatchObject({ by: world.rep(0).name, note: REASON });
    expect(pair.reasons).toContain("created_anyway");
    // The rep who made it can still ask for the merge; another search keeps what he said.
    await askForMerge(world.as(world.rep(0)), { customerId: made.customerId, pairId: pair.id, note: "" });
    await findDuplicates(world.system());
    expect((await listPairs(admin)).rows[0]?.reasons).toEqual(
      expect.arrayContaining(["asked", "created_anyway"]),
    );
  });

  test("is not merged by itself afterwards, certain as it may be", async () => {
    const address = "上海市徐汇区漕溪路 88 号";
    await world.customer({ name: NAME, address });
    await findDuplicates(world.system());
    await setAutoMerge(world.as(world.admin), { on: true });
    await make({ reason: REASON, address });
    await world.db.execute(sql`update duplicate_pairs set score = 10000`);
    expect(await findDuplicates(world.system())).toMatchObject({ merged: 0 });
  });

  test("stays refused by an exact key, whatever the reason", async () => {
    const CODE = "91440300708461136T";
    await strangers({ creditCode: CODE, identityKey: `cc:${CODE}` });
    const phone = { contacts: [{ name: "李", phone: "138 0013 8000" }] };
    await expect(make({ reason: REASON, ...phone })).rejects.toMatchObject({ code: "DUPLICATE_CUSTOMER" });
    await expect(make({ reason: REASON, name: "另一家", creditCode: CODE })).rejects.toMatchObject({
      ...{ code: "DUPLICATE_CUSTOMER", params: { by: "creditCode" } },
    });
    const [row] = await world.db.select().from(customers);
    if (!row) throw new Error("no customer");
    const pooled = {
      ownerId: null,
      heldSince: null,
      state: "pooled" as const,
      pooledAt: now,
      protectedUntil: null,
    };
    const clockless = { dueAt: null, dueRule: null, dueFrom: null, remindAt: null, duePolicyId: null };
    await expect(
      world.db.insert(customers).values({ ...row, ...pooled, ...clockless, id: newId() }),
    ).rejects.toMatchObject({
      cause: { code: "23505", constraint_name: expect.stringContaining("identity") },
    });
  });

  test("passes where nobody asked for it to be refused, and where none is like it", async () => {
    await strangers();
    await make({ likely: "create" });
    await make({ name: "苏州永和精密机械有限公司" });
    expect(await count()).toBe(3);
    expect((await listPairs(world.as(world.admin))).rows).toHaveLength(0);
  });
});

test("the api refuses it with the same code and takes the same reason", async () => {
  await strangers();
  const token = await tokenFor(world.as(world.rep(0)));
  const body = { name: ALIKE, likely: "refuse" };
  const refused = await call("POST", "/customers", { token, body });
  expect(refused).toMatchObject({ status: 409, body: { code: "LIKELY_DUPLICATE" } });
  expect(refused.body.params).toEqual({ count: 1, protected: false });
  const made = await call("POST", "/customers", { token, body: { ...body, reason: REASON } });
  expect(made.status).toBe(201);
  expect((await listPairs(world.as(world.admin))).rows[0]?.names).toEqual(
    expect.arrayContaining([NAME, ALIKE]),
  );
});
