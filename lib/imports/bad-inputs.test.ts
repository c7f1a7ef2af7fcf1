import { describe, expect, it } from "vitest";
import { LOCALES } from "@/db/enums";
import { translatorFor } from "@/lib/i18n/translator";
import type { ByteSource } from "./byte-source";
import { readTable } from "./read-table";
import { fileRefusalText, reasonText } from "./reason-text";
import { BAD_FILES } from "./testing/bad-files";
import { BAD_CELLS } from "./testing/bad-rows";
import { refusalOf } from "./testing/read-all";
import { readRow } from "./testing/read-row";

const cells = BAD_CELLS.flatMap(([field, problem, texts]) => texts.map((text) => ({ field, problem, text })));

/** What people read: whole sentences, without a place that was left open, a path or a trace. */
function expectSentence(sentence: string | null): void {
  expect(sentence).toMatch(/\S/);
  expect(sentence).not.toMatch(/[{}]|undefined|null|\.ts\b|^imports\./);
}

it("there are two hundred of them and more", () => {
  expect(cells.length + BAD_FILES.length).toBeGreaterThanOrEqual(200);
});

describe("a file that is no table", () => {
  it.each(BAD_FILES)("%s (%s) says so", async (_what, name, bytes, reason) => {
    const { user, system } = process.cpuUsage();
    const params = await refusalOf(bytes, name);
    expect(params.reason).toBe(reason);
    const spent = process.cpuUsage({ user, system });
    expect(spent.user + spent.system).toBeLessThan(5_000_000);
    for (const locale of LOCALES) expectSentence(fileRefusalText(translatorFor(locale, "imports"), params));
  });
});

/** Of half a gigabyte. */
const READ_AT_MOST = 16 * 1024 * 1024;

/** A file of almost half a gigabyte that is the same few bytes over and over, and nowhere kept; it counts what is read. */
const endless = (start: string, unit: string, count: (bytes: number) => void): ByteSource => ({
  size: 499 * 1024 * 1024,
  read: async (from, to) => {
    count(to - from);
    const filler = Buffer.alloc(to - from, unit);
    if (from < start.length) filler.write(start.slice(from));
    return filler;
  },
});

describe("a file without measure", () => {
  it.each([
    ["one cell of half a gigabyte", "a,b\n1,", "x", "row_too_long"],
    ["one quoted cell of half a gigabyte", 'a,b\n1,"', "x", "row_too_long"],
    ["half a billion columns", "a,b\n", ",", "row_too_long"],
    ["half a gigabyte of line ends in quotes", 'a,b\n"', "\n", "row_too_long"],
  ])("%s is refused after a few megabytes, and costs no memory", async (_what, start, unit, reason) => {
    const before = process.memoryUsage.rss();
    let read = 0;
    const source = endless(start, unit, (bytes) => {
      read += bytes;
    });
    const table = readTable(source, "a.csv", { encoding: "utf-8", delimiter: "," });
    await expect(table).rejects.toMatchObject({ code: "IMPORT_FILE_UNREADABLE", params: { reason } });
    expect(read).toBeLessThan(READ_AT_MOST);
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024);
  });
});

describe("a cell that no customer can be made of", () => {
  it.each(cells)("$field: $problem", ({ field, problem, text }) => {
    const read = readRow({ [field]: text });
    if (read.ok) throw new Error(`taken: ${JSON.stringify(text)}`);
    const found = read.reasons.find((reason) => reason.code === problem && reason.field === field);
    expect(found, JSON.stringify([text, read.reasons])).toBeDefined();
    // The cell is quoted, and not at any length.
    expect([...(found?.value ?? "")].length).toBeLessThanOrEqual(121);
    for (const locale of LOCALES) {
      if (found) expectSentence(reasonText(translatorFor(locale, "imports"), { ...found, value: "x" }));
    }
  });
});
