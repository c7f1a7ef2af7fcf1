import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import type { UnreadableReason } from "@/lib/imports/unreadable";
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
} from "./build-xlsx";

type Bad = [what: string, fileName: string, bytes: Buffer, reason: UnreadableReason];

const text = (content: string): Buffer => Buffer.from(content);
const bytes = (...values: number[]): Buffer => Buffer.from(values);
const wide = (columns: number) => Array.from({ length: columns }, (_, n) => `c${n}`).join();
const ole = (stream: string): Buffer =>
  Buffer.concat([
    bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
    Buffer.alloc(1_016),
    Buffer.from(stream, "utf16le"),
    Buffer.alloc(512),
  ]);

const SHEET = "xl/worksheets/sheet1.xml";
const parts = xlsxParts([sheetOf(textRow(2, ["x", "y"]))]);
const good = buildZip(parts);
const changed = (name: string, over: Partial<Part>) =>
  buildZip(parts.map((part) => (part.name === name ? { ...part, ...over } : part)));
const without = (name: string) => buildZip(parts.filter((part) => part.name !== name));
const cell = (ref: string, inner: string) =>
  secondRow(`<c r="${ref}" t="inlineStr"><is><t>${inner}</t></is></c>`);

const TEXTS: Bad[] = [
  ["nothing at all", "a.csv", Buffer.alloc(0), "empty"],
  ["nothing under the name of a workbook", "a.xlsx", Buffer.alloc(0), "empty"],
  ["only a mark of the byte order", "a.csv", bytes(0xef, 0xbb, 0xbf), "empty"],
  ["only blank lines", "a.csv", text("\n \n,,\n"), "empty"],
  ["only delimiters", "a.tsv", text("\t\t\t\n\t\t\n"), "empty"],
  ["only a header", "a.csv", text("a,b\n"), "no_rows"],
  ["a header without a line end", "a.csv", text("公司名称,电话"), "no_rows"],
  ["a header and blank rows", "a.csv", text("a,b\n,,\n\n"), "no_rows"],
  ["a note of the delimiter and a header", "a.csv", text("sep=;\na;b\n"), "no_rows"],
  ["an unclosed quote", "a.csv", text('a,b\n1,2\n"3,4\n5,6\n'), "quote_not_closed"],
  ["an unclosed quote in the header", "a.csv", text('a,"b\n1,2\n'), "quote_not_closed"],
  ["an unclosed quote in the last cell", "a.csv", text('a,b\n1,"2'), "quote_not_closed"],
  ["a line without an end", "a.csv", text(`a\n${"x".repeat(1_100_000)}\n`), "row_too_long"],
  ["a header of a megabyte", "a.csv", text(`${"x".repeat(1_100_000)}\n1\n`), "row_too_long"],
  ["a quote that swallows the rest", "a.csv", text(`a,b\n"1,2\n${"3,4\n".repeat(400_000)}`), "row_too_long"],
  ["201 columns in the header", "a.csv", text(`${wide(201)}\n${wide(201)}\n`), "too_many_columns"],
  ["201 cells in a row", "a.csv", text(`a,b\n${wide(201)}\n`), "too_many_columns"],
  ["100,000 columns", "a.csv", text(`${wide(100_000)}\n1\n`), "too_many_columns"],
  ["a cell of 40,000 characters", "a.csv", text(`a,b\n1,${"x".repeat(40_000)}\n`), "cell_too_long"],
  ["bytes of no text", "a.csv", bytes(1, 2, 0, 0, 0, 3, 0, 0, 1, 9), "binary"],
  ["a program", "a.csv", Buffer.concat([text("\x7fELF"), Buffer.alloc(400, "\0a\0\0b")]), "binary"],
  [
    "bytes of no encoding",
    "a.csv",
    bytes(0x61, 0x0a, 0x81, 0x20, 0xff, 0x20, 0x9d, 0x0a),
    "encoding_unknown",
  ],
];

