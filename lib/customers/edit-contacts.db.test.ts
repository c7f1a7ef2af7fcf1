import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { newId } from "@/db/columns";
import { contacts, customers, edits } from "@/db/schema/customers";
import { duplicatePairs } from "@/db/schema/duplicates";
import { useTestDb } from "@/db/testing";
import {
  makeTeam,
  makeUser,
  makeWorld,
  type TestCustomer,
  type TestUser,
  type World,
} from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { call, tokenFor } from "@/lib/api/testing/client";
import { findDuplicates } from "@/lib/duplicates/find-duplicates";
import { getPair, listPairs } from "@/lib/duplicates/queries";
import { addMs, DAY } from "@/lib/time";
import { createCustomer } from "./create-customer";
import { editCustomer } from "./edit-customer";
import { MOST_TYPED } from "./limit-lookups";
import { CreateCustomerInput, EditCustomerInput } from "./schema";

const testDb = useTestDb({ max: 12 });
const now = new Date("2026-11-20T02:00:00Z");
const PHONE = "138 0013 8000";
const E164 = "+8613800138000";
let world: World;

beforeEach(async () => {
  vi.stubEnv("DATABASE_URL", testDb().url);
  vi.stubEnv("AUTH_SECRET", "s".repeat(32));
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now });
});

async function contactOf(customerId: string, given: Partial<typeof contacts.$inferInsert>): Promise<string> {
  const id = newId();
  await world.db.insert(contacts).values({ id, customerId, createdAt: now, isPrimary: true, ...given });
  return id;
}
/** A customer of somebody who is out of the sight of the first rep, with a phone. */
async function strangers(given: TestCustomer = {}, contact: object = {}): Promise<string> {
  const owner = await makeUser(world.db, now, { team: await makeTeam(world.db, now) });
  const id = await world.customer({ name: "上海长乐科技有限公司", owner, ...given });
  await contactOf(id, { name: "李", phone: "13800138000", phoneE164: E164, ...contact });
  return id;
}
const mine = (given: TestCustomer = {}) =>
  world.customer({ name: "苏州永和精密", owner: world.rep(0), ...given });
const edit = (user: TestUser, customerId: string, given: object) =>
  editCustomer(world.as(user), EditCustomerInput.parse({ customerId, ...given }));
const adding = (phone = PHONE) => ({ contacts: { add: [{ name: "王", phone }] } });
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );
const storedOf = (customerId: string) =>
  world.db.select().from(contacts).where(eq(contacts.customerId, customerId));

describe("a phone that another customer has", () => {
  test.each([false, true])(
    "is refused like that of a new customer, and nothing but that it exists is told (protected: %s)",
    async (shielded) => {
      await strangers(shielded ? { protectedUntil: addMs(now, DAY) } : {});
      const id = await mine();
      const params = {
        ...{ exists: true, by: "phone", state: "owned", mine: false, protected: shielded },
        ...{ customerId: null, name: null, ownerName: null },
      };
      const refused = await refusalOf(edit(world.rep(0), id, adding()));
      expect(refused).toMatchObject({ code: "DUPLICATE_CUSTOMER" });
      expect((refused as { params: unknown }).params).toEqual({ ...params, field: "contacts.add.0.phone" });
      const made = CreateCustomerInput.parse({
        ...{ into: "mine", poolId: world.pool.id, name: "另一家", contacts: [{ phone: PHONE }] },
      });
      const created = await refusalOf(createCustomer(world.as(world.rep(0)), made));
      expect(created).toMatchObject({ code: "DUPLICATE_CUSTOMER", params });
      expect(await storedOf(id)).toEqual([]);
      expect(await world.db.$count(edits)).toBe(0);
    },
  );

  test("is refused where it takes the place of one's own, and a reason doesn't help", async () => {
    await strangers();
    const id = await mine();
    const contact = await contactOf(id, { name: "王", phone: "13900139000", phoneE164: "+8613900139000" });
    const changing = { contacts: { change: [{ id: contact, phone: PHONE }] }, reason: "同一个总机" };
    expect(await refusalOf(edit(world.rep(0), id, changing))).toMatchObject({
      ...{ code: "DUPLICATE_CUSTOMER", params: { by: "phone", field: "contacts.change.0.phone" } },
    });
    expect(await storedOf(id)).toMatchObject([{ phone: "13900139000" }]);
  });

  test("is named to whoever sees that customer", async () => {
    const other = await strangers();
    expect(await refusalOf(edit(world.admin, await mine(), adding()))).toMatchObject({
      params: { customerId: other, name: "上海长乐科技有限公司" },
    });
  });

  test("stays where it is already, with one's other contacts too, and may be taken away", async () => {
    await strangers();
    const id = await mine();
    const contact = await contactOf(id, { name: "王", phone: PHONE, phoneE164: E164 });
    await edit(world.rep(0), id, {
      contacts: { change: [{ id: contact, title: "采购", phone: "13800138000" }] },
    });
    await edit(world.rep(0), id, { contacts: { remove: [contact], add: [{ name: "赵", phone: PHONE }] } });
    expect(await storedOf(id)).toMatchObject([{ name: "赵", phoneE164: E164 }]);
  });

  test("may be added where somebody has decided that the two are two", async () => {
    const [other, id] = [await strangers(), await mine()];
    const [lowId = "", highId = ""] = [other, id].sort();
    const decided = { state: "dismissed" as const, decidedAt: now, foundAt: now, score: 6_000 };
    await world.db.insert(duplicatePairs).values({ id: newId(), lowId, highId, ...decided });
    await edit(world.rep(0), id, adding());
    expect(await storedOf(id)).toMatchObject([{ phoneE164: E164 }]);
  });

  test("goes to one of those who write it at the same time, by an edit or with a new customer", async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, (_, n) => mine({ name: `同时 ${n}` })));
    const input = (n: number) =>
      CreateCustomerInput.parse({
        ...{ into: "pool", poolId: world.pool.id, name: `新来 ${n}`, contacts: [{ phone: PHONE }] },
      });
    const settled = await Promise.allSettled([
      ...ids.map((id) => edit(world.rep(0), id, adding())),
      ...[0, 1, 2].map((n) => createCustomer(world.as(world.rep(1)), input(n))),
    ]);
    expect(settled.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const codes = settled.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    expect(new Set(codes)).toEqual(new Set(["DUPLICATE_CUSTOMER"]));
    expect(await world.db.$count(contacts, eq(contacts.phoneE164, E164))).toBe(1);
  });

  test("is not tried out: the answers are counted as those of new customers are", async () => {
    await strangers();
    const id = await mine();
    const twenty = Array.from({ length: 20 }, (_, n) => ({
      phone: n === 0 ? PHONE : `139${String(n).padStart(4, "0")}5678`,
    }));
    for (let told = 0; told < MOST_TYPED; told += 20) {
      expect(await refusalOf(edit(world.rep(0), id, { contacts: { add: twenty } }))).toMatchObject({
        code: "DUPLICATE_CUSTOMER",
      });
    }
    expect(await refusalOf(edit(world.rep(0), id, { contacts: { add: twenty } }))).toMatchObject({
      code: "TOO_MANY_REQUESTS",
    });
    expect(await refusalOf(edit(world.rep(0), id, adding("13700000009")))).toBeNull();
  });
});

