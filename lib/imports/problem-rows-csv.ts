import { runsAsFormula } from "@/lib/csv";
import { isKeptAsText } from "./clean-text";
import type { SkippedRow } from "./import-types";

export type ProblemColumns = { row: string; outcome: string; reasons: string };
type ProblemRow = Pick<SkippedRow, "number" | "outcome" | "reasons" | "cells">;
export type RowWords = {
  columns: ProblemColumns;
  outcome: (row: ProblemRow) => string;
  reasons: (row: ProblemRow) => string;
};

/** By it spreadsheet programs know that a text is UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

/** A cell as the file had it: the apostrophe of what would be run is not imported, and one that was there stays one. */
function cell(text: string): string {
  const safe = runsAsFormula(text) && !isKeptAsText(text) ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const line = (cells: readonly string[]): string => `${cells.map(cell).join(",")}\r\n`;

/** A name that no column of the file has: the reasons stand beside the columns as they were. */
function freeName(wanted: string, header: readonly string[]): string {
  let name = wanted;
  for (let count = 2; header.includes(name); count += 1) name = `${wanted} (${count})`;
  return name;
}

/** The first line of the file: the columns as they were, and behind them where the row stood and what is wrong. */
export function problemHeader(header: readonly string[], words: RowWords): string {
  const { row, outcome, reasons } = words.columns;
  const added = [row, outcome, reasons].map((name) => freeName(name, header));
  return BYTE_ORDER_MARK + line([...header, ...added]);
}

/** The lines of some rows, as wide as the header, in the form of RFC 4180. */
export function problemLines(
  header: readonly string[],
  rows: readonly ProblemRow[],
  words: RowWords,
): string {
  return rows
    .map((row) => {
      const cells = header.map((_, column) => row.cells[column] ?? "");
      // What stood beyond the last column is part of the row all the same.
      const beyond = row.cells.slice(header.length).filter((text) => text.trim() !== "");
      const reasons = [words.reasons(row), ...beyond].join("; ");
      return line([...cells, String(row.number), words.outcome(row), reasons]);
    })
    .join("");
}
