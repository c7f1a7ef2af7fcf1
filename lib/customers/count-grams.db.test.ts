import { sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { customerNames } from "@/db/schema/customers";
import { nameGramShares } from "@/db/schema/names";
import { makeWorld, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { countGrams } from "./count-grams";
import { searchCustomers } from "./search-customers";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
const NAMES = ["苏州听澜科技", "苏州听雨轩贸易", "宁波听澜物流", "Tinglan Trading", "听海", "上海停岚"];
let world: World;

const at = (number: number) =>
  testDb().db.execute(sql`select setval('customer_names_numbers', ${number}::bigint)`);
const later = (hours: number) => ({ ...world.system(), now: new Date(now.getTime() + hours * 3_600_000) });

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now });
  for (const name of NAMES) await world.customer({ name });
});

beforeEach(async () => {
  await testDb().db.delete(nameGramShares);
  await at(100);
});

describe("counting what is looked for in names", () => {
  it("gives each gram its share of all names that have been read", async () => {
    const { grams } = await countGrams(world.system());
    const rows = await testDb().db.select().from(nameGramShares);
    expect(rows).toHaveLength(grams);
    const names = await testDb().db.select().from(customerNames);
    const share = (gram: number) => names.filter((name) => name.grams?.includes(gram)).length / names.length;
    expect(grams).toBe(new Set(names.flatMap((name) => name.grams ?? [])).size);
    for (const row of rows) expect(row.share).toBeCloseTo(share(row.gram), 5);
  });

  it("holds for a day, until a tenth more is written, or the database is an earlier one again", async () => {
    const counted = async (number: number, hours: number) => {
      await at(number);
      return (await countGrams(later(hours))).grams > 0;
    };
    expect(await counted(100, 0)).toBe(true);
    expect(await counted(100, 1)).toBe(false);
    expect(await counted(110, 2)).toBe(false);
    expect(await counted(112, 3)).toBe(true);
    expect(await counted(112, 26)).toBe(false);
    expect(await counted(112, 28)).toBe(true);
    expect(await counted(90, 29)).toBe(true);
  });

  it("waits for one that counts at the same moment", async () => {
    const both = await Promise.all([countGrams(world.system()), countGrams(world.system())]);
    const rows = await testDb().db.select().from(nameGramShares);
    expect(rows.length).toBe(Math.max(...both.map(({ grams }) => grams)));
  });
});

it("search finds the same whatever the count says", async () => {
  const asked = ["听澜", "tinglan", "tl", "苏州", "szty", "tinghai", "聽瀾", "tingl", "苏州 贸易"];
  const found = (user: (typeof world)["admin"]) =>
    Promise.all(
      asked.map(async (q) => (await searchCustomers(world.as(user), { q })).map(({ name }) => name).sort()),
    );
  await at(10);
  const [all, reps] = [await found(world.admin), await found(world.rep(0))];
  expect(all[0]).toEqual(["宁波听澜物流", "苏州听澜科技"]);
  expect(all[1]).toEqual(["Tinglan Trading", "上海停岚", "宁波听澜物流", "苏州听澜科技"]);
  await at(20_000_000);
  for (let seed = 1; seed <= 30; seed += 1) {
    await testDb().db.delete(nameGramShares);
    await testDb().db.execute(sql`insert into name_gram_shares (gram, share, counted_to, counted_at)
      select gram, power((abs(hashint4(gram # ${seed}::int)) % 1000 + 1) / 1000.0, ${seed % 7}::int), 1, now()
      from (select distinct unnest(grams) as gram from customer_names) g where hashint4(gram + ${seed}::int) % 3 <> 0`);
    expect(await found(world.admin)).toEqual(all);
    expect(await found(world.rep(0))).toEqual(reps);
  }
});
