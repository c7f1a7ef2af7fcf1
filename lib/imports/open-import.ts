import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { CountryCode } from "libphonenumber-js/max";
import type { Executor } from "@/db/client";
import type { FieldDef } from "@/lib/custom-fields/types";
import { countryOf as homeOf } from "@/lib/customers/home-country";
import { DomainError } from "@/lib/errors";
import type { ByteSource } from "./byte-source";
import { cleanLine } from "./clean-text";
import { type ColumnHabit, eatenZeros, habitsOf } from "./column-habits";
import type { Encoding } from "./encodings";
import { foldHeader } from "./header-words";
import type { FileFacts } from "./import-types";
import { NO_HEADER, readTable } from "./read-table";
import { rowReader } from "./row";
import type { ImportedCustomer, RowReason, RowResult } from "./row-types";
import { type ColumnProposal, findCountry, type Mapping, mappingOf, proposeMapping } from "./rules";
import type { ImportPlan, TableChoices } from "./schema";
import type { Table, TableRow } from "./types";
import { withoutOwnColumns } from "./without-own-columns";
import { withoutWatermark } from "./without-watermark";

const SAMPLE_ROWS = 200;
/** What the organisation says of its customers: its own fields, the currency of its amounts, its clocks. */
export type House = { fields: readonly FieldDef[]; currency: string; timeZone: string };

/** A row that was read: a customer, or why it is none. The cells of what may have to be given back are kept. */
export type StagedRow = { number: number; cells: string[] } & (
  | { customer: ImportedCustomer; reasons: null }
  | { customer: null; reasons: RowReason[] }
);

/** Bytes with what is known of them. */
export type OpenFile = { source: ByteSource; fileName: string; encoding: Encoding | null };

export type OpenedFile = {
  table: Table;
  headerKey: string;
  proposals: ColumnProposal[];
  /** Whether the mapping is the one that was last used for a file with this header. */
  remembered: boolean;
  habits: ColumnHabit[];
  zeros: Record<string, number>;
  sample: TableRow[];
};

/** Without what was not chosen. */
const given = ({ encoding, delimiter, sheet, headerRow }: TableChoices) => ({
  ...(encoding ? { encoding } : {}),
  ...(delimiter ? { delimiter } : {}),
  ...(sheet === undefined ? {} : { sheet }),
  ...(headerRow === undefined ? {} : { headerRow }),
});

const headerKeyOf = (header: readonly string[]): string =>
  createHash("sha256")
    .update(JSON.stringify(header.map((name) => foldHeader(name) || cleanLine(name))))
    .digest("hex");

/** Where the columns of a file with this header went the last time; null for the first of its kind. */
async function rememberedMapping(
  db: Executor,
  headerKey: string,
): Promise<{ header: string; field: string | null }[] | null> {
  const [row] = await db.execute<{ mapping: { header: string; field: string | null }[] }>(sql`
    select mapping from imports where header_key = ${headerKey} and state in ('waiting', 'running', 'paused', 'finished')
    order by id desc limit 1`);
  return row?.mapping ?? null;
}

/** The proposals with what was chosen the last time, as far as those fields are still there. */
function asBefore(
  proposals: ColumnProposal[],
  before: readonly { field: string | null }[],
  fields: readonly FieldDef[],
): ColumnProposal[] {
  const known = new Set<string>(fields.flatMap(({ key, retired }) => (retired ? [] : [key])));
  return proposals.map((proposal, column) => {
    const field = before[column]?.field ?? null;
    if (field?.startsWith("f_") && !known.has(field)) return proposal;
    return { ...proposal, field: field as ColumnProposal["field"], confidence: field === null ? 0 : 1 };
  });
}

/** Opens a file and proposes from its first rows where the columns go. Throws IMPORT_FILE_UNREADABLE. */
export async function openFile(
  db: Executor,
  file: OpenFile,
  choices: TableChoices,
  { fields }: House,
): Promise<OpenedFile> {
  const read = await readTable(file.source, file.fileName, given(choices), file.encoding);
  const table = withoutWatermark(withoutOwnColumns(read));
  const sample: TableRow[] = [];
  for await (const row of table.rows) {
    sample.push(row);
    if (sample.length === SAMPLE_ROWS) break;
  }
  const cells = sample.map((row) => row.cells);
  const headerKey = headerKeyOf(table.header);
  // Columns without names are not the same because there are as many.
  const before = table.headerRow === NO_HEADER ? null : await rememberedMapping(db, headerKey);
  const proposals = proposeMapping(table.header, cells, fields);
  return {
    ...{ table, headerKey, sample, remembered: before !== null },
    proposals: before ? asBefore(proposals, before, fields) : proposals,
    habits: habitsOf(table.header, cells, table.from1904),
    zeros: eatenZeros(table.header, cells),
  };
}

/** The country that most phones of the sample are from under a mapping; the organisation's own, not `found`, when they don't tell. */
export function countryOf(
  { table, sample }: OpenedFile,
  mapping: Mapping,
  house: House,
): { country: CountryCode; found: boolean } {
  const columns = table.header.flatMap((header, column) => (mapping[header] === "phone" ? [column] : []));
  const phones = sample.flatMap(({ cells }) => columns.map((column) => (cells[column] ?? "").trim()));
  const home = homeOf(house.currency, house.timeZone);
  const found = findCountry(
    phones.filter((phone) => phone !== ""),
    home,
  );
  return { country: found ?? home, found: found !== null };
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

/** A file opened under a plan: how it was read, where its columns go, and the reader of its rows. */
export type OpenedImport = {
  facts: FileFacts;
  headerKey: string;
  table: Table;
  mapping: { header: string; field: string | null }[];
  read: (row: TableRow) => RowResult;
};

/**
 * Opens a file as a plan says. Throws IMPORT_FILE_UNREADABLE, IMPORT_MAPPING_INCOMPLETE, or INVALID_INPUT for a plan that
 * names a column that the file has not.
 */
export async function openImport(
  db: Executor,
  file: OpenFile,
  plan: ImportPlan,
  house: House,
  now: Date,
): Promise<OpenedImport> {
  const opened = await openFile(db, file, plan.table, house);
  const { table, headerKey, habits } = opened;
  const mapping = plan.mapping ?? mappingOf(opened.proposals);
  const named = [...Object.keys(mapping), ...Object.keys(plan.zeros)];
  const unknown = named.find((header) => !table.header.includes(header));
  if (unknown !== undefined) throw new DomainError("INVALID_INPUT", { field: unknown });
  const country = plan.country ?? countryOf(opened, mapping, house).country;
  const { defaultSource, defaultGrade, zeros, into, keepOrigin } = plan;
  const read = rowReader(table.header, mapping, {
    ...{ format: table.format, defaultCountry: country, defaultSource, defaultGrade, habits, zeros, into },
    ...{ keepOrigin, now, fields: house.fields, currency: house.currency, timeZone: house.timeZone },
  });
  return {
    ...{ facts: factsOf(table, country), headerKey, table, read },
    mapping: table.header.map((header) => ({ header, field: mapping[header] ?? null })),
  };
}

/** A row as the rules read it. */
export function stage(read: OpenedImport["read"], { number, cells }: TableRow): StagedRow {
  const result = read({ number, cells });
  if (result.ok) return { number, cells, customer: result.customer, reasons: null };
  return { number, cells, customer: null, reasons: result.reasons };
}
