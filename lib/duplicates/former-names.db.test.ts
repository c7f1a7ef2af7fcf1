import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeTeam, makeUser, makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { editCustomer } from "@/lib/customers/edit-customer";
import { indexUnreadNames } from "@/lib/customers/index-names";
import { listPool } from "@/lib/customers/list-pool";
import { EditCustomerInput } from "@/lib/customers/schema";
import { searchCustomers } from "@/lib/customers/search-customers";
import { mergeCustomers } from "./merge-customers";
import { undoMerge } from "./undo-merge";

const testDb = useTestDb({ max: 6 });
const now = new Date("2026-11-20T02:00:00Z");
let world: World;

beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now });
});
const find = async (q: string, user: TestUser = world.rep(0)) =>
  (await searchCustomers(world.as(user), { q })).map(({ id, formerName }) => [id, formerName]);
const merge = (keepId: string, otherId: string) =>
  mergeCustomers(world.as(world.admin), { keepId, otherId, choices: {} });

describe("a customer that was merged", () => {
  test("is found by its former name, in characters, pinyin and initials, and leads to the kept one", async () => {
    const keep = await world.customer({ name: "中山来信照明有限公司" });
    const other = await world.customer({ name: "招財燈飾" });
    const { mergeId } = await merge(keep, other);
    for (const q of ["招财", "招財灯", "灯饰"]) expect(await find(q)).toEqual([[keep, "招財燈飾"]]);
    for (const q of ["zhaocai", "zcds"]) expect(await find(q)).toEqual([[keep, null]]);
    expect(await find("来信")).toEqual([[keep, null]]);
    const { rows } = await listPool(world.as(world.rep(0)), { pool: world.pool.id, q: "招财" });
    expect(rows.map(({ id }) => id)).toEqual([keep]);
    // Words of two names make none.
    expect(await find("来信招财")).toEqual([]);
    await undoMerge(world.as(world.admin), { mergeId });
    expect(await find("招财")).toEqual([[other, null]]);
    expect(await find("来信")).toEqual([[keep, null]]);
  });

  test("is found through every merge since, and after the kept one was renamed, or its names were read anew", async () => {
    const [a, b, c] = [
      await world.customer({ name: "甲午贸易" }),
      await world.customer({ name: "乙未贸易" }),
      await world.customer({ name: "丙申贸易" }),
    ];
    await merge(b, a);
    await merge(c, b);
    expect(await find("甲午")).toEqual([[c, "甲午贸易"]]);
    const change = EditCustomerInput.parse({ customerId: c, changes: { name: "丁酉贸易" } });
    await editCustomer(world.as(world.admin), change);
    expect(await find("甲午")).toEqual([[c, "甲午贸易"]]);
    expect(await find("乙未")).toEqual([[c, "乙未贸易"]]);
    await world.db.execute(sql`update customer_names set grams = null, folded = null`);
    await indexUnreadNames(world.system());
    expect(await find("甲午")).toEqual([[c, "甲午贸易"]]);
    expect(await find("丁酉")).toEqual([[c, null]]);
  });

  test("is told to nobody who may not see the kept one", async () => {
    const stranger = await makeUser(world.db, now, { team: await makeTeam(world.db, now) });
    const keep = await world.customer({ name: "戊戌贸易", owner: world.rep(0) });
    const other = await world.customer({ name: "己亥贸易", owner: world.rep(0) });
    await merge(keep, other);
    expect(await find("己亥", stranger)).toEqual([]);
    expect(await find("己亥")).toEqual([[keep, "己亥贸易"]]);
  });
});
