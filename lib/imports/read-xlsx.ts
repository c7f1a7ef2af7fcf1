import { DomainError } from "@/lib/errors";
import type { ByteSource } from "./byte-source";
import { type NumberFormat, numberText } from "./cell-text";
import { IMPORT_LIMITS } from "./limits";
import { columnOf, filledDown, type Merge, mergeOf } from "./merged-cells";
import type { TableRow } from "./types";
import { unreadable } from "./unreadable";
import {
  LONGEST_CHARS,
  readWorkbook,
  type SheetPart,
  scanPart,
  textCollector,
  unescapeOoxml,
} from "./xlsx-parts";
import { attributesOf, type XmlHandler, xmlScanner } from "./xml-scanner";
import { type Archive, openArchive } from "./zip-archive";

/** A workbook opened for reading: its sheets in order, and the rows of one of them as a stream. */
export type SpreadsheetFile = {
  sheets: Pick<SheetPart, "name" | "hidden">[];
  from1904: boolean;
  rows(sheet: string): AsyncGenerator<TableRow>;
  /** The cells that were merged into one. Not looked for in a sheet that is very large. */
  merges(sheet: string): Promise<readonly Merge[]>;
};

/** Up to here a sheet is read twice, for merged cells are named at its end. */
const MERGES_UP_TO_BYTES = 64 * 1024 * 1024;
const MERGES_AT_MOST = 20_000;

/**
 * Opens an XLSX. Only the sheet asked for is inflated, chunk by chunk as its rows are wanted, so that
 * neither a million rows nor a slow reader costs memory. (The whole-file and stream readers of the
 * spreadsheet package give up either that or the number formats, and with them leading zeros.)
 */
export async function openXlsx(source: ByteSource): Promise<SpreadsheetFile> {
  const archive = await openArchive(source);
  const workbook = await readWorkbook(archive);
  let shared: Promise<Shared> | null = null;
  const merged = new Map<string, Promise<readonly Merge[]>>();
  const sheetAt = (name: string) => {
    const sheet = workbook.sheets.find((candidate) => candidate.name === name);
    if (!sheet) throw unreadable("sheet_not_found", { sheet: name });
    return sheet;
  };
  const mergesOf = async (name: string) => {
    const { path } = sheetAt(name);
    const there = merged.get(path) ?? readMerges(archive, path);
    merged.set(path, there);
    return there;
  };
  const readShared = async () => ({ strings: await workbook.strings(), formats: await workbook.formats() });
  return {
    sheets: workbook.sheets.map(({ name, hidden }) => ({ name, hidden })),
    from1904: workbook.from1904,
    async *rows(name) {
      const { path } = sheetAt(name);
      shared ??= readShared();
      yield* filledDown(sheetRows(archive, path, await shared), await mergesOf(name));
    },
    merges: mergesOf,
  };
}

type Shared = { strings: (index: number) => string; formats: NumberFormat[] };

async function readMerges(archive: Archive, path: string): Promise<readonly Merge[]> {
  const merges: Merge[] = [];
  if (archive.bytesOf(path) > MERGES_UP_TO_BYTES) return merges;
  const open = (name: string, tag: string) => {
    if (name !== "mergeCell" || merges.length >= MERGES_AT_MOST) return;
    const merge = mergeOf(attributesOf(tag).get("ref") ?? "");
    if (merge) merges.push(merge);
  };
  try {
    await scanPart(archive, path, { open, close() {} });
  } catch (error) {
    // What is wrong with the sheet is said where its rows are read.
    if (!(error instanceof DomainError)) throw error;
  }
  return merges;
}

async function* sheetRows(archive: Archive, path: string, shared: Shared): AsyncGenerator<TableRow> {
  const reader = rowReader(shared);
  const scanner = xmlScanner(reader);
  for await (const text of archive.text(path)) {
    scanner.write(text);
    yield* reader.takeRows();
  }
  scanner.end();
}

type Cell = { column: number; type: string; style: number; value: string };

function rowReader(shared: Shared): XmlHandler & { takeRows(): TableRow[] } {
  let rows: TableRow[] = [];
  let row: TableRow | null = null;
  let lastNumber = 0;
  let cell: Cell | null = null;
  const tooLong = (): never => {
    const place = { row: row?.number ?? 0, column: (cell?.column ?? 0) + 1 };
    throw unreadable("cell_too_long", { ...place, limit: IMPORT_LIMITS.cellChars });
  };
  const inline = textCollector(tooLong);
  let nextColumn = 0;
  let inValue = false;
  let chars = 0;

  const finishCell = () => {
    if (!row || !cell) return;
    const text = cellText(cell, inline.take(), shared);
    if (text.trim() !== "") {
      refuseOversize(text, row.number, cell.column);
      while (row.cells.length < cell.column) row.cells.push("");
      row.cells[cell.column] = text;
      // A small file can name one long shared string a million times.
      chars += text.length;
      if (chars > IMPORT_LIMITS.textChars) throw unreadable("zip_bomb");
    }
    nextColumn = cell.column + 1;
    cell = null;
  };

  return {
    open(name, tag) {
      if (name === "row") {
        const number = Number(attributesOf(tag).get("r"));
        lastNumber = Number.isSafeInteger(number) && number > lastNumber ? number : lastNumber + 1;
        row = { number: lastNumber, cells: [] };
        nextColumn = 0;
      } else if (name === "c" && row) cell = openCell(tag, nextColumn);
      else if (name === "v") inValue = true;
      else if (cell) inline.open(name, tag);
    },
    text(text) {
      if (!cell) return;
      if (!inValue) return inline.text(text);
      cell.value += text;
      if (cell.value.length > LONGEST_CHARS) tooLong();
    },
    close(name) {
      if (name === "v") inValue = false;
      else if (name === "c") finishCell();
      else if (name === "row") {
        if (row && row.cells.length > 0) rows.push(row);
        row = null;
      } else inline.close(name);
    },
    takeRows() {
      const taken = rows;
      rows = [];
      return taken;
    },
  };
}

function openCell(tag: string, nextColumn: number): Cell {
  const attributes = attributesOf(tag);
  const letters = /^([A-Z]{1,3})\d+$/.exec(attributes.get("r") ?? "")?.[1];
  return {
    column: letters ? columnOf(letters) : nextColumn,
    type: attributes.get("t") ?? "n",
    style: Number(attributes.get("s") ?? 0),
    value: "",
  };
}

function cellText(cell: Cell, inline: string, { strings, formats }: Shared): string {
  switch (cell.type) {
    case "s":
      return cell.value.trim() === "" ? "" : strings(Number(cell.value));
    case "inlineStr":
      return inline;
    case "str":
      return unescapeOoxml(cell.value);
    case "b":
      return cell.value.trim() === "" ? "" : cell.value.trim() === "1" ? "TRUE" : "FALSE";
    case "e":
      return cell.value.trim();
    case "d":
      return cell.value
        .trim()
        .replace("T", " ")
        .replace(/ 00:00:00(\.0+)?Z?$/, "");
    default:
      return numberText(cell.value, formats[cell.style] ?? { code: "General", from1904: false });
  }
}

function refuseOversize(text: string, row: number, column: number): void {
  if (column >= IMPORT_LIMITS.columns) {
    throw unreadable("too_many_columns", { row, limit: IMPORT_LIMITS.columns });
  }
  if (text.length > IMPORT_LIMITS.cellChars) {
    throw unreadable("cell_too_long", { row, column: column + 1, limit: IMPORT_LIMITS.cellChars });
  }
}
