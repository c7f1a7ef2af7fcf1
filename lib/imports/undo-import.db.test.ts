import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { contacts, customers } from "@/db/schema/customers";
import { importRows } from "@/db/schema/imports";
import { useTestDb } from "@/db/testing";
import { makePool, makeUser, makeWorld, type World } from "@/db/testing/factories";
import { createCustomer } from "@/lib/customers/create-customer";
import { editCustomer } from "@/lib/customers/edit-customer";
import { CreateCustomerInput, EditCustomerInput } from "@/lib/customers/schema";
import { searchCustomers } from "@/lib/customers/search-customers";
import { auditLedger } from "@/lib/ledger/audit";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { addMs, HOUR } from "@/lib/time";
import { fixRows } from "./fix-rows";
import { getImport, listImportRows } from "./queries";
import { runImports } from "./run-imports";
import { checkImport } from "./start-import";
import { runImport, undoImport } from "./steer-import";
import { bring, countsOf, csv, importBytes, keep, named } from "./testing/bring";

const testDb = useTestDb();
const NOW = new Date("2026-11-20T01:00:00Z");
const LATER = addMs(NOW, HOUR);

let world: World;
beforeAll(async () => {
  world = await makeWorld(testDb().db, { now: NOW });
});

async function undo(importId: string) {
  await undoImport(world.as(world.manager, LATER), { importId });
  await runImports(world.system(addMs(LATER, HOUR)));
  return getImport(world.as(world.manager), { importId });
}

const sound = async () => {
  const audits = await auditLedger(world.as(world.admin));
  expect(audits.filter(({ rows }) => rows > 0)).toEqual([]);
};

