import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { contacts, customers } from "@/db/schema/customers";
import { events, tenures } from "@/db/schema/ledger";
import { makePool, makeTeam, makeUser, makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { protectCustomer } from "@/lib/ownership/protect-customer";
import { addMs, DAY } from "@/lib/time";
import { createCustomer } from "./create-customer";
import { findDuplicate } from "./find-duplicate";
import { CreateCustomerInput, FindDuplicateInput } from "./schema";

const testDb = useTestDb({ max: 24 });
const now = new Date("2026-11-20T02:00:00Z");
const CODE = "91440300708461136T";
let world: World;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now });
});

const freshPool = (policy = {}) =>
  makePool(testDb().db, addMs(now, -365 * DAY), { members: [world.manager, ...world.reps], policy });

const input = (given: object) => CreateCustomerInput.parse({ into: "pool", poolId: world.pool.id, ...given });
const create = (user: TestUser, given: object) => createCustomer(world.as(user), input(given));

describe("a new customer", () => {
  it("comes into its maker's hands, on the clock of the pool, with his contacts open to him", async () => {
    const made = await create(world.rep(0), {
      ...{ into: "mine", name: " 栖岳精密 ", website: "qiyue.example.com", tags: ["数控", "数控"] },
      contacts: [
        { name: "方工", phone: "138 1234 1234" },
        { name: "郑主管", isPrimary: true, email: "zheng@example.com" },
      ],
    });
    expect(made).toMatchObject({
      rule: { id: "first_contact" },
      dueAt: addMs(now, DAY).toISOString(),
      version: 1,
    });
    const { db } = testDb();
    const [row] = await db.select().from(customers).where(eq(customers.id, made.customerId));
    expect(row).toMatchObject({
      ...{ name: "栖岳精密", state: "owned", ownerId: world.rep(0).id, ownerCount: 1, grade: "C" },
      ...{ website: "https://qiyue.example.com", tags: ["数控"], createdById: world.rep(0).id },
    });
    const [event] = await db.select().from(events).where(eq(events.customerId, made.customerId));
    expect(event).toMatchObject({ kind: "created", reason: "manual", toOwnerId: world.rep(0).id });
    const [tenure] = await db.select().from(tenures).where(eq(tenures.customerId, made.customerId));
    expect(tenure).toMatchObject({ startKind: "created", revealedAt: now });
    const people = await db.select().from(contacts).where(eq(contacts.customerId, made.customerId));
    expect(people.map((one) => [one.name, one.phoneE164, one.isPrimary]).sort()).toEqual([
      ["方工", "+8613812341234", false],
      ["郑主管", null, true],
    ]);
  });

  it("comes into a pool without a clock", async () => {
    const made = await create(world.manager, { name: "入海" });
    expect(made).toMatchObject({ dueAt: null, rule: null });
    const [row] = await testDb().db.select().from(customers).where(eq(customers.id, made.customerId));
    expect(row).toMatchObject({ state: "pooled", ownerId: null, pooledAt: now, ownerCount: 0 });
  });

  it("is refused over the cap, to outsiders, for a pool that isn't there, and with what is no phone, code or site", async () => {
    const pool = await freshPool({ holdingCap: 1 });
    const into = { into: "mine", poolId: pool.id };
    await create(world.rep(0), { ...into, name: "一" });
    const outsider = await makeUser(testDb().db, now, { team: world.team });
    const nowhere = "00000000-0000-7000-8000-000000000000";
    const contact = (phone: string) => ({ name: "九", contacts: [{ name: "a", phone }] });
    const refused: [TestUser, object, object][] = [
      [world.rep(0), { ...into, name: "二" }, { code: "HOLDING_CAP_REACHED", params: { held: 1, cap: 1 } }],
      [outsider, { name: "三" }, { code: "NOT_A_MEMBER" }],
      [world.admin, { ...into, name: "四" }, { code: "NOT_A_MEMBER" }],
      [world.rep(0), { poolId: nowhere, name: "五" }, { code: "NOT_FOUND" }],
      [world.rep(1), contact("12"), { params: { field: "contacts.0.phone", problem: "too_short" } }],
      [world.rep(1), contact("13812341234/13912341234"), { params: { problem: "several" } }],
      [world.rep(1), { name: "六", creditCode: "123" }, { params: { field: "creditCode" } }],
      [world.rep(1), { name: "七", website: "javascript:alert(1)" }, { params: { field: "website" } }],
    ];
    const before = await testDb().db.$count(customers);
    for (const [user, given, error] of refused) {
      await expect(create(user, given)).rejects.toMatchObject(error);
    }
    expect(await testDb().db.$count(customers)).toBe(before);
    await create(world.admin, { poolId: pool.id, name: "八" });
  });

  it("is made once per operation key", async () => {
    const ctx = { ...world.as(world.rep(0)), operationKey: "create-once" };
    const first = await createCustomer(ctx, input({ name: "一次" }));
    expect(await createCustomer(ctx, input({ name: "一次" }))).toEqual(first);
    const other = createCustomer(ctx, input({ name: "两次" }));
    await expect(other).rejects.toMatchObject({ code: "OPERATION_REUSED" });
  });

  it("takes no masked value for a contact", () => {
    for (const contact of [
      { phone: "138****1234" },
      { email: "z***@example.com" },
      { wechat: "ch****" },
      {},
    ]) {
      expect(CreateCustomerInput.safeParse({ ...input({ name: "x" }), contacts: [contact] }).success).toBe(
        false,
      );
    }
  });
});

