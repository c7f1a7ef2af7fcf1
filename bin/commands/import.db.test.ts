import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import iconv from "iconv-lite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { useTestDb } from "@/db/testing";
import { makePool, makeWorld } from "@/db/testing/factories";
import { register } from "./import";

const testDb = useTestDb();
const NOW = new Date("2026-11-20T01:00:00Z");
const said: string[] = [];
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gonghai-import-"));
  const { db } = testDb();
  await makeWorld(db, { now: NOW });
  await makePool(db, NOW, { name: "默认公海" });
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  vi.stubEnv("DATABASE_URL", testDb().url);
  vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  said.length = 0;
});

async function run(...words: string[]): Promise<string> {
  const program = new Command();
  register(program);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeErr: () => {} });
  }
  await program.parseAsync(["import", ...words], { from: "user" });
  return said.splice(0).join("\n");
}

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const Counted = z.object({
  ...{
    rows: z.number(),
    created: z.number(),
    updated: z.number(),
    duplicate: z.number(),
    rejected: z.number(),
  },
  ...{ importId: z.string().nullable(), encoding: z.string().nullable(), ms: z.number() },
  skipped: z.array(z.object({ row: z.number(), outcome: z.string(), reasons: z.array(z.unknown()) })),
});
const TABLE = "公司名称,电话\n甲公司,13800138001\n乙公司,138****8002\n丙公司,13800138003\n";

describe("import", () => {
  it("prints one JSON object whose counts add up, and creates nothing the second time", async () => {
    const path = await file("a.csv", iconv.encode(TABLE, "gb18030"));
    const first = Counted.parse(JSON.parse(await run(path, "--pool", "默认公海", "--json")));
    expect(first).toMatchObject({
      rows: 3,
      created: 2,
      updated: 0,
      duplicate: 0,
      rejected: 1,
      encoding: "gb18030",
    });
    expect(first.skipped).toEqual([
      {
        row: 3,
        outcome: "rejected",
        reasons: [{ code: "phone_masked", field: "phone", value: "138****8002" }],
      },
    ]);
    const second = Counted.parse(JSON.parse(await run(path, "--pool", "默认公海", "--json")));
    expect(second).toMatchObject({ rows: 3, created: 0, updated: 0, duplicate: 2, rejected: 1 });
  });

  it("says in words what it did, and what it would do", async () => {
    const path = await file("b.csv", "客户,电话\n丁公司,13800138004\n戊公司,1380\n");
    const tried = await run(path, "--pool", "默认公海", "--dry-run");
    expect(tried).toMatch(
      /^b\.csv would be imported into 默认公海 \(csv, utf-8, header in row 1; \d+ ms\)$/m,
    );
    expect(await run(path, "--pool", "默认公海")).toMatch(
      /imported into 默认公海.*\nrows 2, created 1, updated 0, duplicate 0, rejected 1\n {2}row 3: rejected, phone_too_short phone 1380$/s,
    );
  });

  it("puts columns where --map says", async () => {
    const path = await file("c.csv", "甲,乙\n己公司,13800138005\n庚公司,13800138006\n");
    await run(path, "--pool", "默认公海", "--map", "甲=name", "--map", "乙=phone");
    const [row] = await testDb().sql`
      select k.phone_e_164 from contacts k join customers c on c.id = k.customer_id where c.name = '己公司'`;
    expect(row?.phone_e_164).toBe("+8613800138005");
  });

  it.each([
    [["none.csv", "--pool", "默认公海"], "no such file"],
    [["a.csv", "--pool", "没有的"], /There is no pool "没有的". Pools: .*默认公海/],
    [["empty.csv", "--pool", "默认公海"], "The file is empty."],
    [["picture.csv", "--pool", "默认公海"], "This is a PNG file, not a table."],
    [["a.csv", "--pool", "默认公海", "--map", "没有这列=name"], "没有这列"],
    [["a.csv", "--pool", "默认公海", "--map", "电话=fax"], "电话"],
    [["a.csv", "--pool", "默认公海", "--country", "XX"], "country"],
    [["a.csv", "--pool", "默认公海", "--encoding", "latin9"], "encoding"],
    [["a.csv"], "--pool"],
  ])("refuses %j in words", async (words, sentence) => {
    await file("a.csv", TABLE);
    await file("empty.csv", "");
    await file("picture.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]));
    const [name = "", ...rest] = words;
    await expect(run(join(folder, name), ...rest)).rejects.toThrow(sentence);
  });
});
