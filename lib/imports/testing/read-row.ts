import type { ImportField } from "@/lib/imports/header-words";
import { rowReader } from "@/lib/imports/row";
import type { ImportedCustomer, RowOptions, RowResult } from "@/lib/imports/row-types";
import type { Mapping } from "@/lib/imports/rules";

export const OPTIONS: RowOptions = {
  format: "csv",
  defaultCountry: "CN",
  defaultSource: null,
  defaultGrade: "C",
  currency: "CNY",
};

type Cells = Partial<Record<ImportField, string>>;

/** Reads one row whose columns are the given fields; a name is put in front unless one is given. */
export function readRow(cells: Cells, options: Partial<RowOptions> = {}): RowResult {
  const named: Cells = { name: "海风贸易有限公司", ...cells };
  const header = Object.keys(named);
  const mapping = Object.fromEntries(header.map((field) => [field, field])) as Mapping;
  return rowReader(header, mapping, { ...OPTIONS, ...options })({ number: 2, cells: Object.values(named) });
}

/** The customer that a row becomes; throws the reasons if it is refused. */
export function customerOf(cells: Cells, options?: Partial<RowOptions>): ImportedCustomer {
  const result = readRow(cells, options);
  if (!result.ok) throw new Error(JSON.stringify(result.reasons));
  return result.customer;
}

/** Why a row is refused, as `field:code`. */
export function reasonsOf(cells: Cells): string[] {
  const result = readRow(cells);
  return result.ok ? [] : result.reasons.map(({ code, field }) => `${field}:${code}`);
}
