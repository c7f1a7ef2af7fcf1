import { Buffer } from "node:buffer";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readAll, refusalOf } from "./testing/read-all";

const LIMIT_MEGABYTES = 20;
beforeAll(() => void vi.stubEnv("IMPORT_MAX_MB", String(LIMIT_MEGABYTES)));
afterAll(() => void vi.unstubAllEnvs());

describe("refusals", () => {
  const columns = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`).join();

  it.each<[string, string, Buffer, Record<string, unknown>]>([
    ["an empty file", "a.csv", Buffer.alloc(0), { reason: "empty" }],
    ["only blank lines", "a.csv", Buffer.from("\n \n,,\n"), { reason: "empty" }],
    ["only a BOM", "a.csv", Buffer.from([0xef, 0xbb, 0xbf]), { reason: "empty" }],
    ["only a header", "a.csv", Buffer.from("a,b\n"), { reason: "no_rows" }],
    ["a header and blank rows", "a.csv", Buffer.from("a,b\n,,\n\n"), { reason: "no_rows" }],
    [
      "an unclosed quote",
      "a.csv",
      Buffer.from('a,b\n1,2\n"3,4\n5,6\n'),
      { reason: "quote_not_closed", row: 3 },
    ],
    [
      "an unclosed quote in the header",
      "a.csv",
      Buffer.from('a,"b\n1,2\n'),
      { reason: "quote_not_closed", row: 1 },
    ],
    [
      "quotes that are opened in each row and never closed",
      "a.csv",
      Buffer.from('a,b,c\n1,"2,3\n4,"5,6\n7,"8,9\n'),
      { reason: "quote_not_closed", row: 2 },
    ],
    [
      "the same in the first column, under CRLF",
      "a.csv",
      Buffer.from('a,b\r\n1,2\r\n"3,4\r\n"5,6\r\n'),
      { reason: "quote_not_closed", row: 3 },
    ],
    [
      "two open quotes far apart",
      "a.csv",
      Buffer.from(`a,b,c\n1,"2,3\n${"x,y,z\n".repeat(20_000)}4,"5,6\n`),
      { reason: "quote_not_closed", row: 2 },
    ],
    [
      "one open quote among cells that are all quoted",
      "a.csv",
      Buffer.from('"a","b"\n"1","2\n"3","4"\n"5","6"\n'),
      { reason: "quote_not_closed", row: 2 },
    ],
    [
      "too many columns",
      "a.csv",
      Buffer.from(`${columns(201)}\n1\n`),
      { reason: "too_many_columns", row: 1, limit: 200 },
    ],
    [
      "100,000 columns",
      "a.csv",
      Buffer.from(`${columns(100_000)}\n1\n`),
      { reason: "too_many_columns", row: 1, limit: 200 },
    ],
    [
      "a wide row below",
      "a.csv",
      Buffer.from(`a\n1\n${columns(300)}\n`),
      { reason: "too_many_columns", row: 3, limit: 200 },
    ],
    [
      "a cell too long",
      "a.csv",
      Buffer.from(`a,b\n1,${"x".repeat(32_768)}\n`),
      { reason: "cell_too_long", row: 2, column: 2, limit: 32_767 },
    ],
    [
      "a line without an end",
      "a.csv",
      Buffer.from(`a\n${"x".repeat(1_100_000)}\n`),
      { reason: "row_too_long", row: 2 },
    ],
    [
      "a header of 1 MB",
      "a.csv",
      Buffer.from(`${"x".repeat(1_100_000)}\n1\n`),
      { reason: "row_too_long", row: 1 },
    ],
    [
      "too large",
      "a.csv",
      Buffer.alloc(LIMIT_MEGABYTES * 1024 * 1024 + 1, "a,b\n"),
      { reason: "too_large", megabytes: LIMIT_MEGABYTES + 1, limit: LIMIT_MEGABYTES },
    ],
    ["zero bytes", "a.csv", Buffer.from([1, 2, 0, 0, 0, 3, 0, 0, 1, 9]), { reason: "binary" }],
    [
      "bytes of no encoding",
      "a.csv",
      Buffer.from([0x61, 0x0a, 0x81, 0x20, 0xff, 0x20, 0x81, 0x20, 0xff, 0xff, 0xff, 0x20, 0x20, 0x20, 0x20]),
      { reason: "encoding_unknown" },
    ],
    ["PDF", "a.csv", Buffer.from("%PDF-1.7\n"), { reason: "not_spreadsheet", found: "PDF" }],
    [
      "PNG",
      "a.xlsx",
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10]),
      { reason: "not_spreadsheet", found: "PNG" },
    ],
    [
      "JPEG",
      "photo.jpg",
      Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
      { reason: "not_spreadsheet", found: "JPEG" },
    ],
    ["gzip", "a.csv.gz", Buffer.from([0x1f, 0x8b, 8, 0]), { reason: "archive", found: "gzip" }],
    ["RAR", "a.rar", Buffer.from("Rar!\x1a\x07"), { reason: "archive", found: "RAR" }],
    ["7z", "a.7z", Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), { reason: "archive", found: "7z" }],
    ["a web page", "a.xls", Buffer.from("\n <html><table><tr><td>1"), { reason: "html" }],
    ["a web page with BOM", "a.xls", Buffer.from("\uFEFF<!DOCTYPE html><table>"), { reason: "html" }],
    [
      "a table in an XML prologue",
      "a.xls",
      Buffer.from('<?xml version="1.0"?><html><table>'),
      { reason: "html" },
    ],
    ["an XML workbook", "a.xls", Buffer.from('<?xml version="1.0"?><Workbook>'), { reason: "xml" }],
    [
      "CSV named .xlsx",
      "a.xlsx",
      Buffer.from("a,b\n1,2\n"),
      { reason: "extension_mismatch", extension: "xlsx", found: "CSV" },
    ],
    [
      "CSV named .xls",
      "a.XLS",
      Buffer.from("a\tb\n1\t2\n"),
      { reason: "extension_mismatch", extension: "xls", found: "CSV" },
    ],
  ])("%s", async (_, name, bytes, params) => {
    expect(await refusalOf(bytes, name)).toEqual(params);
  });

  it("refuses a header row that holds nothing", async () => {
    const bytes = Buffer.from("a,b\n1,2\n");
    expect(await refusalOf(bytes, "a.csv", { headerRow: 9 })).toEqual({
      reason: "header_row_not_found",
      row: 9,
    });
  });

  it.each([
    ["200 columns", `${columns(200)}\n1\n`],
    ["a cell of 32,767 characters", `a\n${"x".repeat(32_767)}\n`],
    [
      "a row of nearly a million characters",
      `${columns(40)}\n${Array(40).fill("x".repeat(20_000)).join()}\n`,
    ],
    ["a name without an extension", "a,b\n1,2\n"],
  ])("takes %s", async (_, text) => {
    expect((await readAll(Buffer.from(text), "list")).all).toHaveLength(1);
  });

  it("answers any bytes with a table or a refusal", async () => {
    const start = fc.constantFrom("", "PK\x03\x04", "\xd0\xcf\x11\xe0", "\xff\xfe", 'a,"b', "<?xml", "sep=");
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 300 }), async (prefix, noise) => {
        const bytes = Buffer.concat([Buffer.from(prefix, "latin1"), noise]);
        const outcome = await readAll(bytes, "x").catch(() => refusalOf(bytes, "x"));
        expect("reason" in outcome || "header" in outcome).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