const OTHERS: Bad[] = [
  ["a PDF", "a.pdf", text("%PDF-1.7\n"), "not_spreadsheet"],
  ["a PDF under another name", "a.csv", text("%PDF-1.4\n"), "not_spreadsheet"],
  ["a picture (PNG)", "a.csv", bytes(0x89, 0x50, 0x4e, 0x47, 13, 10), "not_spreadsheet"],
  ["a picture (JPEG)", "a.xlsx", bytes(0xff, 0xd8, 0xff, 0xe0), "not_spreadsheet"],
  ["a picture (GIF)", "a.csv", text("GIF89a..."), "not_spreadsheet"],
  ["a text of a word processor", "a.csv", text("{\\rtf1 x}"), "not_spreadsheet"],
  ["JSON", "a.json", text('{"name": "a"}\n'), "not_spreadsheet"],
  ["JSON under another name", "a.csv", text('[\n  {"name": "a"}]'), "not_spreadsheet"],
  ["a gzip", "a.csv.gz", gzipSync("a,b\n1,2\n"), "archive"],
  ["a gzip under another name", "a.csv", gzipSync("a,b\n1,2\n"), "archive"],
  ["a RAR", "a.rar", text("Rar!\x1a\x07"), "archive"],
  ["a 7z", "a.7z", bytes(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), "archive"],
  ["an old XLS", "a.xls", ole("Workbook"), "old_xls"],
  ["an old XLS under the new name", "a.xlsx", ole("Workbook"), "old_xls"],
  ["an XLS of 1995", "a.xls", ole("Book"), "old_xls"],
  ["an XLSX with a password", "a.xlsx", ole("EncryptedPackage"), "encrypted"],
  ["an old Word file", "a.doc", ole("WordDocument"), "not_spreadsheet"],
  ["an old presentation", "a.ppt", ole("PowerPoint Document"), "not_spreadsheet"],
  ["an XLS that is a page", "a.xls", text("<html><body><table><tr><td>a</td></tr></table>"), "html"],
  ["an XLS that is a table of a page", "a.xls", text(" \r\n<table><tr><td>a</td></tr></table>"), "html"],
  ["an XLS that is a page with a declaration", "a.xls", text("<!DOCTYPE html><html></html>"), "html"],
  ["an XLS that is XML", "a.xls", text('<?xml version="1.0"?><Workbook/>'), "xml"],
  ["an XLS that is a CSV", "a.xls", text("a,b\n1,2\n"), "extension_mismatch"],
  ["an XLSX that is a CSV", "a.xlsx", text("a,b\n1,2\n"), "extension_mismatch"],
  ["a CSV that is an XLSX", "a.csv", good, "extension_mismatch"],
  ["a TSV that is an XLSX", "a.tsv", good, "extension_mismatch"],
  [
    "a sheet of Numbers",
    "a.numbers",
    buildZip([{ name: "Index/Document.iwa", content: "x" }]),
    "not_spreadsheet",
  ],
  ["a zip of files", "a.zip", buildZip([{ name: "a.csv", content: "a,b\n1,2" }]), "not_spreadsheet"],
  ["an empty zip", "a.xlsx", buildZip([]), "not_spreadsheet"],
];

