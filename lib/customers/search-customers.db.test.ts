import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/db/columns";
import { contacts } from "@/db/schema/customers";
import { makePool, makeTeam, makeUser, makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { mergeCustomers } from "@/lib/duplicates/merge-customers";
import { undoMerge } from "@/lib/duplicates/undo-merge";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { addMs, MINUTE } from "@/lib/time";
import { editCustomer } from "./edit-customer";
import { revealContacts } from "./reveal-contacts";
import { EditCustomerInput } from "./schema";
import { searchCustomers } from "./search-customers";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
let world: World;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now, policy: { claimLimits: { perDay: null, perWeek: null } } });
});

let number = 0;
/** A phone that no other test has, and its last six digits. */
const newPhone = () => {
  number += 1;
  const tail = String(100_000 + number * 37);
  return { phone: `138 99${tail.slice(0, 2)} ${tail.slice(2)}x`.replace("x", "9"), tail: `${tail}9` };
};

async function withContact(customerId: string, name: string): Promise<{ whole: string; tail: string }> {
  const { tail } = newPhone();
  const whole = `1389${tail}`;
  await testDb()
    .db.insert(contacts)
    .values({
      ...{ id: newId(), customerId, name, phone: whole, phoneE164: `+86${whole}`, isPrimary: true },
      createdAt: now,
    });
  return { whole, tail: tail.slice(-6) };
}

const find = async (user: TestUser, q: string, at = now) =>
  (await searchCustomers(world.as(user, at), { q })).map((hit) => `${hit.name} ${hit.place} ${hit.match}`);

describe("by name", () => {
  it("finds in the middle, with two Chinese characters, without regard to case, and takes % as it is", async () => {
    await world.customer({ name: "宁波青屿物流" });
    await world.customer({ name: "Acme 100% Steel" });
    const rep = world.rep(0);
    expect(await find(rep, "青屿")).toEqual(["宁波青屿物流 pool name"]);
    expect(await find(rep, "波青屿物")).toEqual(["宁波青屿物流 pool name"]);
    expect(await find(rep, "acme")).toEqual(["Acme 100% Steel pool name"]);
    expect(await find(rep, "0%")).toEqual(["Acme 100% Steel pool name"]);
    expect(await find(rep, "%")).toEqual([]);
    expect(await find(rep, "青")).toEqual([]);
  });

  it("shows a rep his own first, then his pools, a colleague's only while the pool tells who took it", async () => {
    const [rep, colleague] = [world.rep(0), world.rep(1)];
    await world.customer({ name: "澄怀甲" });
    await world.customer({ name: "澄怀乙自动化", owner: rep });
    const taken = await world.customer({ name: "澄怀丙" });
    await claimCustomer(world.as(colleague), { customerId: taken });
    await world.customer({ name: "澄怀丁", owner: colleague, at: addMs(now, -16 * MINUTE) });
    const other = await makePool(testDb().db, now, { members: [colleague] });
    await world.customer({ name: "澄怀戊", pool: other });
    expect(await find(rep, "澄怀")).toEqual([
      ...["澄怀乙自动化 mine name", "澄怀丙 taken name", "澄怀甲 pool name"],
    ]);
    expect(await find(rep, "澄怀", addMs(now, 16 * MINUTE))).toEqual([
      "澄怀乙自动化 mine name",
      "澄怀甲 pool name",
    ]);
    expect(await find(world.manager, "澄怀")).toEqual([
      ...["澄怀丁 held name", "澄怀丙 held name", "澄怀甲 pool name", "澄怀乙自动化 held name"],
    ]);
    expect(await find(world.admin, "澄怀")).toHaveLength(5);
    const [hit] = (await searchCustomers(world.as(rep), { q: "澄怀丙" })) ?? [];
    expect(hit).toMatchObject({ grade: null, ownerName: colleague.name });
  });
});

it("finds a renamed customer by its new name, and no longer by the old", async () => {
  const customerId = await world.customer({ name: "旧名印染", owner: world.rep(0) });
  const editedAt = now.toISOString();
  const changes = { name: "新名纺织" };
  await editCustomer(world.as(world.rep(0)), EditCustomerInput.parse({ customerId, editedAt, changes }));
  expect(await find(world.rep(0), "新名")).toEqual(["新名纺织 mine name"]);
  expect(await find(world.rep(0), "旧名")).toEqual([]);
});