describe("contacts that make a customer likely another", () => {
  const EMAIL = "Li@changle-keji.com";
  const alike = () => mine({ name: "长乐科技（上海）" });
  const writing = { contacts: { add: [{ name: "李", email: EMAIL.toLowerCase() }] } };

  test("are refused without a reason where that is asked, and bring the pair to the desk with one", async () => {
    const other = await strangers(
      { protectedUntil: addMs(now, DAY) },
      { phoneE164: null, phone: null, email: EMAIL },
    );
    await findDuplicates(world.system());
    const id = await alike();
    const refused = await refusalOf(edit(world.rep(0), id, { ...writing, likely: "refuse" }));
    expect(refused).toMatchObject({ code: "LIKELY_DUPLICATE" });
    expect((refused as { params: unknown }).params).toEqual({ count: 1, protected: true });
    expect(await storedOf(id)).toEqual([]);
    const reason = "同集团的两家公司";
    await edit(world.rep(0), id, { ...writing, likely: "refuse", reason });
    const admin = world.as(world.admin);
    const { rows } = await listPairs(admin);
    expect(rows).toMatchObject([{ askedBy: world.rep(0).name }]);
    const pair = await getPair(admin, { pairId: rows[0]?.id ?? "" });
    expect(pair.sides.map((side) => side.id).sort()).toEqual([id, other].sort());
    expect(pair.asked).toMatchObject({ note: reason });
    // What is on the desk is asked about by nobody again.
    const more = { contacts: { add: [{ name: "张", email: "zhang@changle-keji.com" }] }, likely: "refuse" };
    expect(await refusalOf(edit(world.rep(0), id, more))).toBeNull();
  });

  test("pass where nobody asked, where the edit brings nothing in common, and with other facts", async () => {
    await strangers({}, { phoneE164: null, phone: null, email: EMAIL });
    await findDuplicates(world.system());
    const id = await alike();
    const other = { contacts: { add: [{ name: "钱", email: "q@elsewhere.example" }] } };
    expect(await refusalOf(edit(world.rep(0), id, { ...other, likely: "refuse" }))).toBeNull();
    expect(await refusalOf(edit(world.rep(0), id, { changes: { note: "x" }, likely: "refuse" }))).toBeNull();
    expect(await refusalOf(edit(world.rep(0), id, writing))).toBeNull();
    expect((await listPairs(world.as(world.admin))).rows).toHaveLength(0);
  });
});

test("the api refuses both with the codes of a new customer", async () => {
  await strangers({}, { email: "li@changle-keji.com" });
  await findDuplicates(world.system());
  const id = await mine({ name: "长乐科技（上海）" });
  const token = await tokenFor(world.as(world.rep(0)));
  const patch = (body: object) => call("PATCH", `/customers/${id}`, { token, body });
  expect(await patch({ ...adding() })).toMatchObject({
    ...{ status: 409, body: { code: "DUPLICATE_CUSTOMER", params: { by: "phone", name: null } } },
  });
  const writing = { contacts: { add: [{ email: "li@changle-keji.com" }] }, likely: "refuse" };
  expect(await patch(writing)).toMatchObject({ status: 409, body: { code: "LIKELY_DUPLICATE" } });
  expect(await patch({ ...writing, reason: "另一家" })).toMatchObject({ status: 200 });
  expect(await world.db.$count(customers)).toBe(2);
});