describe("the undo of an import", () => {
  it("puts away what nobody has touched, and lists what was claimed or edited since", async () => {
    const { importId } = await bring(
      world,
      csv("撤销甲,,,上海,", "撤销乙,,,上海,", "撤销丙,,,上海,", "撤销丁,,,上海,"),
    );
    const [one, two, three] = await named(world, "撤销");
    await claimCustomer(world.as(world.rep(0), LATER), { customerId: one?.id ?? "" });
    const change = {
      customerId: two?.id ?? "",
      editedAt: two?.editedAt.toISOString() ?? "",
      changes: { note: "别动" },
    };
    await editCustomer(world.as(world.admin, LATER), EditCustomerInput.parse(change));
    const file = await undo(importId ?? "");
    expect(file).toMatchObject({ state: "undone", undone: 2, kept: 2 });
    const kept = await listImportRows(world.as(world.manager), {
      ...{ importId: importId ?? "", outcomes: ["created", "updated"], only: "kept" },
    });
    expect(kept.map(({ customerName, undo }) => [customerName, undo]).sort()).toEqual(
      [
        [one?.name, "claimed"],
        [two?.name, "edited"],
      ].sort(),
    );
    expect((await named(world, three?.name ?? ""))[0]).toMatchObject({ state: "invalid", version: 2 });
    await sound();
  });

  it("lets the same file bring everything back, as new customers of the same history", async () => {
    const bytes = csv("回来甲,张三,13600000001,上海,软件", "回来乙,李四,13600000002,上海,软件");
    const first = await bring(world, bytes);
    await undo(first.importId ?? "");
    const again = await bring(world, bytes, { ctx: world.as(world.manager, addMs(LATER, 2 * HOUR)) });
    expect(countsOf(again)).toMatchObject({ created: 2, duplicate: 0 });
    const back = await named(world, "回来");
    expect(back.map(({ state, version }) => [state, version])).toEqual([
      ["pooled", 3],
      ["pooled", 3],
    ]);
    const of = back[0]?.id ?? "";
    expect(await testDb().db.select().from(contacts).where(eq(contacts.customerId, of))).toHaveLength(1);
    expect(countsOf(await bring(world, bytes))).toMatchObject({ created: 0, duplicate: 2 });
    await sound();
  });

  it("leaves what it put away in nobody's way: who is typed in by hand is new, and the file finds him", async () => {
    const line = "让路甲,张三,13600000061,上海,软件";
    const first = await bring(world, csv(line));
    await undo(first.importId ?? "");
    const typed = CreateCustomerInput.parse({
      ...{ name: "让路甲", into: "pool", poolId: world.pool.id, region: "上海" },
      contacts: [{ name: "张三", phone: "13600000061" }],
    });
    const { customerId } = await createCustomer(world.as(world.rep(0), LATER), typed);
    await expect(createCustomer(world.as(world.rep(1), LATER), typed)).rejects.toMatchObject({
      code: "DUPLICATE_CUSTOMER",
    });
    const again = await bring(world, csv(line), { ctx: world.as(world.manager, addMs(LATER, 2 * HOUR)) });
    expect(countsOf(again)).toMatchObject({ created: 0, rejected: 0 });
    const all = await named(world, "让路甲");
    expect(all.map(({ id, state }) => (id === customerId ? "typed" : state)).sort()).toEqual([
      "invalid",
      "typed",
    ]);
    await sound();
  });

  it("gives back the old values, and only where they still stand", async () => {
    await bring(world, csv("旧值甲,,,上海,软件", "旧值乙,,,上海,"));
    const before = await named(world, "旧值");
    const ctx = world.as(world.manager, addMs(NOW, 1_000));
    const more = await bring(world, csv("旧值甲,王五,13600000011,上海,机械", "旧值乙,,,上海,物流"), {
      ...{ ctx, options: { onDuplicate: "overwrite" } },
    });
    expect(more).toMatchObject({ created: 0, updated: 2 });
    expect((await named(world, "旧值")).map(({ industry }) => industry)).toEqual(["物流", "机械"]);
    const file = await undo(more.importId ?? "");
    expect(file).toMatchObject({ state: "undone", undone: 2, kept: 0 });
    const after = await named(world, "旧值");
    expect(after.map(({ industry }) => industry)).toEqual(before.map(({ industry }) => industry));
    const [left] = await testDb().db.execute<{ n: number }>(sql`
      select count(*)::int as n from contacts k join customers c on c.id = k.customer_id where c.name = '旧值甲'`);
    expect(left?.n).toBe(0);
    await sound();
  });

  it("a code that a file adds tells its customer from then on, and no longer once that is taken back", async () => {
    const CODE = "91440300708461136T";
    const header = "公司名称,统一社会信用代码,地区";
    const lines = (...rows: string[]) => Buffer.from([header, ...rows].join("\n"));
    await bring(world, csv("补码甲,,,上海,"));
    const [before] = await named(world, "补码甲");
    const more = await bring(world, lines(`补码甲,${CODE},上海`));
    expect(more).toMatchObject({ created: 0, updated: 1 });
    const search = async () =>
      (await searchCustomers(world.as(world.admin), { q: CODE })).map(({ id }) => id);
    expect(await search()).toEqual([before?.id]);
    const typed = CreateCustomerInput.parse({
      ...{ name: "另一个名字", into: "pool", poolId: world.pool.id, creditCode: CODE },
    });
    await expect(createCustomer(world.as(world.rep(0)), typed)).rejects.toMatchObject({
      code: "DUPLICATE_CUSTOMER",
      params: { by: "creditCode" },
    });
    expect(
      await bring(world, lines(`换了名字,${CODE},北京`), { options: { onDuplicate: "skip" } }),
    ).toMatchObject({
      created: 0,
      duplicate: 1,
    });
    expect(await undo(more.importId ?? "")).toMatchObject({ state: "undone", undone: 1 });
    expect(await search()).toEqual([]);
    const [after] = await named(world, "补码甲");
    expect(after).toMatchObject({ identityKey: before?.identityKey, creditCode: null });
    await createCustomer(world.as(world.rep(0)), typed);
    await sound();
  });

  it("of two who bring one code at once, a file and a person, one is told by it", async () => {
    const code = "91110000802100433B";
    await bring(world, csv("同时补码,,,上海,"));
    const file = Buffer.from(`公司名称,统一社会信用代码,地区\n同时补码,${code},上海`);
    const typed = CreateCustomerInput.parse({
      ...{ name: "同时打字", into: "pool", poolId: world.pool.id, creditCode: code },
    });
    const [brought, made] = await Promise.allSettled([
      bring(world, file),
      createCustomer(world.as(world.rep(0)), typed),
    ]);
    if (brought.status === "rejected") throw brought.reason;
    if (made.status === "rejected") expect(made.reason).toMatchObject({ code: "DUPLICATE_CUSTOMER" });
    const [row] = await testDb()
      .sql`select count(*)::int as n from customers where identity_key = ${`cc:${code}`}`;
    expect(row?.n).toBe(1);
  });

  it("never overwrites the numbers that are there with those of the file", async () => {
    await bring(world, csv("号码甲,张三,13600000021,上海,"));
    await bring(world, csv("号码甲,张三,13600000021/13600000022,上海,"), {
      options: { onDuplicate: "overwrite" },
    });
    const [row] = await named(world, "号码甲");
    const lines = await testDb()
      .db.select()
      .from(contacts)
      .where(eq(contacts.customerId, row?.id ?? ""));
    expect(lines.map(({ phoneE164 }) => phoneE164).sort()).toEqual(["+8613600000021", "+8613600000022"]);
    expect(lines.filter(({ isPrimary }) => isPrimary)).toHaveLength(1);
  });
});

