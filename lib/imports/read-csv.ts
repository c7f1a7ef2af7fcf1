import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import iconv from "iconv-lite";
import { type ByteSource, piecesOf } from "./byte-source";
import { type Delimiter, isDelimiterNote } from "./detect-delimiter";
import type { Encoding } from "./encodings";
import { IMPORT_LIMITS } from "./limits";
import type { TableRow } from "./types";
import { unreadable } from "./unreadable";
import { watchQuotes } from "./watch-quotes";

const START_BYTES = 256 * 1024;

/** The beginning of a text file as text; a character cut in half at the end is left out. */
export async function decodeStart(source: ByteSource, encoding: Encoding): Promise<string> {
  return iconv.getDecoder(encoding).write(await source.read(0, START_BYTES));
}

/** Streams the records of a delimited text, blank ones included; a record may hold line ends inside quotes. */
export async function* csvRows(
  source: ByteSource,
  { encoding, delimiter }: { encoding: Encoding; delimiter: Delimiter },
): AsyncGenerator<TableRow> {
  const start = await decodeStart(source, encoding);
  let number = 0;
  const lineEnd = start.includes("\n") ? "\n" : "\r";
  const watch = watchQuotes(delimiter, lineEnd);
  const text = Readable.from(
    lineByLine(decoded(source, encoding), () => number + 1, watch),
    { highWaterMark: 1 },
  );
  const parser = text.pipe(
    parse({
      delimiter,
      record_delimiter: lineEnd === "\n" ? ["\r\n", "\n"] : ["\r"],
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: IMPORT_LIMITS.recordChars,
    }),
  );
  text.on("error", (error) => parser.destroy(error));
  try {
    for await (const record of parser) {
      number++;
      const cells: string[] = record;
      if (number === 1 && isDelimiterNote(cells[0] ?? "")) continue;
      yield { number, cells };
    }
  } catch (error) {
    throw refusalOf(error, number + 1);
  } finally {
    text.destroy();
    parser.destroy();
  }
}

/** The parser counts what stands in cells: of a line of nothing but delimiters it would make cells without end. */
async function* lineByLine(
  pieces: AsyncIterable<string>,
  row: () => number,
  watch: (piece: string) => void,
): AsyncGenerator<string> {
  let open = 0;
  for await (const piece of pieces) {
    watch(piece);
    const end = Math.max(piece.lastIndexOf("\n"), piece.lastIndexOf("\r"));
    open = end === -1 ? open + piece.length : piece.length - end - 1;
    if (open > IMPORT_LIMITS.recordChars) throw unreadable("row_too_long", { row: row() });
    yield piece;
  }
}

async function* decoded(source: ByteSource, encoding: Encoding): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding);
  for await (const piece of piecesOf(source)) {
    const text = decoder.write(piece);
    if (text !== "") yield text;
  }
  const rest = decoder.end();
  if (rest) yield rest;
}

function refusalOf(error: unknown, row: number): unknown {
  if (!(error instanceof CsvError)) return error;
  if (error.code === "CSV_QUOTE_NOT_CLOSED") return unreadable("quote_not_closed", { row });
  if (error.code === "CSV_MAX_RECORD_SIZE") return unreadable("row_too_long", { row });
  return error;
}
