import { DomainError, type ErrorParams } from "@/lib/errors";

/** Why a file as a whole is refused; messages/imports has a sentence for each. */
export const UNREADABLE_REASONS = [
  "empty",
  "no_rows",
  "too_large",
  "too_many_columns",
  "cell_too_long",
  "row_too_long",
  "quote_not_closed",
  "encoding_unknown",
  "binary",
  "extension_mismatch",
  "not_spreadsheet",
  "archive",
  "html",
  "xml",
  "old_xls",
  "xlsb",
  "ods",
  "encrypted",
  "zip_truncated",
  "zip_corrupt",
  "zip_too_many_entries",
  "zip_too_large",
  "zip_bomb",
  "too_much_text",
  "xlsx_corrupt",
  "xlsx_doctype",
  "no_sheet",
  "sheet_not_found",
  "header_row_not_found",
] as const;
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number];

/** The refusal of a whole file: IMPORT_FILE_UNREADABLE with its reason and the facts its sentence needs. */
export const unreadable = (reason: UnreadableReason, facts: ErrorParams = {}): DomainError =>
  new DomainError("IMPORT_FILE_UNREADABLE", { ...facts, reason });
