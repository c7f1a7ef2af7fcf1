import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { makePool, makeWorld, type World } from "@/db/testing/factories";
import { bring, countsOf, named } from "./testing/bring";
import { textXlsx } from "./testing/build-xlsx";

const testDb = useTestDb();
const NOW = new Date("2026-11-20T01:00:00Z");
const LISTS = new URL("./testing/lists/", import.meta.url);
const list = (name: string): Buffer => readFileSync(new URL(name, LISTS));

let world: World;
beforeAll(async () => {
  world = await makeWorld(testDb().db, { now: NOW });
});

/** In the shape of what an exchange publishes of applicants: GB18030, line ends inside quotes, days with slashes. */
const applicants = iconv.encode(
  [
    '"序号","公司名称","注册地","更新日期","保荐机构"',
    '"1","㐀海精密\n股份有限公司","广东","2025/1/17","甲证券\n乙证券"',
    '"2","镕安材料股份有限公司","江苏","2024/12/31","丙证券"',
  ].join("\r\n"),
  "gb18030",
);
/** In the shape of what an exchange publishes of its companies: all text, spaces in headers, zeros in front. */
const listed = textXlsx([
  ["深市上市公司", "", "", "", ""],
  ["板块", "公司全称", "A股代码", "B股 简 称", "A股总股本"],
  ["主板", "平海银行股份有限公司", "000001", "", "19,405,918,198"],
  ["创业板", "安川医疗股份有限公司", "300760", "-", "1,212,441,394"],
]);
/** In the shape of a register of companies: names that begin with signs, NA for what is missing. */
const register = Buffer.from(
  "CompanyName,CompanyNumber,RegAddress.PostTown,SICCode.SicText_1\n! LTD,08209948,LEEDS,NA\n+ PLUSS LTD,SC300000,NA,NA\n-NNOV8 LTD,11399177,NA,62020\n",
);

describe("lists as they are", () => {
  it.each<[string, string, Buffer, number, updated?: number]>([
    ["the S&P 500", "sp500.csv", list("sp500.csv"), 40],
    // One of them is among the S&P 500 under the same symbol and name.
    ["Nasdaq", "nasdaq.csv", list("nasdaq.csv"), 40, 1],
    ["hospitals of the United States", "us-hospitals.csv", list("us-hospitals.cp1252.csv"), 40],
    ["applicants of an exchange", "a.csv", applicants, 2],
    ["companies of an exchange", "b.xlsx", listed, 2],
    ["a register of companies", "c.csv", register, 3],
  ])(
    "%s: every row is accounted for, and the second run creates nothing",
    async (_what, fileName, bytes, rows, updated = 0) => {
      const first = await bring(world, bytes, { fileName });
      expect(countsOf(first)).toEqual({ rows, created: rows - updated, updated, duplicate: 0, rejected: 0 });
      const second = await bring(world, bytes, { fileName });
      expect(countsOf(second)).toEqual({ rows, created: 0, updated: 0, duplicate: rows, rejected: 0 });
    },
  );

  it("keeps what was in them: characters, zeros, signs, line ends", async () => {
    expect((await named(world, "㐀海"))[0]).toMatchObject({ name: "㐀海精密 股份有限公司", region: "广东" });
    expect((await named(world, "平海银行"))[0]).toMatchObject({
      ...{ externalId: "000001", extra: expect.objectContaining({ A股总股本: "19,405,918,198" }) },
    });
    const signs = await Promise.all(["! LTD", "+ PLUSS", "-NNOV8"].map((name) => named(world, name)));
    expect(signs.map(([row]) => row?.region ?? null)).toEqual(["LEEDS", null, null]);
    const [hospital] = await named(world, "ALASKA NATIVE MEDICAL CENTER");
    expect(JSON.stringify(hospital?.extra)).toContain("hospital’s star rating");
  });
});

const folder = process.env.IMPORT_LISTS;

describe("the lists of the folder IMPORT_LISTS", () => {
  const files = folder ? readdirSync(folder).filter((name) => /\.(csv|tsv|txt|xlsx)$/.test(name)) : [];
  it.skipIf(!folder)("is not empty", () => expect(files.length).toBeGreaterThan(0));
  if (!folder) it.skip("IMPORT_LISTS is not set: these are tried only where somebody names a folder");
  const table: Record<string, ReturnType<typeof countsOf> & { again: number }> = {};
  afterAll(() => {
    if (files.length > 0) console.table(table);
  });
  for (const name of files) {
    it(`${name}: every row is accounted for, and the second run creates nothing`, async () => {
      const pool = await makePool(testDb().db, NOW, { members: [world.manager] });
      const bytes = readFileSync(join(folder ?? "", name));
      const first = await bring(world, bytes, { fileName: name, poolId: pool.id });
      const sum = first.created + first.updated + first.duplicate + first.rejected;
      expect(sum).toBe(first.rows);
      const second = await bring(world, bytes, { fileName: name, poolId: pool.id });
      table[name] = { ...countsOf(first), again: second.created };
      expect(countsOf(second)).toMatchObject({ rows: first.rows, created: 0, rejected: first.rejected });
    }, 120_000);
  }
});