describe("rows that are set right", () => {
  const broken = csv("改行甲,张三,138****0000,上海,", ",李四,13600000032,上海,", "改行丙,,13600000033,上海,");

  it("are judged anew before the run, and the run takes them as they are then", async () => {
    const ctx = world.as(world.manager);
    const fileId = await keep(ctx, "a.csv", broken);
    const { importId } = await checkImport(ctx, { fileId, poolId: world.pool.id });
    await runImports(world.system(NOW));
    expect((await getImport(ctx, { importId })).forecast).toMatchObject({ created: 1, rejected: 2 });
    const fixed = await fixRows(ctx, {
      importId,
      rows: [{ number: 2, cells: ["改行甲", "张三", "13600000031", "上海", ""] }],
    });
    expect(fixed.map(({ outcome }) => outcome)).toEqual(["created"]);
    expect((await getImport(ctx, { importId })).forecast).toMatchObject({ rows: 3, created: 2, rejected: 1 });
    await runImport(ctx, { importId });
    await runImports(world.system(NOW));
    expect(countsOf(await getImport(ctx, { importId }))).toEqual({
      rows: 3,
      created: 2,
      updated: 0,
      duplicate: 0,
      rejected: 1,
    });
    expect(await named(world, "改行甲")).toHaveLength(1);
  });

  it("are entered after it, each accounted for anew, and once", async () => {
    const ctx = world.as(world.manager);
    const { importId } = await bring(world, csv("后改甲,,138****0000,上海,", "后改乙,,1360000,上海,"));
    const rows = [
      { number: 2, cells: ["后改甲", "", "13600000041", "上海", ""] },
      { number: 3, cells: ["后改乙", "", "还是不对", "上海", ""] },
    ];
    const fixed = await fixRows(ctx, { importId: importId ?? "", rows });
    expect(fixed.map(({ number, outcome }) => [number, outcome])).toEqual([
      [2, "created"],
      [3, "rejected"],
    ]);
    expect(await fixRows(ctx, { importId: importId ?? "", rows: rows.slice(0, 1) })).toEqual([]);
    const file = await getImport(ctx, { importId: importId ?? "" });
    expect(countsOf(file)).toEqual({ rows: 2, created: 1, updated: 0, duplicate: 0, rejected: 1 });
    await sound();
  });
});

