import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  buildZip,
  HEADER,
  type Part,
  secondRow,
  sheetOf,
  sheetXml,
  textRow,
  workbookOf,
  xlsxParts,
} from "./testing/build-xlsx";
import { readAll, refusalOf } from "./testing/read-all";

describe("refusals", () => {
  const parts = xlsxParts([sheetOf(textRow(2, ["x"]))]);
  const good = buildZip(parts);
  const changed = (name: string, change: Partial<Part>) =>
    buildZip(parts.map((part) => (part.name === name ? { ...part, ...change } : part)));
  const without = (name: string) => buildZip(parts.filter((part) => part.name !== name));
  const ole = (text: string) =>
    Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]),
      Buffer.alloc(600),
      Buffer.from(text, "utf16le"),
    ]);
  const sheet = "xl/worksheets/sheet1.xml";
  const fewer = Buffer.from(good);
  fewer.writeUInt16LE(parts.length - 1, good.length - 12);
  const padded = (count: number): Part[] => [
    ...parts,
    ...Array.from({ length: count - parts.length }, (_, index) => ({
      name: `xl/media/${index}`,
      content: "",
    })),
  ];

  it.each<[string, Buffer, Record<string, unknown>]>([
    ["an old XLS", ole("Workbook"), { reason: "old_xls" }],
    ["a protected XLSX", ole("EncryptedPackage"), { reason: "encrypted" }],
    ["an old Word file", ole("WordDocument"), { reason: "not_spreadsheet", found: "Office 97" }],
    ["a zip cut short", good.subarray(0, good.length - 30), { reason: "zip_truncated" }],
    ["the first half", good.subarray(0, good.length / 2), { reason: "zip_truncated" }],
    ["an empty zip", buildZip([]), { reason: "not_spreadsheet", found: "ZIP" }],
    [
      "a zip of other things",
      buildZip([{ name: "a.txt", content: "x" }]),
      { reason: "not_spreadsheet", found: "ZIP" },
    ],
    [
      "ODS",
      buildZip([
        { name: "mimetype", content: "x" },
        { name: "content.xml", content: "<a/>" },
      ]),
      { reason: "ods" },
    ],
    [
      "DOCX",
      changed("_rels/.rels", {
        content: '<r><Relationship Id="1" Type="x/officeDocument" Target="word/document.xml"/></r>',
      }),
      { reason: "not_spreadsheet", found: "Office" },
    ],
    [
      "XLSB",
      changed("_rels/.rels", {
        content: '<r><Relationship Id="1" Type="x/officeDocument" Target="xl/workbook.bin"/></r>',
      }),
      { reason: "xlsb" },
    ],
    [
      "no workbook named",
      changed("_rels/.rels", { content: "<r/>" }),
      { reason: "xlsx_corrupt", part: "_rels/.rels" },
    ],
    ["a missing workbook", without("xl/workbook.xml"), { reason: "xlsx_corrupt", part: "xl/workbook.xml" }],
    ["a missing sheet", without(sheet), { reason: "xlsx_corrupt", part: sheet }],
    [
      "no sheets",
      changed("xl/workbook.xml", { content: "<workbook><sheets/></workbook>" }),
      { reason: "no_sheet" },
    ],
    [
      "only hidden sheets",
      buildZip(xlsxParts([{ ...sheetOf(""), state: "hidden" }])),
      { reason: "no_sheet" },
    ],
    ["an empty sheet", buildZip(xlsxParts([{ name: "S", xml: sheetXml("") }])), { reason: "empty" }],
    ["only a header", workbookOf(""), { reason: "no_rows" }],
    ["an encrypted part", changed(sheet, { encrypted: true }), { reason: "encrypted" }],
    ["another compression", changed(sheet, { method: 12 }), { reason: "zip_corrupt" }],
    ["a wrong checksum", changed(sheet, { claimedCrc: 1 }), { reason: "zip_corrupt" }],
    [
      "more bytes claimed than there are",
      changed(sheet, { claimedBytes: 99_999 }),
      { reason: "zip_corrupt" },
    ],
    ["fewer bytes claimed than there are", changed(sheet, { claimedBytes: 20 }), { reason: "zip_bomb" }],
    ["no bytes claimed", changed(sheet, { claimedBytes: 0 }), { reason: "zip_bomb" }],
    [
      "parts that share their bytes",
      buildZip([...parts, { name: "xl/a", content: "x", sharesWith: sheet }]),
      { reason: "zip_bomb" },
    ],
    [
      "two parts of one name",
      buildZip([...parts, { name: "XL/workbook.xml", content: "<x/>" }]),
      { reason: "zip_corrupt" },
    ],
    ["a directory longer than it says", fewer, { reason: "zip_corrupt" }],
    [
      "a damaged sheet before a good one",
      buildZip(xlsxParts([{ name: "bad", xml: "<worksheet" }, sheetOf(textRow(2, ["x"]))])),
      { reason: "xlsx_corrupt" },
    ],
    ["too many parts", buildZip(padded(201)), { reason: "zip_too_many_entries", count: 201, limit: 200 }],
    ["bytes that do not inflate", Buffer.from(good).fill(0xff, 60, 66), { reason: "zip_corrupt" }],
    ["XML cut short", changed(sheet, { content: sheetXml(HEADER).slice(0, -9) }), { reason: "xlsx_corrupt" }],
    [
      "a tag without an end",
      changed(sheet, { content: `<worksheet ${"a".repeat(400_000)}` }),
      { reason: "xlsx_corrupt" },
    ],
    [
      "a DOCTYPE",
      changed(sheet, { content: `<!DOCTYPE x [<!ENTITY a "b">]>${sheetXml(HEADER)}` }),
      { reason: "xlsx_doctype" },
    ],
    [
      "billion laughs in the strings",
      buildZip([
        ...parts,
        {
          name: "xl/sharedStrings.xml",
          content: '<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>',
        },
      ]),
      { reason: "xlsx_doctype" },
    ],
    [
      "an outer entity",
      changed("xl/workbook.xml", { content: '<!DOCTYPE x SYSTEM "file:///etc/passwd"><workbook/>' }),
      { reason: "xlsx_doctype" },
    ],
    [
      "a cell in column 201",
      workbookOf(secondRow('<c r="GS2"><v>1</v></c>')),
      { reason: "too_many_columns", row: 2, limit: 200 },
    ],
    [
      "a cell in the last column",
      workbookOf(secondRow('<c r="XFD2"><v>1</v></c>')),
      { reason: "too_many_columns", row: 2, limit: 200 },
    ],
    [
      "a cell too long",
      workbookOf(secondRow(`<c r="B2" t="str"><v>${"x".repeat(32_768)}</v></c>`)),
      { reason: "cell_too_long", row: 2, column: 2, limit: 32_767 },
    ],
  ])("%s", async (_, file, params) => {
    expect(await refusalOf(file, "a.xlsx")).toEqual(params);
  });

  it("refuses an XLSX under the name of a CSV", async () => {
    const params = { reason: "extension_mismatch", extension: "csv", found: "XLSX" };
    expect(await refusalOf(good, "a.csv")).toEqual(params);
  });

  it("takes 200 parts, 200 columns, a cell of 32,767 characters, macros and links elsewhere", async () => {
    const cell = `<c r="GR2" t="str"><v>${"x".repeat(32_767)}</v></c>`;
    const allowed = xlsxParts([sheetOf(secondRow(cell))]);
    const external =
      '<Relationship Id="e" Type="x/externalLink" Target="file:///c:/secret.xlsx" TargetMode="External"/>';
    const linked = allowed.map((part) =>
      part.name === "xl/_rels/workbook.xml.rels"
        ? {
            ...part,
            content: String(part.content).replace("</Relationships>", `${external}</Relationships>`),
          }
        : part,
    );
    const filler = Array.from({ length: 200 - linked.length - 1 }, (_, index) => ({
      name: `../../evil${index}`,
      content: "",
    }));
    const file = buildZip([...linked, { name: "xl/vbaProject.bin", content: "macro" }, ...filler]);
    expect((await readAll(file, "a.xlsm")).all[0]?.cells).toHaveLength(200);
  });

  it("refuses a bomb by its directory alone, at once", async () => {
    const bomb = changed(sheet, { content: `<worksheet>${" ".repeat(8 * 1024 * 1024)}` });
    const before = process.cpuUsage();
    expect(await refusalOf(bomb, "a.xlsx")).toEqual({ reason: "zip_bomb" });
    const huge = changed(sheet, { claimedBytes: 1025 * 1024 * 1024 });
    expect(await refusalOf(huge, "a.xlsx")).toEqual({
      reason: "zip_too_large",
      megabytes: 1026,
      limit: 1024,
    });
    const { user, system } = process.cpuUsage(before);
    expect(user + system).toBeLessThan(2_000_000);
  });

  it("stops at one long shared string named a million times", async () => {
    const strings = `<sst><si><t>${"x".repeat(32_000)}</t></si></sst>`;
    const rows = Array.from(
      { length: 10_000 },
      (_, index) => `<row><c t="s"><v>0</v></c><c><v>${index}</v></c></row>`,
    );
    expect(await refusalOf(workbookOf(rows.join(""), { strings }), "a.xlsx")).toEqual({ reason: "zip_bomb" });
  });

  it("answers any damage with a table or a refusal", async () => {
    const place = fc.nat({ max: good.length - 1 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 6 }),
        async (damage) => {
          const file = Buffer.from(good);
          for (const [at, byte] of damage) file[at] = byte;
          const outcome = await readAll(file, "x").catch(() => refusalOf(file, "x"));
          expect("reason" in outcome || "header" in outcome).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});