describe("by phone and contact", () => {
  it("a pooled customer is found by the whole number only, an admin finds it by its tail and contact too", async () => {
    const id = await world.customer({ name: "墨庐印务" });
    const { whole, tail } = await withContact(id, "方知行");
    const rep = world.rep(0);
    expect(await find(rep, whole)).toEqual(["墨庐印务 pool phone"]);
    expect(await find(rep, `+86 ${whole.slice(0, 3)}-${whole.slice(3)}`)).toEqual(["墨庐印务 pool phone"]);
    expect(await find(rep, tail)).toEqual([]);
    expect(await find(rep, whole.slice(1))).toEqual([]);
    expect(await find(rep, "方知行")).toEqual([]);
    expect(await find(world.manager, tail)).toEqual([]);
    expect(await find(world.admin, tail)).toEqual(["墨庐印务 pool phone"]);
    expect(await find(world.admin, "方知")).toEqual(["墨庐印务 pool contact"]);
  });

  it("the owner finds his own by tail and contact once he has looked, his manager before", async () => {
    const id = await world.customer({ name: "霁月文创" });
    const { whole, tail } = await withContact(id, "郑一鸣");
    const rep = world.rep(0);
    await claimCustomer(world.as(rep), { customerId: id });
    expect(await find(rep, tail)).toEqual([]);
    expect(await find(rep, whole)).toEqual(["霁月文创 mine phone"]);
    expect(await find(world.manager, tail)).toEqual(["霁月文创 held phone"]);
    await revealContacts(world.as(rep), { customerId: id });
    expect(await find(rep, tail)).toEqual(["霁月文创 mine phone"]);
    expect(await find(rep, "郑一鸣")).toEqual(["霁月文创 mine contact"]);
    expect(await searchCustomers(world.as(rep), { q: "郑一鸣" })).toMatchObject([{ contactName: "郑一鸣" }]);
    expect(await find(world.rep(1), whole)).toEqual([]);
    expect(await find(world.rep(1), "郑一鸣")).toEqual([]);
    const stranger = await makeUser(testDb().db, now, {
      ...{ role: "manager", team: await makeTeam(testDb().db, now) },
    });
    expect(await find(stranger, whole)).toEqual([]);
  });

  it("an unmasked pool is searched by tail and contact by its members", async () => {
    const pool = await makePool(testDb().db, now, {
      ...{ members: [world.rep(0)], policy: { maskContacts: false } },
    });
    const { tail } = await withContact(await world.customer({ name: "素笺印务", pool }), "许言");
    expect(await find(world.rep(0), tail)).toEqual(["素笺印务 pool phone"]);
    expect(await find(world.rep(1), tail)).toEqual([]);
  });
});

it("finds by the whole credit code", async () => {
  const creditCode = "91440300708461136T";
  await world.customer({ name: "砚池数据", creditCode, identityKey: `cc:${creditCode}` });
  expect(await find(world.rep(0), creditCode.toLowerCase())).toEqual(["砚池数据 pool creditCode"]);
  expect(await find(world.rep(0), creditCode.slice(0, 12))).toEqual([]);
});

it("leads from the credit code of a merged customer to the kept one, however often that was merged, until it is undone", async () => {
  const [kept, own, last] = ["91440101MA59J1CK19", "91310000MA1K35LJ42", "91330000MA27U0A41N"];
  const enter = (name: string, creditCode: string) =>
    world.customer({ name, creditCode, identityKey: `cc:${creditCode}` });
  const [a, b, c] = [
    await enter("柳池数据", kept),
    await enter("永和照明", own),
    await enter("长乐钢构", last),
  ];
  const merge = (keepId: string, otherId: string) =>
    mergeCustomers(world.as(world.admin), { keepId, otherId, choices: {} });
  await merge(a, b);
  expect(await find(world.rep(0), own.toLowerCase())).toEqual(["柳池数据 pool creditCode"]);
  expect(await find(world.rep(0), own.slice(0, 12))).toEqual([]);
  const { mergeId } = await merge(c, a);
  for (const code of [own, kept, last]) {
    expect(await find(world.rep(0), code)).toEqual(["长乐钢构 pool creditCode"]);
  }
  await undoMerge(world.as(world.admin), { mergeId });
  expect(await find(world.rep(0), own)).toEqual(["柳池数据 pool creditCode"]);
  expect(await find(world.rep(0), last)).toEqual(["长乐钢构 pool creditCode"]);
});

it("a whole number among what is masked may be looked for so often, and by an admin as he likes", async () => {
  const id = await world.customer({ name: "疏影文化" });
  const { whole } = await withContact(id, "顾疏影");
  const prober = await makeUser(testDb().db, now, { team: world.team });
  for (let tries = 0; tries < 30; tries += 1) await find(prober, whole);
  await expect(find(prober, whole)).rejects.toMatchObject({
    ...{ code: "TOO_MANY_REQUESTS", params: { retryAfterSeconds: 600 } },
  });
  expect(await find(prober, "疏影")).toEqual([]);
  await find(prober, whole, addMs(now, 10 * MINUTE));
  for (let tries = 0; tries < 35; tries += 1) expect(await find(world.admin, whole)).toHaveLength(1);
});
