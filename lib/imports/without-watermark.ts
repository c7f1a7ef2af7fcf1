import { LOCALES } from "@/db/enums";
import { messagesOf } from "@/lib/i18n/messages";
import type { Table, TableRow } from "./types";

/** What the line below an exported list says whoever exported it and when, in each language. */
const WATERMARKS = LOCALES.map((locale) => messagesOf(locale).exports.watermark.split(/\{[^}]*\}/));

function says(text: string, parts: readonly string[]): boolean {
  let at = 0;
  return parts.every((part, index) => {
    const found = text.indexOf(part, at);
    at = found + part.length;
    return index === 0 ? found === 0 : found !== -1;
  });
}

const isWatermark = ({ cells: [first = "", ...rest] }: TableRow): boolean =>
  rest.every((cell) => cell === "") && WATERMARKS.some((parts) => says(first.trim(), parts));

/** A table without the line that our own export puts below a list: it is no customer. */
export function withoutWatermark(table: Table): Table {
  const { rows } = table;
  return {
    ...table,
    rows: {
      async *[Symbol.asyncIterator]() {
        for await (const row of rows) if (!isWatermark(row)) yield row;
      },
    },
  };
}
