import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildZip, sheetXml, xlsxParts } from "./testing/build-xlsx";

const ROWS = 30_000;
const MEGABYTE = 1024 * 1024;
/** Rows that are held on to take far more between the first and the last look. */
const MAY_GROW = 4 * MEGABYTE;
const HEADER = ["公司名称", "联系人", "电话", "邮箱", "地区", "备注"];

const rowOf = (n: number): string[] => [
  ...[`海风${n}贸易有限公司`, `王${n % 97}`, `138${String(n).padStart(8, "0")}`, `w${n}@example.com`],
  ...["上海", `第 ${n} 行`],
];

const csv = (): string =>
  [HEADER, ...Array.from({ length: ROWS }, (_, n) => rowOf(n))].map((cells) => cells.join(",")).join("\n");

/** As spreadsheets write it: every text once beside the sheet, and its number in the cells. */
function xlsx(): Buffer {
  const numbers = new Map<string, number>();
  const numberOf = (text: string): number => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const row = (cells: string[], n: number) =>
    `<row r="${n}">${cells.map((cell) => `<c t="s"><v>${numberOf(cell)}</v></c>`).join("")}</row>`;
  const rows = [row(HEADER, 1), ...Array.from({ length: ROWS }, (_, n) => row(rowOf(n), n + 2))].join("");
  const strings = `<sst>${[...numbers.keys()].map((text) => `<si><t>${text}</t></si>`).join("")}</sst>`;
  return buildZip(xlsxParts([{ name: "S", xml: sheetXml(rows) }], { strings }));
}

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gonghai-test-"));
  await writeFile(join(folder, "a.csv"), csv());
  await writeFile(join(folder, "a.xlsx"), xlsx());
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const run = promisify(execFile);

/** How much more was alive at the last look than at the first, in a process of its own. */
async function growth(name: string, keep = ""): Promise<number> {
  const script = new URL("./testing/stage-file.ts", import.meta.url).pathname;
  const given = ["--expose-gc", "--import", "tsx", script, join(folder, name), String(ROWS), keep];
  const { stdout } = await run(process.execPath, given);
  const { rows, alive } = JSON.parse(stdout) as { rows: number; alive: number[] };
  expect([rows, alive.length]).toEqual([ROWS, 10]);
  const [first = 0] = alive;
  return Math.max(...alive) - first;
}

describe("what an import holds in memory", () => {
  it.each(["a.csv", "a.xlsx"])("doesn't grow with the rows of %s", { timeout: 180_000 }, async (name) => {
    expect(await growth(name)).toBeLessThan(MAY_GROW);
  });

  it("would be seen to grow", { timeout: 180_000 }, async () => {
    expect(await growth("a.csv", "keep")).toBeGreaterThan(2 * MAY_GROW);
  });
});
