import { LOCALES } from "@/db/enums";
import { messagesOf } from "@/lib/i18n/messages";
import type { Table } from "./types";

/** The columns that stand behind those of the file in the download of rows that were not taken, in each language. */
const OWN_COLUMNS = LOCALES.map((locale) => {
  const { row, outcome, reason } = messagesOf(locale).imports.result;
  return [row, outcome, reason];
});

/** A table without the columns that our own download added: who mended the rows there imports them as they were. */
export function withoutOwnColumns(table: Table): Table {
  const { header, rows } = table;
  const ends = (columns: string[]) =>
    columns.every((name, at) => header[header.length - columns.length + at] === name);
  const own = OWN_COLUMNS.find(ends);
  if (!own || header.length <= own.length) return table;
  const width = header.length - own.length;
  return {
    ...table,
    header: header.slice(0, width),
    rows: {
      async *[Symbol.asyncIterator]() {
        for await (const { number, cells } of rows) {
          yield { number, cells: [...cells.slice(0, width), ...cells.slice(header.length)] };
        }
      },
    },
  };
}
