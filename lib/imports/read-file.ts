import { createHash } from "node:crypto";
import type { CountryCode } from "libphonenumber-js/max";
import type { FieldDef } from "@/lib/custom-fields/types";
import { DomainError } from "@/lib/errors";
import type { FileFacts, ImportProgress } from "./import-types";
import { readTable } from "./read-table";
import { rowReader } from "./row";
import type { ImportedCustomer, RowReason } from "./row-types";
import { type ColumnProposal, type Mapping, mappingOf, proposeCountry, proposeMapping } from "./rules";
import type { ImportRequest, TableChoices } from "./schema";
import type { Table } from "./types";
import { withoutOwnColumns } from "./without-own-columns";

const SAMPLE_ROWS = 200;
const TELL_EVERY = 1_000;
/** Where phones that name no country are from when the file does not tell. */
const FALLBACK_COUNTRY: CountryCode = "CN";

/** What the organisation says of its customers: its own fields, and the currency of its amounts. */
export type House = { fields: readonly FieldDef[]; currency: string };

/** A row that was read: a customer, or why it is none. The cells of what may have to be given back are kept. */
export type StagedRow = { number: number; cells: string[] } & (
  | { customer: ImportedCustomer; reasons: null }
  | { customer: null; reasons: RowReason[] }
);

export type StagedFile = {
  facts: FileFacts;
  hash: string;
  mapping: { header: string; field: string | null }[];
  rows: StagedRow[];
};

export type OpenedFile = {
  table: Table;
  proposals: ColumnProposal[];
  sample: { number: number; cells: string[] }[];
};

/** Without what was not chosen. */
const given = ({ encoding, delimiter, sheet, headerRow }: TableChoices) => ({
  ...(encoding ? { encoding } : {}),
  ...(delimiter ? { delimiter } : {}),
  ...(sheet === undefined ? {} : { sheet }),
  ...(headerRow ? { headerRow } : {}),
});

/** Opens a file and proposes from its first rows where the columns go. Throws IMPORT_FILE_UNREADABLE. */
export async function openFile(
  bytes: Uint8Array,
  fileName: string,
  choices: TableChoices,
  fields: readonly FieldDef[],
): Promise<OpenedFile> {
  const table = withoutOwnColumns(await readTable(bytes, fileName, given(choices)));
  const sample: OpenedFile["sample"] = [];
  for await (const row of table.rows) {
    sample.push(row);
    if (sample.length === SAMPLE_ROWS) break;
  }
  const cells = sample.map((row) => row.cells);
  return { table, proposals: proposeMapping(table.header, cells, fields), sample };
}

/** The country that most phones of the sample are from under a mapping. */
export function countryOf({ table, sample }: OpenedFile, mapping: Mapping): CountryCode {
  const columns = table.header.flatMap((header, column) => (mapping[header] === "phone" ? [column] : []));
  const phones = sample.flatMap(({ cells }) => columns.map((column) => (cells[column] ?? "").trim()));
  return proposeCountry(
    phones.filter((phone) => phone !== ""),
    FALLBACK_COUNTRY,
  );
}

/** How an opened file was read. */
export const factsOf = (table: Table, country: CountryCode): FileFacts => ({
  format: table.format,
  encoding: table.encoding,
  delimiter: table.delimiter,
  sheet: table.sheet,
  sheets: table.sheets,
  headerRow: table.headerRow,
  country,
});

/**
 * Reads a whole file before anything is written, for what is wrong with a file may show in its last row. Throws
 * IMPORT_FILE_UNREADABLE, IMPORT_MAPPING_INCOMPLETE, or INVALID_INPUT for a mapping that names no column of it.
 */
export async function readFile(
  request: ImportRequest,
  tell: (progress: ImportProgress) => void,
  { fields, currency }: House,
): Promise<StagedFile> {
  const { bytes, fileName, options } = request;
  const opened = await openFile(bytes, fileName, options.table, fields);
  const { table } = opened;
  const mapping = request.mapping ?? mappingOf(opened.proposals);
  const unknown = Object.keys(mapping).find((header) => !table.header.includes(header));
  if (unknown !== undefined) throw new DomainError("INVALID_INPUT", { field: unknown });
  const country = options.country ?? countryOf(opened, mapping);
  const { defaultSource, defaultGrade } = options;
  const read = rowReader(table.header, mapping, {
    ...{ format: table.format, defaultCountry: country, defaultSource, defaultGrade, fields, currency },
  });
  const rows: StagedRow[] = [];
  for await (const row of table.rows) {
    const result = read(row);
    const staged = { number: row.number, cells: row.cells };
    if (result.ok) rows.push({ ...staged, customer: result.customer, reasons: null });
    else rows.push({ ...staged, customer: null, reasons: result.reasons });
    if (rows.length % TELL_EVERY === 0) tell({ stage: "reading", done: rows.length, total: null });
  }
  return {
    facts: factsOf(table, country),
    hash: createHash("sha256").update(bytes).digest("hex"),
    mapping: table.header.map((header) => ({ header, field: mapping[header] ?? null })),
    rows,
  };
}
