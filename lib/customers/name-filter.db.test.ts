import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { makeWorld, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { countPool } from "./count-pool";
import { listMine } from "./list-mine";
import { listPool } from "./list-pool";
import { nameFilter } from "./name-filter";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
const NAMES = ["苏州听澜科技", "苏州听雨轩贸易", "宁波听澜物流", "Tinglan Trading", "听海", "上海停岚"];
const ASKED = ["听澜", "tinglan", "tl", "苏州", "szty", "聽瀾", "苏州 贸易", "海", "nobody"];
let world: World;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now });
  for (const name of NAMES) {
    await world.customer({ name });
    await world.customer({ name: `${name}甲`, owner: world.rep(0) });
  }
  const unread = await world.customer({ name: "听澜未读" });
  await testDb().db.execute(sql`update customer_names set grams = null where customer_id = ${unread}::uuid`);
});

const names = ({ rows }: { rows: { name: string }[] }) => rows.map(({ name }) => name);

async function listed() {
  const [rep, admin] = [world.as(world.rep(0)), world.as(world.admin)];
  const found = [];
  for (const q of ASKED) {
    const pool = names(await listPool(rep, { pool: world.pool.id, q }));
    const mine = names(await listMine(rep, { q }));
    const all = names(await listMine(admin, { view: "all", q }));
    found.push({ q, pool, mine, all, count: (await countPool(rep, { pool: world.pool.id, q })).count });
  }
  return found;
}

/** Tells that every name holds as much of everything as this, of so many names. */
async function told(share: number | null, count: number): Promise<void> {
  await testDb().db.execute(sql`delete from name_gram_shares`);
  await testDb().db.execute(sql`select setval('customer_names_numbers', ${count}::bigint)`);
  if (share !== null)
    await testDb().db.execute(sql`insert into name_gram_shares (gram, share, counted_to, counted_at)
      select distinct gram, ${share}::real, 1, now() from customer_names, unnest(grams) as gram`);
}

it("a list holds the same customers in the same order, whatever is known of how common its words are", async () => {
  await told(null, 13);
  const plain = await listed();
  expect(plain[0]?.pool.toSorted()).toEqual(["听澜未读", "宁波听澜物流", "苏州听澜科技"].toSorted());
  expect(plain[0]?.mine.toSorted()).toEqual(["宁波听澜物流甲", "苏州听澜科技甲"].toSorted());
  expect(plain[1]?.all).toHaveLength(4);
  for (const { pool, count } of plain) expect(count).toBe(pool.length);
  for (const share of [0.5, 0.0001])
    for (const count of [100, 10_000_000]) {
      await told(share, count);
      expect(await listed()).toEqual(plain);
    }
});

it("what many are called is looked at in the order of the list, what few are called the index is asked for", async () => {
  const looks = async (share: number | null, listed = { rows: 50 } as Parameters<typeof nameFilter>[2]) => {
    await told(share, 10_000_000);
    const { queryChunks } = await nameFilter(world.system(), "听澜", listed);
    return JSON.stringify(queryChunks).includes("exists");
  };
  expect(await looks(0.1)).toBe(true);
  expect(await looks(0.00002)).toBe(false);
  expect(await looks(0.00002, { rows: 50, among: 300 })).toBe(true);
  expect(await looks(0.1, { rows: 50, poolId: world.pool.id })).toBe(true);
  expect(await looks(null, { rows: 50, poolId: world.pool.id })).toBe(false);
});
