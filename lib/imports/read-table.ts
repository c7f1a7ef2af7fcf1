import { DomainError } from "@/lib/errors";
import { type ByteSource, inMemory, piecesOf } from "./byte-source";
import { storable } from "./clean-text";
import { type Delimiter, detectDelimiter } from "./detect-delimiter";
import { probeEncoding } from "./detect-encoding";
import type { Encoding } from "./encodings";
import { uniqueHeader } from "./header";
import { fileLimit, IMPORT_LIMITS, megabytes } from "./limits";
import { headerOfTwo, type Merge } from "./merged-cells";
import { beginsWithoutHeader } from "./no-header";
import { csvRows, decodeStart } from "./read-csv";
import { openXlsx } from "./read-xlsx";
import { sniffFormat } from "./sniff-format";
import type { Table, TableRow } from "./types";
import { unreadable } from "./unreadable";

/** So many filled rows from the top are looked at to find the header under a title. */
const HEADER_SEARCH_ROWS = 8;
/** And so many to find how wide a table without a header is. */
const WIDTH_SEARCH_ROWS = 200;
/** The header's row in a table that begins with its first customer. */
export const NO_HEADER = 0;

/** What a person may set right when it was guessed wrong; `headerRow` is 1-based, 0 where there is no header. */
export type TableOptions = { encoding?: Encoding; delimiter?: Delimiter; sheet?: string; headerRow?: number };

/**
 * Opens a CSV or XLSX as a table: format, encoding, delimiter, sheet and header are found unless given.
 * Throws IMPORT_FILE_UNREADABLE with the reason, here for what shows at the start, and while the rows
 * are read for what shows later: a reader that must not stop half way reads all rows first. `known` is the
 * encoding that was found when the file was sent.
 */
export async function readTable(
  file: ByteSource | Uint8Array,
  fileName: string,
  options: TableOptions = {},
  known: Encoding | null = null,
): Promise<Table> {
  const source = file instanceof Uint8Array ? inMemory(file) : file;
  refuseLargeFile(source.size);
  const format = await sniffFormat(source, fileName);
  if (format === "xlsx") return readSpreadsheet(source, options);
  return readText(source, { ...(known ? { encoding: known } : {}), ...options });
}

/** Refuses a file that is larger than this installation takes. */
export function refuseLargeFile(bytes: number): void {
  if (bytes <= fileLimit()) return;
  throw unreadable("too_large", { megabytes: megabytes(bytes), limit: megabytes(fileLimit()) });
}

/** What the whole of a text says of its encoding. Throws `binary` or `encoding_unknown`. */
export async function encodingOf(source: ByteSource): Promise<Encoding> {
  const probe = probeEncoding();
  for await (const piece of piecesOf(source)) probe.add(piece);
  return probe.encoding();
}

async function readText(source: ByteSource, options: TableOptions): Promise<Table> {
  const encoding = options.encoding ?? (await encodingOf(source));
  const delimiter = options.delimiter ?? detectDelimiter(await decodeStart(source, encoding));
  const rows = () => filledRows(csvRows(source, { encoding, delimiter }));
  const top = await readTop(rows, options.headerRow, []);
  const of = { format: "csv", encoding, delimiter, sheet: null, from1904: false } as const;
  return { ...of, sheets: [], ...tableBelow(top.header, rows) };
}

async function readSpreadsheet(source: ByteSource, options: TableOptions): Promise<Table> {
  const workbook = await openXlsx(source);
  const sheets = workbook.sheets.map((sheet) => sheet.name);
  const visible = workbook.sheets.filter((sheet) => !sheet.hidden).map((sheet) => sheet.name);
  const candidates = options.sheet === undefined ? visible : [options.sheet];
  if (candidates.length === 0) throw unreadable("no_sheet");
  const { from1904 } = workbook;
  const of = { format: "xlsx", encoding: null, delimiter: null, sheets, from1904 } as const;
  let refusal: unknown = null;
  for (const sheet of candidates) {
    const rows = () => filledRows(workbook.rows(sheet));
    try {
      const { header } = await readTop(rows, options.headerRow, await workbook.merges(sheet));
      return { ...of, sheet, ...tableBelow(header, rows) };
    } catch (error) {
      // A cover sheet without a table is passed over; a damaged one is not.
      if (!isEmptiness(error)) throw error;
      refusal ??= error;
    }
  }
  throw refusal;
}

