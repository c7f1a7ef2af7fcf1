import { beforeAll, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { inTx } from "@/lib/context";
import { createCustomer } from "@/lib/customers/create-customer";
import { CreateCustomerInput } from "@/lib/customers/schema";
import { auditLedger } from "@/lib/ledger/audit";
import { addMs, HOUR } from "@/lib/time";
import type { OnDuplicate } from "./choices";
import { getImport, listImportRows } from "./queries";
import { runImports } from "./run-imports";
import { undoImport } from "./steer-import";
import { bring, countsOf, csv, named } from "./testing/bring";

const testDb = useTestDb();
const NOW = new Date("2026-11-20T01:00:00Z");

let world: World;
beforeAll(async () => {
  world = await makeWorld(testDb().db, { now: NOW });
});

/** What a file would do, and then does. */
async function both(bytes: Buffer, onDuplicate: OnDuplicate, samePhone = true) {
  const options = { onDuplicate, samePhone };
  const tried = await bring(world, bytes, { options: { ...options, dryRun: true } });
  const result = await bring(world, bytes, { options });
  expect(countsOf(tried)).toEqual(countsOf(result));
  expect(tried.skipped).toEqual(result.skipped);
  return result;
}

const rowsOf = (importId: string | null) =>
  listImportRows(world.as(world.manager), { importId: importId ?? "", outcomes: ["updated", "created"] });

describe("a row with the phone of a customer of another name", () => {
  it("is a customer of its own where that was not asked for", async () => {
    await bring(world, csv("总机甲,张三,13700000001,上海,"));
    expect(countsOf(await both(csv("总机乙,张三,13700000001,上海,"), "fill", false))).toMatchObject({
      created: 1,
    });
    expect(await named(world, "总机")).toHaveLength(2);
  });

  it("is left out, with the name that the file has", async () => {
    await bring(world, csv("跳过甲,张三,13700000011,上海,"));
    const result = await both(csv("跳过乙,张三,13700000011,上海,软件", "跳过丙,,13700000012,上海,"), "skip");
    expect(countsOf(result)).toMatchObject({ created: 1, duplicate: 1 });
    expect(result.skipped).toEqual([
      expect.objectContaining({
        number: 2,
        reasons: [{ code: "same_phone", field: "phone", value: "跳过乙" }],
        cells: ["跳过乙", "张三", "13700000011", "上海", "软件"],
      }),
    ]);
    expect((await named(world, "跳过")).map(({ name }) => name).sort()).toEqual(["跳过丙", "跳过甲"]);
  });

  it.each<OnDuplicate>(["fill", "overwrite"])(
    "doesn't get it beside the customer that has it (%s)",
    async (how) => {
      await bring(
        world,
        csv(`占号甲${how},张三,137000000${how === "fill" ? 91 : 92},上海,`, `占号乙${how},,,北京,`),
      );
      const bytes = csv(`占号乙${how},李四,137000000${how === "fill" ? 91 : 92},北京,软件`);
      const result = await both(bytes, how);
      expect(countsOf(result)).toMatchObject({ created: 0, updated: 0, duplicate: 1 });
      expect(result.skipped).toMatchObject([
        { number: 2, reasons: [{ code: "same_phone", field: "phone", value: `占号乙${how}` }] },
      ]);
      expect(await named(world, `占号乙${how}`)).toMatchObject([{ industry: null }]);
      const own = csv(`占号甲${how},王五,137000000${how === "fill" ? 91 : 92},上海,软件`);
      expect(countsOf(await both(own, how))).toMatchObject({ updated: 1 });
      expect(countsOf(await both(bytes, how, false))).toMatchObject({ updated: 1 });
    },
  );

  it.each<[OnDuplicate, string]>([
    ["fill", "上海"],
    ["overwrite", "北京"],
  ])("changes that customer (%s), keeps its name, and is undone to what stood there", async (how, region) => {
    await bring(world, csv(`改甲${how},张三,13700000021,上海,`));
    const bytes = csv(`改乙${how},张三,13700000021,北京,软件`);
    const result = await both(bytes, how);
    expect(countsOf(result)).toMatchObject({ created: 0, updated: 1 });
    const [row] = await rowsOf(result.importId);
    expect(row).toMatchObject({
      customerName: `改甲${how}`,
      reasons: [{ code: "same_phone", field: "phone", value: `改乙${how}` }],
    });
    expect(await named(world, `改甲${how}`)).toMatchObject([{ industry: "软件", region }]);
    expect(await named(world, `改乙${how}`)).toEqual([]);
    expect(countsOf(await both(bytes, how))).toMatchObject({ created: 0, updated: 0, duplicate: 1 });
    await undoImport(world.as(world.manager, addMs(NOW, HOUR)), { importId: result.importId ?? "" });
    await runImports(world.system(addMs(NOW, HOUR)));
    expect(await getImport(world.as(world.manager), { importId: result.importId ?? "" })).toMatchObject({
      ...{ state: "undone", undone: 1, kept: 0 },
    });
    expect(await named(world, `改甲${how}`)).toMatchObject([{ industry: null, region: "上海" }]);
    await testDb().sql`update contacts set phone_e_164 = null where phone_e_164 = '+8613700000021'`;
  });

  it("goes on the merge desk beside it, once", async () => {
    await bring(world, csv("并案甲,张三,13700000031,上海,"));
    const bytes = csv("并案乙,张三,13700000031,上海,");
    expect(countsOf(await both(bytes, "merge"))).toMatchObject({ created: 1 });
    const [pair] = await testDb().sql`select count(*)::int as n from duplicate_pairs p
      join customers c on c.id in (p.low_id, p.high_id) where c.name like '并案%'`;
    expect(pair?.n).toBe(2);
    expect(countsOf(await both(bytes, "merge"))).toMatchObject({ created: 0, duplicate: 1 });
  });

  it("is another one where the credit codes differ", async () => {
    const file = (name: string, code: string) =>
      Buffer.from(`公司名称,统一社会信用代码,电话\n${name},${code},13700000041`);
    await bring(world, file("异码甲", "91440300708461136T"));
    expect(countsOf(await both(file("异码乙", "91110000802100433B"), "skip"))).toMatchObject({ created: 1 });
  });

  it("is found in the same file, in one batch and far apart", async () => {
    const apart = Array.from({ length: 1_100 }, (_, n) => `同文件${n},,${13_710_000_000 + n},上海,`);
    const bytes = csv(...apart, "重号甲,,13710000003,上海,", "重号乙,,13710001099,上海,");
    const result = await both(bytes, "fill");
    expect(countsOf(result)).toEqual({ rows: 1_102, created: 1_100, updated: 0, duplicate: 2, rejected: 0 });
    expect(result.skipped.map(({ number, reasons }) => [number, reasons[0]?.value])).toEqual([
      [1_102, "5"],
      [1_103, "1101"],
    ]);
    expect(countsOf(await both(bytes, "fill"))).toMatchObject({ created: 0, duplicate: 1_102 });
  });

  it("doesn't bring back under another name what an undo has put away", async () => {
    const first = await bring(world, csv("撤走甲,,13700000051,上海,"));
    await undoImport(world.as(world.manager, addMs(NOW, HOUR)), { importId: first.importId ?? "" });
    await runImports(world.system(addMs(NOW, HOUR)));
    expect(countsOf(await both(csv("撤走乙,,13700000051,上海,"), "fill"))).toMatchObject({ created: 1 });
    expect((await named(world, "撤走")).map(({ name, state }) => [name, state])).toEqual(
      expect.arrayContaining([
        ["撤走甲", "invalid"],
        ["撤走乙", "pooled"],
      ]),
    );
    const audits = await auditLedger(world.as(world.admin));
    expect(audits.filter(({ rows }) => rows > 0)).toEqual([]);
  });

  it("waits for whoever types that phone in at the same moment, and finds his customer", async () => {
    const typed = CreateCustomerInput.parse({
      ...{ name: "打字甲", poolId: world.pool.id, into: "pool" },
      contacts: [{ name: "李四", phone: "13700000061" }],
    });
    const { imported } = await inTx(world.as(world.rep(0)), async (ctx) => {
      await createCustomer(ctx, typed);
      const imported = bring(world, csv("打字乙,,13700000061,,"), {
        options: { onDuplicate: "skip", samePhone: true },
      });
      for (let waits = false; !waits; ) {
        const [row] = await testDb().sql`select 1 from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())`;
        waits = row !== undefined;
      }
      return { imported };
    });
    expect(countsOf(await imported)).toMatchObject({ created: 0, duplicate: 1 });
    expect(await named(world, "打字")).toHaveLength(1);
  });
});
