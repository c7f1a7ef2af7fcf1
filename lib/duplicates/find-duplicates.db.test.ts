import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/db/columns";
import { contacts } from "@/db/schema/customers";
import { useTestDb } from "@/db/testing";
import { makeWorld, type TestCustomer, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { findDuplicates } from "./find-duplicates";

const testDb = useTestDb({ max: 6 });
const now = new Date("2026-11-20T02:00:00Z");
let world: World;

beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now });
});

async function enter(name: string, given: TestCustomer & { phone?: string } = {}): Promise<string> {
  const { phone, ...more } = given;
  const id = await world.customer({ name, ...more });
  if (phone) {
    const row = { id: newId(), customerId: id, phone, phoneE164: phone, isPrimary: true, createdAt: now };
    await world.db.insert(contacts).values(row);
  }
  return id;
}
type Pair = { low_id: string; high_id: string; score: number; reasons: string[]; state: string };
const pairs = () =>
  world.db.execute<Pair>(
    sql`select low_id, high_id, score, reasons, state from duplicate_pairs order by low_id`,
  );
const search = () => findDuplicates(world.system());
const edit = (id: string, name: string) =>
  world.db.execute(
    sql`update customers set name = ${name}, edited_at = edited_at + interval '1 second' where id = ${id}::uuid`,
  );

describe("the search for duplicates", () => {
  test("puts what is likely on the desk, with its reasons, and looks at nobody twice", async () => {
    const a = await enter("上海长乐科技有限公司", { phone: "+8613800138000" });
    const b = await enter("長樂科技（上海）", { phone: "+8613800138000" });
    await enter("上海永和科技有限公司");
    expect(await search()).toEqual({ looked: 3, found: 1, merged: 0 });
    const found = await pairs();
    expect(found).toHaveLength(1);
    expect([found[0]?.low_id, found[0]?.high_id].sort()).toEqual([a, b].sort());
    expect(found[0]).toMatchObject({ reasons: ["name", "phone"], state: "open" });
    expect(await search()).toEqual({ looked: 0, found: 0, merged: 0 });
  });

  test("keeps the code of the region beside what was typed", async () => {
    const ids = [await enter("甲", { region: "廣東 深圳" }), await enter("乙", { region: "朝阳" })];
    const codes = () =>
      world.db.execute(sql`select region, region_code from customers where region is not null order by id`);
    await search();
    expect([...(await codes())]).toEqual([
      { region: "廣東 深圳", region_code: "440300" },
      { region: "朝阳", region_code: null },
    ]);
    await world.db.execute(
      sql`update customers set region = '杭州市', edited_at = edited_at + interval '1 second' where id = ${ids[0]}::uuid`,
    );
    await search();
    expect((await codes())[0]).toEqual({ region: "杭州市", region_code: "330100" });
  });

  test("looks again at what was edited: a pair comes, and goes when it is none any more", async () => {
    const a = await enter("上海长乐科技有限公司");
    await enter("上海永和科技有限公司");
    await search();
    await edit(a, "永和科技股份有限公司");
    expect(await search()).toEqual({ looked: 1, found: 1, merged: 0 });
    await edit(a, "上海长乐科技有限公司");
    await search();
    expect(await pairs()).toEqual([]);
  });

  test("a pair that was dismissed does not come back", async () => {
    const a = await enter("上海长乐科技有限公司");
    await enter("长乐科技");
    await search();
    await world.db.execute(sql`update duplicate_pairs set state = 'dismissed', decided_at = now()`);
    await edit(a, "上海長樂科技有限公司");
    expect(await search()).toEqual({ looked: 1, found: 0, merged: 0 });
    expect((await pairs()).map(({ state }) => state)).toEqual(["dismissed"]);
  });

  test("leaves out who is marked invalid", async () => {
    await enter("上海长乐科技有限公司");
    await enter("长乐科技", { state: "invalid", invalidReason: "other" });
    expect(await search()).toEqual({ looked: 2, found: 0, merged: 0 });
  });

  test("a run that is cut off loses nothing", async () => {
    await enter("上海长乐科技有限公司");
    await enter("长乐科技");
    await expect(
      world.db.transaction(async (tx) => {
        await findDuplicates({ ...world.system(), db: tx });
        throw new Error("cut off");
      }),
    ).rejects.toThrow("cut off");
    expect(await pairs()).toEqual([]);
    expect(await search()).toEqual({ looked: 2, found: 1, merged: 0 });
  });
});

describe("keys of an older folding", () => {
  test("are brought along once; whose identity is taken by it goes to the desk and loses nothing", async () => {
    const old = (name: string) => ({ nameKey: name, identityKey: `n:${name}|上海` });
    const a = await enter("长乐科技", old("长乐科技"));
    const b = await enter("長樂科技", old("長樂科技"));
    const c = await enter("臺灣積體電路", old("臺灣積體電路"));
    const numbered = await enter("號碼", { nameKey: "號碼", identityKey: "x:樂1:號碼", externalId: "樂1" });
    const creditCode = "91310000MA1FL4JQ1X";
    const coded = await enter("有码", { nameKey: "有码", identityKey: "n:有码|上海", creditCode });
    await search();
    const rows = await world.db.execute<{ id: string; name_key: string; identity_key: string }>(
      sql`select id, name_key, identity_key from customers order by id`,
    );
    const of = (id: string) => rows.find((row) => row.id === id);
    expect(of(a)).toMatchObject({ name_key: "长乐科技", identity_key: "n:长乐科技|上海" });
    expect(of(b)).toMatchObject({ name_key: "长乐科技", identity_key: "n:長樂科技|上海" });
    expect(of(c)).toMatchObject({ name_key: "台湾积体电路", identity_key: "n:台湾积体电路|上海" });
    expect(of(numbered)).toMatchObject({ name_key: "号码", identity_key: "x:樂1:号码" });
    expect(of(coded)).toMatchObject({ identity_key: `cc:${creditCode}` });
    expect((await pairs())[0]?.reasons).toContain("identity");
    const before = JSON.stringify(rows);
    await world.db.execute(sql`update duplicate_settings set keys_version = 0`);
    await search();
    const after = await world.db.execute(sql`select id, name_key, identity_key from customers order by id`);
    expect(JSON.stringify(after)).toBe(before);
  });

  test("a brand that is found otherwise now is looked for by it, and nobody else is looked at", async () => {
    const a = await enter("上海长乐科技有限公司", {});
    await enter("北京远山食品有限公司", {});
    await search();
    await world.db.execute(
      sql`update duplicate_keys set key = 'b:长乐科' where customer_id = ${a}::uuid and key = 'b:长乐'`,
    );
    await world.db.execute(sql`update duplicate_settings set keys_version = 1`);
    expect((await search()).looked).toBe(1);
    const keys = await world.db.execute<{ key: string }>(
      sql`select key from duplicate_keys where customer_id = ${a}::uuid and key like 'b:%'`,
    );
    expect(keys).toEqual([{ key: "b:长乐" }]);
    expect((await search()).looked).toBe(0);
  });
});
