import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it, test } from "vitest";
import { makePool, makeWorld, type TestPool, type TestUser, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { moveToPool } from "@/lib/ownership/move-to-pool";
import { editCustomer } from "./edit-customer";
import { indexUnreadNames } from "./index-names";
import { listPool } from "./list-pool";
import { EditCustomerInput } from "./schema";
import { searchCustomers } from "./search-customers";
import { foldSearch } from "./search-fold";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
let world: World;
let elsewhere: TestPool;

const NAMES = [
  "重庆长乐科技有限公司",
  "重慶長樂實業",
  "招商银行",
  "Acme 100% Steel",
  "西安曲江文化",
] as const;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now });
  elsewhere = await makePool(testDb().db, now, { members: [world.rep(1)] });
  for (const name of NAMES) await world.customer({ name });
  await world.customer({ name: "重庆长乐别处", pool: elsewhere });
});

const find = async (user: TestUser, q: string) =>
  (await searchCustomers(world.as(user), { q })).map(({ name }) => name).sort();
const list = async (user: TestUser, q: string) =>
  (await listPool(world.as(user), { pool: world.pool.id, q })).rows.map(({ name }) => name).sort();

describe("by every kind, and no further than one sees", () => {
  const both = ["重庆长乐科技有限公司", "重慶長樂實業"];
  test.each([
    ["长乐", both],
    ["長樂", both],
    ["changle", both],
    ["zhangle", both],
    ["zhongqing", both],
    ["cqcl", both],
    ["chongqingchangl", both],
    ["zhaoshangyinhang", ["招商银行"]],
    ["yh", ["招商银行"]],
    ["xianqu", ["西安曲江文化"]],
    ["steel", ["Acme 100% Steel"]],
    ["changqing", []],
    ["zz", []],
  ])("%s", async (q, names) => {
    const sorted = [...names].sort();
    expect(await find(world.rep(0), q)).toEqual(sorted);
    expect(await list(world.rep(0), q)).toEqual(sorted);
    const wide = names === both ? [...names, "重庆长乐别处"].sort() : sorted;
    expect(await find(world.rep(1), q)).toEqual(wide);
    expect(await find(world.admin, q)).toEqual(wide);
  });

  it("every part of every name finds it, for who may see it", async () => {
    const parts = fc
      .tuple(fc.constantFrom(...NAMES), fc.nat(), fc.integer({ min: 2, max: 5 }))
      .map(([name, from, size]) => ({ name, part: [...name].slice(from % (name.length - 1)).slice(0, size) }))
      .filter(({ part }) => [...foldSearch(part.join(""))].length >= 2 && !part.includes(" "));
    await fc.assert(
      fc.asyncProperty(parts, async ({ name, part }) => {
        expect(await find(world.rep(0), part.join(""))).toContain(name);
      }),
      { numRuns: 60 },
    );
  });
});

describe("what is looked for is written beside the name", () => {
  it("by an edit, and by a move to another pool", async () => {
    const id = await world.customer({ name: "宁波青屿" });
    const editedAt = now.toISOString();
    const input = { customerId: id, editedAt, changes: { name: "寧波澄懷" } };
    await editCustomer(world.as(world.admin), EditCustomerInput.parse(input));
    expect(await find(world.rep(0), "nbch")).toEqual(["寧波澄懷"]);
    expect(await find(world.rep(0), "qingyu")).toEqual([]);
    await moveToPool(world.as(world.admin), { customerIds: [id], poolId: elsewhere.id, note: "" });
    const [row] = await testDb().db.execute<{ ok: boolean }>(sql`
      select grams @> array[pool_gram(${elsewhere.id}::uuid)] and not grams @> array[pool_gram(${world.pool.id}::uuid)] as ok
      from customer_names where customer_id = ${id}::uuid`);
    expect(row?.ok).toBe(true);
    expect(await find(world.rep(0), "nbch")).toEqual([]);
    expect(await find(world.rep(1), "nbch")).toEqual(["寧波澄懷"]);
  });

  it("of rows that were written by SQL at once by their text, by sound once the job has read them", async () => {
    const id = await world.customer({ name: "厦门白鹭" });
    await testDb().db.execute(sql`update customers set name = '廈門海滄' where id = ${id}::uuid`);
    expect(await find(world.rep(0), "海滄")).toEqual(["廈門海滄"]);
    expect(await find(world.rep(0), "haicang")).toEqual([]);
    expect((await indexUnreadNames(world.system())).names).toBe(1);
    expect(await find(world.rep(0), "haicang")).toEqual(["廈門海滄"]);
    expect(await find(world.rep(0), "海沧")).toEqual(["廈門海滄"]);
    expect((await indexUnreadNames(world.system())).names).toBe(0);
  });
});