describe("straight to their owners", () => {
  const header = "公司名称,归属人,创建时间,创建人,地区";
  const file = (...lines: string[]) => Buffer.from([header, ...lines].join("\n"));

  it("goes to whom the column names, within the cap; the rest lies in the pool and says why", async () => {
    const pool = await makePool(testDb().db, NOW, {
      members: [world.manager, world.rep(0)],
      policy: { holdingCap: 2 },
    });
    const gone = await makeUser(testDb().db, NOW, { name: "走了的人" });
    await testDb().sql`update users set deactivated_at = ${NOW.toISOString()} where id = ${gone.id}`;
    const owner = world.rep(0);
    const bytes = file(
      ...["甲", "乙", "丙"].map((n) => `归属${n},${owner.email},,,上海`),
      "归属丁,没有这个人,,,上海",
      "归属戊,走了的人,,,上海",
      "归属己,,,,上海",
    );
    const asked = { poolId: pool.id, fileName: "a.csv", bytes, options: { into: "owners" as const } };
    const tried = await importBytes(world.as(world.admin), {
      ...asked,
      options: { ...asked.options, dryRun: true },
    });
    const result = await importBytes(world.as(world.admin), asked);
    expect(countsOf(result)).toEqual(countsOf(tried));
    expect(countsOf(result)).toMatchObject({ rows: 6, created: 6 });
    const held = await testDb()
      .db.select()
      .from(customers)
      .where(and(eq(customers.poolId, pool.id), eq(customers.ownerId, owner.id)));
    expect(held).toHaveLength(2);
    expect(held.every(({ dueAt }) => dueAt !== null)).toBe(true);
    const rows = await testDb()
      .db.select()
      .from(importRows)
      .where(eq(importRows.importId, result.importId ?? ""))
      .orderBy(importRows.rowNumber);
    expect(rows.map(({ reasons }) => reasons?.[0]?.code ?? null)).toEqual([
      ...[null, null, "owner_full", "owner_unknown", "owner_left", null],
    ]);
    await sound();
  });

  it("keeps by whom and when it was first entered, where that is asked for, and the ledger keeps the real instant", async () => {
    const bytes = file(`原始甲,,2019-03-04 15:30,${world.rep(1).email},上海`, "原始乙,,2999-01-01,,上海");
    const asked = { poolId: world.pool.id, fileName: "a.csv", bytes };
    const result = await importBytes(world.as(world.admin), { ...asked, options: { keepOrigin: true } });
    expect(countsOf(result)).toMatchObject({ created: 1, rejected: 1 });
    const [row] = await named(world, "原始甲");
    expect(row).toMatchObject({ createdById: world.rep(1).id, createdAt: new Date("2019-03-04T07:30:00Z") });
    const [event] = await testDb().sql`select at from events where customer_id = ${row?.id ?? ""}`;
    expect(new Date(String(event?.at))).toEqual(NOW);
  });
});

describe("both on the merge desk", () => {
  it("enters the row beside the one that is there, and the second run enters nothing", async () => {
    const options = { onDuplicate: "merge" as const };
    await bring(world, csv("并案甲,,,上海,"));
    const bytes = csv("并案甲,张三,,上海,软件");
    const tried = await bring(world, bytes, { options: { ...options, dryRun: true } });
    const first = await bring(world, bytes, { options });
    expect(countsOf(first)).toMatchObject({ created: 1 });
    expect(countsOf(tried)).toEqual(countsOf(first));
    const [pair] = await testDb().sql`select count(*)::int as n from duplicate_pairs p
      join customers c on c.id in (p.low_id, p.high_id) where c.name = '并案甲'`;
    expect(pair?.n).toBe(2);
    expect(countsOf(await bring(world, bytes, { options }))).toMatchObject({ created: 0, duplicate: 1 });
  });
});
