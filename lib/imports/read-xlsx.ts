import { type NumberFormat, numberText } from "./cell-text";
import { IMPORT_LIMITS } from "./limits";
import type { TableRow } from "./types";
import { unreadable } from "./unreadable";
import { readWorkbook, type SheetPart, textCollector, unescapeOoxml } from "./xlsx-parts";
import { attributesOf, type XmlHandler, xmlScanner } from "./xml-scanner";
import { type Archive, openArchive } from "./zip-archive";

/** A workbook opened for reading: its sheets in order, and the rows of one of them as a stream. */
export type SpreadsheetFile = {
  sheets: Pick<SheetPart, "name" | "hidden">[];
  rows(sheet: string): AsyncGenerator<TableRow>;
};

/**
 * Opens an XLSX. Only the sheet asked for is inflated, chunk by chunk as its rows are wanted, so that
 * neither a million rows nor a slow reader costs memory. (The whole-file and stream readers of the
 * spreadsheet package give up either that or the number formats, and with them leading zeros.)
 */
export async function openXlsx(file: Uint8Array): Promise<SpreadsheetFile> {
  const archive = openArchive(file);
  const workbook = await readWorkbook(archive);
  let shared: Promise<Shared> | null = null;
  const readShared = async () => ({ strings: await workbook.strings(), formats: await workbook.formats() });
  return {
    sheets: workbook.sheets.map(({ name, hidden }) => ({ name, hidden })),
    async *rows(name) {
      const sheet = workbook.sheets.find((candidate) => candidate.name === name);
      if (!sheet) throw unreadable("sheet_not_found", { sheet: name });
      shared ??= readShared();
      yield* sheetRows(archive, sheet.path, await shared);
    },
  };
}

type Shared = { strings: string[]; formats: NumberFormat[] };

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
  const inline = textCollector();
  let rows: TableRow[] = [];
  let row: TableRow | null = null;
  let lastNumber = 0;
  let cell: Cell | null = null;
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
      if (chars > IMPORT_LIMITS.inflatedBytes) throw unreadable("zip_bomb");
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
      if (inValue) cell.value += text;
      else inline.text(text);
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

const columnOf = (letters: string): number =>
  [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;

function cellText(cell: Cell, inline: string, { strings, formats }: Shared): string {
  switch (cell.type) {
    case "s":
      return strings[Number(cell.value)] ?? "";
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
