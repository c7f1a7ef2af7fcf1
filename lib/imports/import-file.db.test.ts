import { sql } from "drizzle-orm";
import iconv from "iconv-lite";
import { beforeAll, describe, expect, it } from "vitest";
import { contacts } from "@/db/schema/customers";
import { notifications } from "@/db/schema/notifications";
import { useTestDb } from "@/db/testing";
import { makePool, makeWorld, type World } from "@/db/testing/factories";
import { claimCustomer } from "@/lib/ownership/claim-customer";

import { problemHeader, problemLines } from "./problem-rows-csv";
import { eachImportRow, getImport, listImportRows, listImports } from "./queries";
import { bring, countsOf, csv, importBytes, named, numbered, traces } from "./testing/bring";
import { buildZip, sheetXml, textRow, textXlsx, xlsxParts } from "./testing/build-xlsx";

const testDb = useTestDb();
const NOW = new Date("2026-11-20T01:00:00Z");
const HEADER = "公司名称,联系人,电话,地区,行业";

let world: World;
beforeAll(async () => {
  world = await makeWorld(testDb().db, { now: NOW });
});

describe("importing", () => {
  it("accounts for every row, and tells which row a duplicate repeats", async () => {
    const file = csv(
      "安澜科技,张三,13800138001,上海,软件",
      "北屿物流,李四,138****0000,宁波,物流",
      ",王五,13800138003,杭州,餐饮",
      "安 澜 科 技,张三,138 0013 8001,上海,软件",
      "沉舟机械,赵六,0571-87654321/13800138005,杭州,机械",
    );
    const result = await bring(world, file);
    expect(countsOf(result)).toEqual({ rows: 5, created: 2, updated: 0, duplicate: 1, rejected: 2 });
    const importId = result.importId ?? "";
    const ctx = world.as(world.manager);
    expect(countsOf(await getImport(ctx, { importId }))).toEqual(countsOf(result));
    const skipped = await listImportRows(ctx, { importId, outcomes: ["rejected", "duplicate"] });
    expect(skipped.map(({ number, reasons }) => [number, reasons.map(({ code }) => code)])).toEqual([
      [3, ["phone_masked"]],
      [4, ["missing_name"]],
      [5, ["same_as_row"]],
    ]);
    expect(skipped[2]?.reasons[0]?.value).toBe("2");
    expect(skipped[0]?.cells).toEqual(["北屿物流", "李四", "138****0000", "宁波", "物流"]);
    const [entered] = await named(world, "沉舟机械");
    expect(entered).toMatchObject({ state: "pooled", poolId: world.pool.id, region: "杭州", version: 1 });
    const lines = await testDb().db.select().from(contacts).where(sql`customer_id = ${entered?.id}`);
    expect(lines.map(({ phoneE164, isPrimary }) => [phoneE164, isPrimary]).sort()).toEqual([
      ["+8613800138005", false],
      ["+8657187654321", true],
    ]);
  });

  it("creates and updates nothing the second time", async () => {
    const file = numbered("再来", 30);
    expect(countsOf(await bring(world, file))).toMatchObject({ created: 30, duplicate: 0 });
    const before = await named(world, "再来");
    expect(countsOf(await bring(world, file))).toEqual({
      rows: 30,
      created: 0,
      updated: 0,
      duplicate: 30,
      rejected: 0,
    });
    expect(await named(world, "再来")).toEqual(before);
  });

  it("fills what is empty in the pool, once, and never what somebody holds", async () => {
    const [held, open] = ["满潮甲", "满潮乙"];
    await bring(world, csv(`${held},,,上海,`, `${open},,,上海,`));
    const [first] = await named(world, held ?? "");
    await claimCustomer(world.as(world.rep(0)), { customerId: first?.id ?? "" });
    const fuller = csv(`${held},张三,13900139001,上海,软件`, `${open},李四,,上海,物流`);
    // The same name and region: a phone that the second file adds makes no second customer.
    expect(countsOf(await bring(world, csv(`${held},,,上海,软件`, `${open},李四,,上海,物流`)))).toMatchObject(
      {
        ...{ created: 0, updated: 1, duplicate: 1 },
      },
    );
    expect((await named(world, held ?? ""))[0]).toMatchObject({ industry: null });
    expect((await named(world, open ?? ""))[0]).toMatchObject({ industry: "物流", version: 1 });
    expect(countsOf(await bring(world, fuller))).toMatchObject({ created: 0, updated: 0, duplicate: 2 });
    const [edit] = await testDb()
      .sql`select changes from edits where customer_id = ${(await named(world, open ?? ""))[0]?.id ?? ""}`;
    expect(edit?.changes).toEqual({
      industry: { from: null, to: "物流" },
      "contact.1.name": { from: null, to: "李四" },
    });
  });

  it("leaves customers as they are when it is not to fill", async () => {
    await bring(world, csv("不补贸易,,,上海,"));
    const again = await bring(world, csv("不补贸易,,,上海,外贸"), { options: { onDuplicate: "skip" } });
    expect(countsOf(again)).toMatchObject({ updated: 0, duplicate: 1 });
    expect((await named(world, "不补贸易"))[0]?.industry).toBeNull();
  });

  it("takes a customer of another pool for a duplicate and says no more", async () => {
    const other = await makePool(testDb().db, NOW, { members: [world.manager] });
    await bring(world, csv("别处药业,,,上海,"), { poolId: other.id });
    const result = await bring(world, csv("别处药业,,,上海,医药"));
    expect(countsOf(result)).toMatchObject({ created: 0, updated: 0, duplicate: 1 });
    expect(result.skipped[0]?.reasons).toEqual([{ code: "exists", field: "row" }]);
  });

  it("reads GB18030, Windows-1252 and XLSX", async () => {
    const chinese = iconv.encode(`${HEADER}\n镕基仪器㐀,张三,13800138077,上海,仪器\n`, "gb18030");
    expect(await bring(world, chinese, { fileName: "b.csv" })).toMatchObject({
      encoding: "gb18030",
      created: 1,
    });
    expect((await named(world, "镕基仪器"))[0]?.name).toBe("镕基仪器㐀");
    const western = iconv.encode(
      "Company name,Phone,City\nCafé Zoë – “Böhm”,334-793-8701,Dothan\nNaïve Ltd,205-934-4011,Boaz\n",
      "windows-1252",
    );
    const read = await bring(world, western, { fileName: "c.csv", options: { country: "US" } });
    expect(read).toMatchObject({ encoding: "windows-1252", created: 2, country: "US" });
    expect((await named(world, "Café"))[0]?.name).toBe("Café Zoë – “Böhm”");
    const sheet = textXlsx([
      ["公司名称", "电话"],
      ["表格实业", "13800138088"],
    ]);
    expect(await bring(world, sheet, { fileName: "d.xlsx" })).toMatchObject({ format: "xlsx", created: 1 });
  });

  it("counts a day that lost its format from where its workbook counts", async () => {
    const row =
      '<row r="2"><c r="A2" t="inlineStr"><is><t>日子贸易</t></is></c><c r="B2"><v>43951</v></c></row>';
    const sheet = { name: "S", xml: sheetXml(textRow(1, ["公司名称", "合同到期日"]) + row) };
    const workbook = buildZip(xlsxParts([sheet], { date1904: true }));
    expect(await bring(world, workbook, { fileName: "a.xlsx" })).toMatchObject({ created: 1 });
    expect((await named(world, "日子贸易"))[0]?.contractEndsOn).toBe("2024-05-01");
  });

  it("takes the rows back that were mended in the download, without the columns that it added", async () => {
    const ctx = world.as(world.manager);
    const result = await bring(world, csv("改好塑料,张三,138****9999,上海,塑料"));
    const importId = result.importId ?? "";
    const { header } = await getImport(ctx, { importId });
    const words = {
      columns: { row: "行号", outcome: "结果", reasons: "原因" },
      outcome: () => "不收",
      reasons: () => "号码打了星号",
    };
    const rows = await listImportRows(ctx, { importId, outcomes: ["rejected"] });
    const download = problemHeader(header, words) + problemLines(header, rows, words);
    const mended = Buffer.from(download.replace("138****9999", "13800139999"));
    expect(countsOf(await bring(world, mended))).toMatchObject({ rows: 1, created: 1 });
    expect((await named(world, "改好塑料"))[0]).toMatchObject({
      extra: null,
      region: "上海",
      industry: "塑料",
    });
  });

  it("tells who imported when it is done", async () => {
    const { importId } = await bring(world, numbered("通知", 2));
    const told = await testDb()
      .db.select()
      .from(notifications)
      .where(sql`dedupe_key = ${`import_finished:${importId}`}`);
    expect(told).toMatchObject([
      {
        userId: world.manager.id,
        params: { file: "a.csv", created: 2, updated: 0, duplicate: 0, rejected: 0 },
      },
    ]);
  });
});

