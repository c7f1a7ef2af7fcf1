import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanLine } from "./clean-text";
import type { SkippedRow } from "./import-types";
import { problemHeader, problemLines, type RowWords } from "./problem-rows-csv";

const words: RowWords = {
  columns: { row: "行号", outcome: "结果", reasons: "原因" },
  outcome: (row) => row.outcome,
  reasons: (row) => row.reasons.map(({ code }) => code).join("; "),
};
type Row = Pick<SkippedRow, "number" | "outcome" | "reasons" | "cells">;

const row = (cells: string[]): Row => ({
  ...{ number: 7, outcome: "rejected", cells },
  reasons: [{ code: "missing_name" }, { code: "email_invalid" }],
});
const readBack = (header: string[], rows: Row[]): string[][] =>
  parse(problemHeader(header, words) + problemLines(header, rows, words), { bom: true });

describe("the file of rows that were not taken", () => {
  it("begins with a byte order mark and keeps the columns, the reasons behind them", () => {
    expect(problemHeader(["名称", "电话"], words)).toBe("\uFEFF名称,电话,行号,结果,原因\r\n");
    expect(readBack(["名称", "电话"], [row(["甲,乙", '他说"好"'])])[1]).toEqual([
      ...["甲,乙", '他说"好"', "7", "rejected", "missing_name; email_invalid"],
    ]);
  });

  it("gives its own columns a name that the file has not taken", () => {
    expect(readBack(["原因"], [])[0]).toEqual(["原因", "行号", "结果", "原因 (2)"]);
  });

  it("keeps what stood beyond the last column", () => {
    expect(readBack(["名称"], [row(["甲", "乙"])])[1]?.at(-1)).toBe("missing_name; email_invalid; 乙");
  });

  it.each([
    ...["=1+1", "+8613800138000", "-x", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")'],
    ...["＝1+1", "＋x", "－x", "＠SUM(A1)", "  =1", "|calc", "%0A"],
  ])("writes %j so that no program takes it for a formula", (text) => {
    const [, read] = readBack(["名称"], [row([text])]);
    expect(read?.[0]).toBe(`'${text}`);
  });

  it.each(['="000123"', "'=x", "'000123"])(
    "writes %j as it stood: what is not run is not guarded twice",
    (text) => {
      const [, read] = readBack(["代码"], [row([text])]);
      expect(read?.[0]).toBe(text);
    },
  );

  it("leaves a negative number a number", () => {
    expect(readBack(["余额"], [row(["-12.5"])])[1]?.[0]).toBe("-12.5");
  });

  it("never begins a cell like a formula, and reads back as the importer cleans the cell", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 12 }), (text) => {
        const read = readBack(["a"], [row([text])])[1]?.[0] ?? "";
        if (!/^="[^"]*"$/.test(text)) expect(read).not.toMatch(/^[=+@＝＋＠\t\r]/);
        expect(cleanLine(read)).toBe(cleanLine(text));
      }),
    );
  });
});