describe("what is there already", () => {
  it("is refused by code, phone and name, with what the reader may know and no more", async () => {
    const owner = world.rep(1);
    const { customerId } = await create(owner, {
      ...{ into: "mine", name: "杭州松间精密有限公司", region: "杭州", creditCode: CODE },
      contacts: [{ name: "陈工", phone: "13900001111" }],
    });
    await protectCustomer(world.as(owner), { customerId, days: 5, reason: "x" });
    const refusal = async (user: TestUser, given: object, at = now) => {
      const error = await createCustomer(world.as(user, at), input(given)).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: "DUPLICATE_CUSTOMER" });
      return (error as { params: object }).params;
    };
    const hidden = {
      exists: true,
      state: "owned",
      mine: false,
      protected: true,
      customerId: null,
      ownerName: null,
    };
    const late = addMs(now, DAY);
    const phone = { name: "全然不同", contacts: [{ phone: "+86 139-0000-1111" }] };
    // Nor within the minutes in which the pool tells its people who has just taken it.
    for (const at of [now, late])
      expect(await refusal(world.rep(0), phone, at)).toEqual({ ...hidden, by: "phone", name: null });
    const code = { name: "也不同", creditCode: CODE };
    expect(await refusal(world.rep(0), code, late)).toEqual({ ...hidden, by: "creditCode", name: null });
    const name = { name: "杭州松间精密（有限公司）" };
    expect(await refusal(world.rep(0), { name: "杭州松间精密有限公司 " }, late)).toEqual({
      ...{ ...hidden, by: "name", name: "杭州松间精密有限公司" },
    });
    expect((await findDuplicate(world.as(world.rep(0)), FindDuplicateInput.parse(name)))?.by).toBeUndefined();
    const known = { exists: true, by: "phone", state: "owned", protected: true, customerId };
    expect(await refusal(world.manager, phone, late)).toEqual({
      ...{ ...known, mine: false, name: "杭州松间精密有限公司", ownerName: owner.name },
    });
    expect(await refusal(owner, phone)).toMatchObject({ ...known, mine: true });
    const stranger = await makeUser(testDb().db, now, { team: await makeTeam(testDb().db, now) });
    expect(
      await findDuplicate(world.as(stranger), FindDuplicateInput.parse({ phones: ["13900001111"] })),
    ).toEqual({
      ...{ ...hidden, by: "phone", name: null },
    });
  });

  it("is none where regions or codes differ", async () => {
    await create(world.rep(0), { name: "Memorial Hospital", region: "Dothan, AL" });
    await create(world.rep(0), { name: "Memorial Hospital", region: "Boaz, AL" });
    await expect(create(world.rep(0), { name: "MEMORIAL HOSPITAL" })).rejects.toMatchObject({
      code: "DUPLICATE_CUSTOMER",
    });
  });

  it("is looked for while typing, and half a phone matches nothing", async () => {
    await create(world.rep(0), { name: "打字中", contacts: [{ phone: "13911110000" }] });
    const look = (given: object) => findDuplicate(world.as(world.rep(1)), FindDuplicateInput.parse(given));
    expect(await look({ phones: ["1391111"] })).toBeNull();
    expect(await look({ phones: ["13911110000"] })).toMatchObject({ by: "phone", name: "打字中" });
    expect(await look({ name: "打字" })).toBeNull();
    expect(await look({})).toBeNull();
  });
});

describe("at the same time", () => {
  const outcomes = async (work: Promise<unknown>[]) => {
    const settled = await Promise.allSettled(work);
    return settled.map((one) =>
      one.status === "fulfilled" ? "made" : (one.reason as { code: string }).code,
    );
  };

  it("many make one customer: by name, code or phone exactly one does", async () => {
    const same: ((n: number) => object)[] = [
      () => ({ name: "同名公司" }),
      (n) => ({ name: `同码公司${n}`, creditCode: "91110000802100433B" }),
      (n) => ({
        name: `同号公司${n}`,
        contacts: [{ phone: "13700001111" }, { phone: `137000${20_000 + n}` }],
      }),
    ];
    for (const given of same) {
      const made = await outcomes(Array.from({ length: 16 }, (_, n) => create(world.rep(n % 3), given(n))));
      expect(made.filter((one) => one === "made")).toHaveLength(1);
      expect(new Set(made)).toEqual(new Set(["made", "DUPLICATE_CUSTOMER"]));
    }
  });

  it("one in many tabs never passes his cap", async () => {
    const pool = await freshPool({ holdingCap: 4 });
    const tabs = Array.from({ length: 16 }, (_, n) =>
      create(world.rep(0), { into: "mine", poolId: pool.id, name: `标签页 ${n}` }),
    );
    const made = await outcomes(tabs);
    expect(made.filter((one) => one === "made")).toHaveLength(4);
    const [row] = await testDb().db.execute<{ n: string }>(
      sql`select count(*) as n from customers where pool_id = ${pool.id}::uuid`,
    );
    expect(Number(row?.n)).toBe(4);
  });
});
