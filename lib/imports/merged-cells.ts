import { IMPORT_LIMITS } from "./limits";
import type { TableRow } from "./types";

/** Cells that a spreadsheet shows as one; rows count from 1, columns from 0, both ends belong to it. */
export type Merge = { top: number; bottom: number; left: number; right: number };

const REF = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/;

/** The column of its letters, from 0. */
export const columnOf = (letters: string): number =>
  [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** Reads `A2:A5`; null for what is no such thing. */
export function mergeOf(ref: string): Merge | null {
  const match = REF.exec(ref);
  if (!match) return null;
  const [, from = "", top, to = "", bottom] = match;
  const merge = { top: Number(top), bottom: Number(bottom), left: columnOf(from), right: columnOf(to) };
  return merge.left < IMPORT_LIMITS.columns && merge.bottom >= merge.top ? merge : null;
}

/**
 * Rows of a sheet in which what was merged downwards stands in each of its rows, for every row is a customer of its own.
 * What was merged sideways stays where it was: it is a title.
 */
export async function* filledDown(
  rows: AsyncGenerator<TableRow>,
  merges: readonly Merge[],
): AsyncGenerator<TableRow> {
  const waiting = merges.filter(({ top, bottom }) => bottom > top).sort((a, b) => a.top - b.top);
  let next = 0;
  let open: { merge: Merge; text: string }[] = [];
  for await (const row of rows) {
    open = open.filter(({ merge }) => merge.bottom >= row.number);
    for (const { merge, text } of open) {
      while (row.cells.length <= merge.left) row.cells.push("");
      if (row.cells[merge.left]?.trim() === "") row.cells[merge.left] = text;
    }
    for (let merge = waiting[next]; merge && merge.top <= row.number; merge = waiting[++next]) {
      const text = merge.top === row.number ? (row.cells[merge.left] ?? "") : "";
      if (text.trim() !== "") open.push({ merge, text });
    }
    yield row;
  }
}

/** A header over two rows (联系人 above 姓名 and 电话) as one: what was merged sideways goes in front of what it covers. */
export function headerOfTwo(
  header: TableRow | undefined,
  top: readonly TableRow[],
  merges: readonly Merge[],
): TableRow | undefined {
  if (!header) return header;
  const below = top[top.indexOf(header) + 1];
  const covers = merges.filter((one) => one.top === header.number && one.right > one.left);
  if (!below || covers.length === 0 || below.number !== header.number + 1) return header;
  const filled = ({ cells }: TableRow) => cells.filter((cell) => cell.trim() !== "").length;
  if (filled(below) < filled(header)) return header;
  const cells = below.cells.map((cell, column) => {
    const cover = covers.find(({ left, right }) => left <= column && column <= right);
    const above = header.cells[cover ? cover.left : column]?.trim() ?? "";
    return cover && above !== "" ? `${above} ${cell}`.trim() : cell || above;
  });
  return { number: below.number, cells };
}
