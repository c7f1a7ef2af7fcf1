import { sql } from "drizzle-orm";
import iconv from "iconv-lite";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { contacts, customers } from "@/db/schema/customers";
import { notifications } from "@/db/schema/notifications";
import { useTestDb } from "@/db/testing";
import { makePool, makeWorld, type World } from "@/db/testing/factories";
import type { Ctx } from "@/lib/context";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { importFile } from "./import-file";
import type { ImportCounts, ImportResult } from "./import-types";
import { problemHeader, problemLines } from "./problem-rows-csv";
import { eachImportRow, getImport, listImportRows, listImports } from "./queries";
import type { ImportOptions } from "./schema";
import { textXlsx } from "./testing/build-xlsx";
import { IMPORT_LOCK } from "./write-import";

const testDb = useTestDb();
const NOW = new Date("2026-11-20T01:00:00Z");
const HEADER = "公司名称,联系人,电话,地区,行业";

let world: World;
beforeAll(async () => {
  world = await makeWorld(testDb().db, { now: NOW });
});

const csv = (...lines: string[]) => Buffer.from([HEADER, ...lines].join("\n"));

async function bring(
  bytes: Uint8Array,
  over: { ctx?: Ctx; options?: ImportOptions; fileName?: string; poolId?: string } = {},
): Promise<ImportResult> {
  const { ctx = world.as(world.manager), options = {}, fileName = "a.csv", poolId = world.pool.id } = over;
  return importFile(ctx, { poolId, fileName, bytes, options });
}

const countsOf = ({ rows, created, updated, duplicate, rejected }: ImportCounts) => ({
  ...{ rows, created, updated, duplicate, rejected },
});

async function named(name: string) {
  const rows = await testDb()
    .db.select()
    .from(customers)
    .where(sql`name like ${`${name}%`}`)
    .orderBy(customers.name);
  return rows;
}

/** Everything a file can leave behind. */
async function traces(): Promise<number[]> {
  const [row] = await testDb().db.execute<Record<string, number>>(sql`
    select (select count(*)::int from customers) as a, (select count(*)::int from contacts) as b,
      (select count(*)::int from events) as c, (select count(*)::int from imports) as d,
      (select count(*)::int from import_rows) as e, (select count(*)::int from notifications) as f,
      (select count(*)::int from edits) as g`);
  return Object.values(row ?? {});
}

const numbered = (name: string, count: number) =>
  csv(...Array.from({ length: count }, (_, n) => `${name}${n},张三,1380013${String(8000 + n)},上海,软件`));

