import { writeXlsxStream } from "hucre/xlsx";
import type { ExportFormat } from "@/db/enums";
import { CSV_BOM, csvRows, workbookText } from "@/lib/csv";
import type { Cell } from "./columns";

/** What no XML may hold: a workbook with it doesn't open. */
const NOT_IN_XML = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu;
const MOST_CHARACTERS = 32_767;

/** What a spreadsheet would take for one of the characters that XML can't hold. */
const LIKE_ESCAPED = /_(?=x[0-9a-f]{4}_)/gi;

const inWorkbook = (cell: Cell): Cell =>
  typeof cell === "string"
    ? workbookText(cell.replace(NOT_IN_XML, "")).slice(0, MOST_CHARACTERS).replace(LIKE_ESCAPED, "_x005F_")
    : cell;

async function* asCsv(rows: AsyncIterable<Cell[]>): AsyncGenerator<Uint8Array> {
  const text = new TextEncoder();
  yield text.encode(CSV_BOM);
  for await (const row of rows) yield text.encode(csvRows([row]));
}

/** Texts are text cells and nothing else: in a workbook only what is written as a formula is one. */
async function* asXlsx(rows: AsyncIterable<Cell[]>, sheet: string): AsyncGenerator<Uint8Array> {
  async function* cells() {
    for await (const row of rows) yield row.map(inWorkbook);
  }
  const reader = writeXlsxStream(cells(), { name: sheet, freezePane: { rows: 1 } }).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/** Rows as a file of this format, piece by piece: the memory that it takes doesn't grow with the list. */
export const encoded = (
  format: ExportFormat,
  rows: AsyncIterable<Cell[]>,
  sheet: string,
): AsyncGenerator<Uint8Array> => (format === "csv" ? asCsv(rows) : asXlsx(rows, sheet));