const WORKBOOKS: Bad[] = [
  [
    "ODS",
    "a.ods",
    buildZip([
      { name: "mimetype", content: "x" },
      { name: "content.xml", content: "<a/>" },
    ]),
    "ods",
  ],
  ["a zip cut short", "a.xlsx", good.subarray(0, good.length - 30), "zip_truncated"],
  ["the first half of one", "a.xlsx", good.subarray(0, good.length / 2), "zip_truncated"],
  ["its first bytes alone", "a.xlsx", good.subarray(0, 40), "zip_truncated"],
  ["a wrong checksum", "a.xlsx", changed(SHEET, { claimedCrc: 1 }), "zip_corrupt"],
  ["an unknown compression", "a.xlsx", changed(SHEET, { method: 12 }), "zip_corrupt"],
  ["more bytes claimed than there are", "a.xlsx", changed(SHEET, { claimedBytes: 99_999 }), "zip_corrupt"],
  ["bytes that do not inflate", "a.xlsx", Buffer.from(good).fill(0xff, 60, 66), "zip_corrupt"],
  [
    "two parts of one name",
    "a.xlsx",
    buildZip([...parts, { name: "XL/workbook.xml", content: "<x/>" }]),
    "zip_corrupt",
  ],
  ["fewer bytes claimed than there are", "a.xlsx", changed(SHEET, { claimedBytes: 20 }), "zip_bomb"],
  ["no bytes claimed", "a.xlsx", changed(SHEET, { claimedBytes: 0 }), "zip_bomb"],
  [
    "parts that share their bytes",
    "a.xlsx",
    buildZip([...parts, { name: "xl/a", content: "x", sharesWith: SHEET }]),
    "zip_bomb",
  ],
  ["a bomb", "a.xlsx", changed(SHEET, { content: `<worksheet>${" ".repeat(8 * 1024 * 1024)}` }), "zip_bomb"],
  ["two gigabytes claimed", "a.xlsx", changed(SHEET, { claimedBytes: 2 ** 31 }), "zip_too_large"],
  ["a terabyte claimed", "a.xlsx", changed(SHEET, { claimedBytes: 2 ** 40, zip64: true }), "zip_too_large"],
  [
    ...(["300 parts", "a.xlsx"] as const),
    buildZip([...parts, ...Array.from({ length: 300 }, (_, n): Part => ({ name: `x${n}`, content: "" }))]),
    "zip_too_many_entries",
  ],
  ["a part with a password", "a.xlsx", changed(SHEET, { encrypted: true }), "encrypted"],
  ["no workbook named", "a.xlsx", changed("_rels/.rels", { content: "<r/>" }), "xlsx_corrupt"],
  ["a missing workbook", "a.xlsx", without("xl/workbook.xml"), "xlsx_corrupt"],
  ["a missing sheet", "a.xlsx", without(SHEET), "xlsx_corrupt"],
  ["XML cut short", "a.xlsx", changed(SHEET, { content: sheetXml(HEADER).slice(0, -9) }), "xlsx_corrupt"],
  [
    "a tag without an end",
    "a.xlsx",
    changed(SHEET, { content: `<worksheet ${"a".repeat(400_000)}` }),
    "xlsx_corrupt",
  ],
  [
    "a comment without an end",
    "a.xlsx",
    changed(SHEET, { content: `<worksheet><!--${"a".repeat(400_000)}` }),
    "xlsx_corrupt",
  ],
  [
    "no sheets",
    "a.xlsx",
    changed("xl/workbook.xml", { content: "<workbook><sheets/></workbook>" }),
    "no_sheet",
  ],
  ["only hidden sheets", "a.xlsx", buildZip(xlsxParts([{ ...sheetOf(""), state: "hidden" }])), "no_sheet"],
  ["an empty sheet", "a.xlsx", buildZip(xlsxParts([{ name: "S", xml: sheetXml("") }])), "empty"],
  ["only a header", "a.xlsx", workbookOf(""), "no_rows"],
  [
    "a declaration",
    "a.xlsx",
    changed(SHEET, { content: `<!DOCTYPE x [<!ENTITY a "b">]>${sheetXml(HEADER)}` }),
    "xlsx_doctype",
  ],
  [
    "an entity of another file",
    "a.xlsx",
    changed("xl/workbook.xml", { content: '<!DOCTYPE x SYSTEM "file:///etc/passwd"><workbook/>' }),
    "xlsx_doctype",
  ],
  [
    ...(["a billion laughs", "a.xlsx"] as const),
    workbookOf('<row r="2"><c t="s"><v>0</v></c></row>', {
      strings: '<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>',
    }),
    "xlsx_doctype",
  ],
  ["a cell in column 201", "a.xlsx", workbookOf(cell("GS2", "x")), "too_many_columns"],
  ["a cell in the last column", "a.xlsx", workbookOf(cell("XFD2", "x")), "too_many_columns"],
  ["a cell in column ZZZ", "a.xlsx", workbookOf(cell("ZZZ2", "x")), "too_many_columns"],
  ["a cell of 40,000 characters", "a.xlsx", workbookOf(cell("A2", "x".repeat(40_000))), "cell_too_long"],
  [
    "a cell of a megabyte",
    "a.xlsx",
    changed(SHEET, { content: sheetXml(HEADER + cell("A2", "xy".repeat(600_000))), stored: true }),
    "cell_too_long",
  ],
];

/** Files that are no table to import, with the reason that each is refused with. */
export const BAD_FILES: Bad[] = [...TEXTS, ...OTHERS, ...WORKBOOKS];