const isEmptiness = (error: unknown): boolean =>
  error instanceof DomainError && (error.params.reason === "empty" || error.params.reason === "no_rows");

type Rows = () => AsyncGenerator<TableRow>;

function tableBelow(header: TableRow, rows: Rows): Pick<Table, "header" | "headerRow" | "rows"> {
  const width = header.cells.length;
  return {
    headerRow: header.number,
    header: uniqueHeader(header.cells),
    rows: {
      async *[Symbol.asyncIterator]() {
        for await (const row of rows()) {
          if (row.number <= header.number) continue;
          while (row.cells.length < width) row.cells.push("");
          yield row;
        }
      },
    },
  };
}

/** Finds the header, and that there is a row below it. Throws `empty`, `no_rows` or `header_row_not_found`. */
async function readTop(
  rows: Rows,
  headerRow: number | undefined,
  merges: readonly Merge[],
): Promise<{ header: TableRow }> {
  const top: TableRow[] = [];
  for await (const row of rows()) {
    if (headerRow !== undefined && row.number < headerRow) continue;
    top.push(row);
    if (top.length === HEADER_SEARCH_ROWS) break;
  }
  if (headerRow === NO_HEADER || (headerRow === undefined && startsAtOnce(top))) {
    return { header: await withoutNames(rows) };
  }
  if (headerRow !== undefined && top[0]?.number !== headerRow) {
    throw unreadable("header_row_not_found", { row: headerRow });
  }
  const header = headerRow === undefined ? headerOfTwo(headerAmong(top), top, merges) : top[0];
  if (!header) throw unreadable("empty");
  if (top.at(-1)?.number === header.number) throw unreadable("no_rows");
  return { header };
}

const startsAtOnce = (top: readonly TableRow[]): boolean =>
  beginsWithoutHeader(
    top[0]?.cells ?? [],
    top.slice(1).map(({ cells }) => cells),
  );

/** Above the first row: as many columns without names as one of the first rows has cells. Throws `empty`. */
async function withoutNames(rows: Rows): Promise<TableRow> {
  let width = 0;
  let looked = 0;
  for await (const { cells } of rows()) {
    width = Math.max(width, cells.length);
    looked += 1;
    if (looked === WIDTH_SEARCH_ROWS) break;
  }
  if (looked === 0) throw unreadable("empty");
  return { number: NO_HEADER, cells: Array.from({ length: width }, () => "") };
}

// A sheet often begins with a title or a remark alone in its row.
function headerAmong(top: TableRow[]): TableRow | undefined {
  const filled = top.map((row) => row.cells.filter((cell) => cell.trim() !== "").length);
  if (Math.max(0, ...filled) < 3) return top[0];
  return top[filled.findIndex((count) => count > 1)];
}

/** Passes the rows that hold something, without blank cells at their ends, and refuses oversize ones. */
async function* filledRows(rows: AsyncGenerator<TableRow>): AsyncGenerator<TableRow> {
  for await (const { number, cells } of rows) {
    let width = cells.length;
    while (width > 0 && (cells[width - 1] ?? "").trim() === "") width--;
    if (width === 0) continue;
    if (width > IMPORT_LIMITS.columns) {
      throw unreadable("too_many_columns", { row: number, limit: IMPORT_LIMITS.columns });
    }
    const long = cells.findIndex((cell) => cell.length > IMPORT_LIMITS.cellChars);
    if (long !== -1) {
      throw unreadable("cell_too_long", { row: number, column: long + 1, limit: IMPORT_LIMITS.cellChars });
    }
    yield { number, cells: cells.slice(0, width).map(storable) };
  }
}
