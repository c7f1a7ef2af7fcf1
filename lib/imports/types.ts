import type { Delimiter } from "./detect-delimiter";
import type { Encoding } from "./encodings";

/** One row as it stands in the file; `number` is 1-based as a spreadsheet shows it, and strictly rising. */
export type TableRow = { number: number; cells: string[] };

export type TableFormat = "csv" | "xlsx";

/** A file opened as a table. `rows` streams the rows below the header and starts anew for every loop over it. */
export type Table = {
  format: TableFormat;
  encoding: Encoding | null;
  delimiter: Delimiter | null;
  sheet: string | null;
  sheets: string[];
  headerRow: number;
  header: string[];
  /** Whether a day that stands there as a mere number counts from 1904. */
  from1904: boolean;
  rows: AsyncIterable<TableRow>;
};
