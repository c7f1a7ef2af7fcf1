import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { CsvError, parse } from "csv-parse";
import iconv from "iconv-lite";
import { type Delimiter, isDelimiterNote } from "./detect-delimiter";
import type { Encoding } from "./encodings";
import { IMPORT_LIMITS } from "./limits";
import type { TableRow } from "./types";
import { unreadable } from "./unreadable";

const CHUNK_BYTES = 64 * 1024;

/** The first `bytes` of a text file as text; a character cut in half at the end is left out. */
export function decodeStart(file: Uint8Array, encoding: Encoding, bytes: number): string {
  return iconv.getDecoder(encoding).write(Buffer.from(file.subarray(0, bytes)));
}

/** Streams the records of a delimited text, blank ones included; a record may hold line ends inside quotes. */
export async function* csvRows(
  file: Uint8Array,
  { encoding, delimiter }: { encoding: Encoding; delimiter: Delimiter },
): AsyncGenerator<TableRow> {
  const start = decodeStart(file, encoding, CHUNK_BYTES * 4);
  const text = Readable.from(decoded(file, encoding));
  const parser = text.pipe(
    parse({
      delimiter,
      record_delimiter: start.includes("\n") ? ["\r\n", "\n"] : ["\r"],
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: IMPORT_LIMITS.recordChars,
    }),
  );
  let number = 0;
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

// The parser works in micro tasks; a pause per chunk lets other work in between.
async function* decoded(file: Uint8Array, encoding: Encoding): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding);
  for (let from = 0; from < file.length; from += CHUNK_BYTES) {
    const text = decoder.write(Buffer.from(file.subarray(from, from + CHUNK_BYTES)));
    if (text !== "") yield text;
    await setImmediate();
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