describe("importing", () => {
  it("accounts for every row, and tells which row a duplicate repeats", async () => {
    const file = csv(
      "安澜科技,张三,13800138001,上海,软件",
      "北屿物流,李四,138****0000,宁波,物流",
      ",王五,13800138003,杭州,餐饮",
      "安 澜 科 技,张三,138 0013 8001,上海,软件",
      "沉舟机械,赵六,0571-87654321/13800138005,杭州,机械",
    );
    const result = await bring(file);
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
    const [entered] = await named("沉舟机械");
    expect(entered).toMatchObject({ state: "pooled", poolId: world.pool.id, region: "杭州", version: 1 });
    const lines = await testDb().db.select().from(contacts).where(sql`customer_id = ${entered?.id}`);
    expect(lines.map(({ phoneE164, isPrimary }) => [phoneE164, isPrimary]).sort()).toEqual([
      ["+8613800138005", false],
      ["+8657187654321", true],
    ]);
  });

  it("creates and updates nothing the second time", async () => {
    const file = numbered("再来", 30);
    expect(countsOf(await bring(file))).toMatchObject({ created: 30, duplicate: 0 });
    const before = await named("再来");
    expect(countsOf(await bring(file))).toEqual({
      rows: 30,
      created: 0,
      updated: 0,
      duplicate: 30,
      rejected: 0,
    });
    expect(await named("再来")).toEqual(before);
  });

  it("fills what is empty in the pool, once, and never what somebody holds", async () => {
    const [held, open] = ["满潮甲", "满潮乙"];
    await bring(csv(`${held},,,上海,`, `${open},,,上海,`));
    const [first] = await named(held ?? "");
    await claimCustomer(world.as(world.rep(0)), { customerId: first?.id ?? "" });
    const fuller = csv(`${held},张三,13900139001,上海,软件`, `${open},李四,,上海,物流`);
    // With a phone the first is another customer by its key; without one the second is the same.
    expect(countsOf(await bring(csv(`${held},,,上海,软件`, `${open},李四,,上海,物流`)))).toMatchObject({
      ...{ created: 0, updated: 1, duplicate: 1 },
    });
    expect((await named(held ?? ""))[0]).toMatchObject({ industry: null });
    expect((await named(open ?? ""))[0]).toMatchObject({ industry: "物流", version: 1 });
    expect(countsOf(await bring(fuller))).toMatchObject({ created: 1, updated: 0, duplicate: 1 });
    const [edit] = await testDb()
      .sql`select changes from edits where customer_id = ${(await named(open ?? ""))[0]?.id ?? ""}`;
    expect(edit?.changes).toEqual({
      industry: { from: null, to: "物流" },
      "contact.1.name": { from: null, to: "李四" },
    });
  });

  it("leaves customers as they are when it is not to fill", async () => {
    await bring(csv("不补贸易,,,上海,"));
    const again = await bring(csv("不补贸易,,,上海,外贸"), { options: { fillEmpty: false } });
    expect(countsOf(again)).toMatchObject({ updated: 0, duplicate: 1 });
    expect((await named("不补贸易"))[0]?.industry).toBeNull();
  });

  it("takes a customer of another pool for a duplicate and says no more", async () => {
    const other = await makePool(testDb().db, NOW, { members: [world.manager] });
    await bring(csv("别处药业,,,上海,"), { poolId: other.id });
    const result = await bring(csv("别处药业,,,上海,医药"));
    expect(countsOf(result)).toMatchObject({ created: 0, updated: 0, duplicate: 1 });
    expect(result.skipped[0]?.reasons).toEqual([{ code: "exists", field: "row" }]);
  });

  it("reads GB18030, Windows-1252 and XLSX", async () => {
    const chinese = iconv.encode(`${HEADER}\n镕基仪器㐀,张三,13800138077,上海,仪器\n`, "gb18030");
    expect(await bring(chinese, { fileName: "b.csv" })).toMatchObject({ encoding: "gb18030", created: 1 });
    expect((await named("镕基仪器"))[0]?.name).toBe("镕基仪器㐀");
    const western = iconv.encode(
      "Company name,Phone,City\nCafé Zoë – “Böhm”,334-793-8701,Dothan\nNaïve Ltd,205-934-4011,Boaz\n",
      "windows-1252",
    );
    const read = await bring(western, { fileName: "c.csv", options: { country: "US" } });
    expect(read).toMatchObject({ encoding: "windows-1252", created: 2, country: "US" });
    expect((await named("Café"))[0]?.name).toBe("Café Zoë – “Böhm”");
    const sheet = textXlsx([
      ["公司名称", "电话"],
      ["表格实业", "13800138088"],
    ]);
    expect(await bring(sheet, { fileName: "d.xlsx" })).toMatchObject({ format: "xlsx", created: 1 });
  });

  it("takes the rows back that were mended in the download, without the columns that it added", async () => {
    const ctx = world.as(world.manager);
    const result = await bring(csv("改好塑料,张三,138****9999,上海,塑料"));
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
    expect(countsOf(await bring(mended))).toMatchObject({ rows: 1, created: 1 });
    expect((await named("改好塑料"))[0]).toMatchObject({ extra: null, region: "上海", industry: "塑料" });
  });

  it("leaves nothing of a dry run but its counts", async () => {
    const before = await traces();
    const file = numbered("试算", 700);
    const tried = await bring(file, { options: { dryRun: true } });
    expect(tried.importId).toBeNull();
    expect(await traces()).toEqual(before);
    expect(countsOf(await bring(file))).toEqual(countsOf(tried));
  });

  it("leaves nothing when it breaks in the middle, and succeeds when it is tried again", async () => {
    const file = numbered("中断", 1_200);
    const before = await traces();
    let told = 0;
    const broken = importFile(
      world.as(world.manager),
      { poolId: world.pool.id, fileName: "a.csv", bytes: file },
      (at) => {
        told += 1;
        if (at.stage === "writing" && at.done >= 1_000) throw new Error("broken on the way");
      },
    );
    await expect(broken).rejects.toThrow("broken on the way");
    expect(told).toBeGreaterThan(1);
    expect(await traces()).toEqual(before);
    expect(countsOf(await bring(file))).toMatchObject({ created: 1_200 });
  });

  it("leaves nothing when the server drops the connection in the middle", async () => {
    const file = numbered("断线", 1_200);
    const before = await traces();
    const drops: Promise<unknown>[] = [];
    const broken = importFile(
      world.as(world.manager),
      { poolId: world.pool.id, fileName: "a.csv", bytes: file },
      (at) => {
        if (at.stage !== "writing" || at.done < 500 || drops.length > 0) return;
        drops.push(
          (async () => testDb().sql`
          select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = ${IMPORT_LOCK}::bigint::oid and granted
            and database = (select oid from pg_database where datname = current_database())`)(),
        );
      },
    );
    await expect(broken).rejects.toThrow();
    await Promise.all(drops);
    expect(await traces()).toEqual(before);
  });

  it("creates each customer once when one file comes twice at the same time, or two that overlap crosswise", async () => {
    const names = Array.from({ length: 600 }, (_, n) => `并行${n},,1370013${String(1000 + n)},上海,软件`);
    const results = await Promise.all([
      bring(csv(...names)),
      bring(csv(...names)),
      bring(csv(...names.toReversed())),
      bring(csv(...names.slice(300))),
    ]);
    expect(results.reduce((sum, { created }) => sum + created, 0)).toBe(600);
    for (const result of results) {
      expect(result.created + result.updated + result.duplicate + result.rejected).toBe(result.rows);
    }
    expect(await named("并行")).toHaveLength(600);
  });

  it("waits for the import that is writing, so that two never wait for each other", async () => {
    const other = await testDb().sql.reserve();
    await other`begin`;
    await other`select pg_advisory_xact_lock(${IMPORT_LOCK}::bigint)`;
    let finished = false;
    const waiting = bring(numbered("排队", 2)).finally(() => {
      finished = true;
    });
    await vi.waitFor(async () => {
      const [lock] = await testDb().sql`
        select 1 from pg_locks where locktype = 'advisory' and objid = ${IMPORT_LOCK}::bigint::oid and not granted`;
      expect(lock).toBeDefined();
    });
    expect(finished).toBe(false);
    await other`commit`;
    other.release();
    expect(await waiting).toMatchObject({ created: 2 });
  });

  it("imports once under one operation key", async () => {
    const ctx = { ...world.as(world.manager), operationKey: "the-same-click" };
    const first = await bring(numbered("同键", 3), { ctx });
    expect(await bring(numbered("同键", 3), { ctx })).toEqual(first);
  });

  it("tells who imported when it is done", async () => {
    const { importId } = await bring(numbered("通知", 2));
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
    const before = await traces();
    const file = numbered("不许", 2);
    await expect(bring(file, { ctx: world.as(world.rep(0)) })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const other = await makePool(testDb().db, NOW);
    await expect(bring(file, { poolId: other.id })).rejects.toMatchObject({ code: "NOT_A_MEMBER" });
    expect(await traces()).toEqual(before);
    expect(await bring(file, { poolId: other.id, ctx: world.as(world.admin) })).toMatchObject({ created: 2 });
  });

  it("shows a manager his own files, an admin all", async () => {
    const { importId } = await bring(csv("看得见,,1380013,上海,"), { ctx: world.as(world.admin) });
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
    const before = await traces();
    const broken = csv(...Array.from({ length: 600 }, (_, n) => `末行${n},,,上海,`), '"末行没完,,,上海,');
    await expect(bring(broken)).rejects.toMatchObject({
      ...{ code: "IMPORT_FILE_UNREADABLE", params: { reason: "quote_not_closed" } },
    });
    expect(await traces()).toEqual(before);
  });

  it("asks for the column of the name, and refuses a column the file has not", async () => {
    const base = { poolId: world.pool.id, fileName: "a.csv", bytes: csv("某某,,,,") };
    const ctx = world.as(world.manager);
    await expect(importFile(ctx, { ...base, mapping: { 公司名称: null } })).rejects.toMatchObject({
      ...{ code: "IMPORT_MAPPING_INCOMPLETE", params: { field: "name" } },
    });
    await expect(importFile(ctx, { ...base, mapping: { 没有这列: "name" } })).rejects.toMatchObject({
      ...{ code: "INVALID_INPUT", params: { field: "没有这列" } },
    });
  });

  it("puts columns where the mapping says", async () => {
    const mapping = { 公司名称: "name", 联系人: "note", 电话: null, 地区: null, 行业: "tags" } as const;
    const bytes = csv("改列商行,写在备注,12,上海,老客户、重点");
    const input = { poolId: world.pool.id, fileName: "a.csv", bytes, mapping };
    expect(await importFile(world.as(world.manager), input)).toMatchObject({ created: 1 });
    expect((await named("改列商行"))[0]).toMatchObject({
      ...{ note: "写在备注", tags: ["老客户", "重点"], region: null, extra: { 电话: "12", 地区: "上海" } },
    });
  });
});
