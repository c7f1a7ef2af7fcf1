import type { CountryCode } from "libphonenumber-js/max";
import type { Grade } from "@/db/enums";
import type { CustomValues, FieldDef } from "@/lib/custom-fields/types";
import type { Destination } from "./choices";
import type { ColumnHabit } from "./column-habits";
import type { ImportField } from "./header-words";
import type { TableFormat } from "./types";

/** Why a row is refused; messages/imports has a sentence for each. */
export const ROW_PROBLEMS = [
  "missing_name",
  "too_long",
  "too_many_tags",
  "too_many_cells",
  "broken_text",
  "credit_code_length",
  "credit_code_character",
  "credit_code_checksum",
  "email_invalid",
  "phone_masked",
  "phone_scientific",
  "phone_not_a_number",
  "phone_too_short",
  "phone_too_long",
  "phone_invalid",
  "field_value",
  "other_currency",
  "field_required",
] as const;
export type RowProblem = (typeof ROW_PROBLEMS)[number];

/**
 * A problem of one field: `field` is a field's code, the name of one of the organisation's own, `row` for the row as a
 * whole, or the header of a column that is kept beside the fields.
 */
export type RowReason = { code: RowProblem; field: string; value: string };

/** A contact of an imported customer; `phone` as it was typed. Without a name it is the company's own line. */
export type ImportedContact = {
  name: string | null;
  title: string | null;
  phone: string | null;
  phoneE164: string | null;
  email: string | null;
  wechat: string | null;
};

export type ImportedCustomer = {
  name: string;
  nameKey: string;
  identityKey: string;
  creditCode: string | null;
  externalId: string | null;
  grade: Grade;
  /** Whether the row itself said so. */
  gradeTyped: boolean;
  industry: string | null;
  region: string | null;
  source: string | null;
  website: string | null;
  address: string | null;
  note: string | null;
  tags: string[];
  /** In minor units of the organisation's currency. */
  expectedValue: number | null;
  contractEndsOn: string | null;
  contacts: ImportedContact[];
  /** What was typed and fits no field, by the header of its column. It may hold contact data: mask it as such. */
  extra: Record<string, string>;
  /** Values of the organisation's own fields. */
  custom: CustomValues;
  /** Whose it is to be, and by whom and when it was first entered, as the file says it; where that was asked for. */
  origin?: { owner: string | null; createdBy: string | null; createdAt: string | null };
};

export type RowResult = { ok: true; customer: ImportedCustomer } | { ok: false; reasons: RowReason[] };

export type RowOptions = {
  format: TableFormat;
  defaultCountry: CountryCode;
  defaultSource: string | null;
  defaultGrade: Grade;
  /** In which amounts are. */
  currency: string;
  /** The organisation's own fields; none when absent. */
  fields?: readonly FieldDef[];
  /** How the columns of this file write things, by their place. */
  habits?: readonly ColumnHabit[];
  /** How many digits the codes of a column have, by its header: zeros in front that were eaten come back. */
  zeros?: Readonly<Record<string, number>>;
  into?: Destination;
  keepOrigin?: boolean;
  timeZone?: string;
  /** After which nothing can have been entered. */
  now?: Date;
};

/** The cleaned cells of a row by field; several where a field is put together from columns. */
export type FieldCells = Record<ImportField, string[]>;