describe("who may import", () => {
  it("refuses a rep, and a manager outside the pool, and leaves nothing", async () => {
    const before = await traces(world);
    const file = numbered("不许", 2);
    await expect(bring(world, file, { ctx: world.as(world.rep(0)) })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const other = await makePool(testDb().db, NOW);
    await expect(bring(world, file, { poolId: other.id })).rejects.toMatchObject({ code: "NOT_A_MEMBER" });
    expect(await traces(world)).toEqual(before);
    expect(await bring(world, file, { poolId: other.id, ctx: world.as(world.admin) })).toMatchObject({
      created: 2,
    });
  });

  it("shows a manager his own files, an admin all", async () => {
    const { importId } = await bring(world, csv("看得见,,1380013,上海,"), { ctx: world.as(world.admin) });
    const id = { importId: importId ?? "" };
    await expect(getImport(world.as(world.manager), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(
      listImportRows(world.as(world.manager), { ...id, outcomes: ["rejected"] }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    const mine = await listImports(world.as(world.manager));
    expect(mine.imports.some((row) => row.id === importId)).toBe(false);
    const all = await listImports(world.as(world.admin));
    expect(all.imports[0]?.id).toBe(importId);
    const pages: number[] = [];
    for await (const page of eachImportRow(world.as(world.admin), { ...id, outcomes: ["rejected"] })) {
      pages.push(page.length);
    }
    expect(pages).toEqual([1]);
  });
});

describe("a file or mapping that cannot be taken", () => {
  it("says what is wrong with the file, also when it shows in its last row", async () => {
    const before = await traces(world);
    const broken = csv(...Array.from({ length: 600 }, (_, n) => `末行${n},,,上海,`), '"末行没完,,,上海,');
    await expect(bring(world, broken)).rejects.toMatchObject({
      ...{ code: "IMPORT_FILE_UNREADABLE", params: { reason: "quote_not_closed" } },
    });
    expect(await traces(world)).toEqual(before);
  });

  it("asks for the column of the name, and refuses a column the file has not", async () => {
    const base = { poolId: world.pool.id, fileName: "a.csv", bytes: csv("某某,,,,") };
    const ctx = world.as(world.manager);
    await expect(importBytes(ctx, { ...base, mapping: { 公司名称: null } })).rejects.toMatchObject({
      ...{ code: "IMPORT_MAPPING_INCOMPLETE", params: { field: "name" } },
    });
    await expect(importBytes(ctx, { ...base, mapping: { 没有这列: "name" } })).rejects.toMatchObject({
      ...{ code: "INVALID_INPUT", params: { field: "没有这列" } },
    });
  });

  it("puts columns where the mapping says", async () => {
    const mapping = { 公司名称: "name", 联系人: "note", 电话: null, 地区: null, 行业: "tags" } as const;
    const bytes = csv("改列商行,写在备注,12,上海,老客户、重点");
    const input = { poolId: world.pool.id, fileName: "a.csv", bytes, mapping };
    expect(await importBytes(world.as(world.manager), input)).toMatchObject({ created: 1 });
    expect((await named(world, "改列商行"))[0]).toMatchObject({
      ...{ note: "写在备注", tags: ["老客户", "重点"], region: null, extra: { 电话: "12", 地区: "上海" } },
    });
  });
});
