import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { customerNames } from "@/db/schema/customers";
import { makePool, makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { countGrams } from "./count-grams";
import { editCustomer } from "./edit-customer";
import { readShares } from "./gram-frequency";
import { waysOf } from "./name-matches";
import { planOf, windowsFor } from "./name-windows";
import { EditCustomerInput } from "./schema";
import { searchCustomers } from "./search-customers";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
const NEWEST = 5_000_000;
let world: World;
let number = 0;

const at = (number: number) =>
  testDb().db.execute(sql`select setval('customer_names_numbers', ${number}::bigint)`);

/** Names that hold the word, written when so many had been written before. */
async function written(count: number, word: string, before: number, more = {}): Promise<string[]> {
  await at(before);
  const names: string[] = [];
  for (let n = 0; n < count; n += 1) {
    number += 1;
    const name = `${number}${word}`;
    await world.customer({ name, ...more });
    names.push(name);
  }
  return names;
}

const find = async (user: TestUser, q: string) =>
  (await searchCustomers(world.as(user), { q })).map(({ name }) => name);

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now });
});

/** The words are in so many names, by the statistics, that the newest are asked first. */
async function known(...words: string[]): Promise<void> {
  await at(NEWEST);
  await testDb().db.execute(sql`delete from name_gram_shares`);
  await countGrams(world.system());
  for (const word of words) {
    const shares = await readShares(world.system(), waysOf(word), []);
    expect(shares.newest).toBe(NEWEST);
    expect(planOf(waysOf(word, shares.of), shares, 1).windows.length).toBeGreaterThan(1);
  }
}

describe("what is in many names", () => {
  it("is found in all of them where a page holds them, whenever they were written, each once", async () => {
    const old = await written(4, "澄怀", 1_000);
    const middle = await written(3, "澄怀", NEWEST - 500_000);
    const late = await written(5, "澄怀", NEWEST - 100);
    const unread = await written(1, "澄怀", NEWEST - 50);
    await testDb().db.execute(sql`update customer_names set grams = null where name = ${unread[0] ?? ""}`);
    const elsewhere = await makePool(testDb().db, now, { members: [world.rep(1)] });
    const hidden = await written(2, "澄怀", NEWEST - 10, { pool: elsewhere });
    await known("澄怀");
    const all = [...old, ...middle, ...late, ...unread];
    expect((await find(world.rep(0), "澄怀")).sort()).toEqual(all.toSorted());
    expect((await find(world.rep(1), "澄怀")).sort()).toEqual([...all, ...hidden].sort());
    expect((await find(world.admin, "澄怀")).sort()).toEqual([...all, ...hidden].sort());
    const read = all.filter((name) => name !== unread[0]);
    expect((await find(world.rep(0), "澄懷")).sort()).toEqual(read.toSorted());
    expect((await find(world.rep(0), "chenghuai")).sort()).toEqual(read.toSorted());
    expect((await find(world.rep(0), "ch")).sort()).toEqual(read.toSorted());
  });

  it("fills the page from the newest; older ones are found by their whole name, or by more of it", async () => {
    const [old = ""] = await written(1, "墨庐", 1_000);
    const own = await written(1, "墨庐", 2_000, { owner: world.rep(0) });
    const late = await written(30, "墨庐", NEWEST - 100);
    await known("墨庐");
    for (const user of [world.rep(0), world.admin]) {
      const found = await find(user, "墨庐");
      expect(found).toHaveLength(20);
      expect(found).not.toContain(old);
      expect(await find(user, old)).toContain(old);
    }
    const [first, ...others] = await find(world.rep(0), "墨庐");
    expect(first).toBe(own[0]);
    expect(others.every((name) => late.includes(name))).toBe(true);
  });
});

it("a name's blocks are those of its number, after a new name too, and stay when its pool changes", async () => {
  const blocks = async (id: string) => {
    const [row] = await testDb()
      .db.select({ grams: customerNames.grams })
      .from(customerNames)
      .where(sql`${customerNames.customerId} = ${id}::uuid`);
    return row?.grams ?? [];
  };
  const [[fine = 0] = []] = windowsFor(NEWEST, NEWEST, 1);
  const [[, coarse = 0] = []] = windowsFor(NEWEST, NEWEST, 0.0002);
  await at(NEWEST - 1);
  const id = await world.customer({ name: "宁波青屿" });
  expect(await blocks(id)).toContain(fine);
  await at(NEWEST - 65_536 - 1);
  const changes = { name: "宁波青屿物流" };
  await editCustomer(
    world.as(world.admin),
    EditCustomerInput.parse({ customerId: id, editedAt: now.toISOString(), changes }),
  );
  expect(await blocks(id)).not.toContain(fine);
  expect(await blocks(id)).toContain(coarse);
});
