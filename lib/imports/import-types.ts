import type { CountryCode } from "libphonenumber-js/max";
import type { ImportState, RowOutcome } from "@/db/enums";
import type { ErrorParams } from "@/lib/errors";
import type { Delimiter } from "./detect-delimiter";
import type { Encoding } from "./encodings";
import type { ColumnProposal } from "./rules";
import type { ImportPlan } from "./schema";
import type { TableFormat } from "./types";

/** Why a row was not taken as a customer of its own; messages/imports.skipped has a sentence for each. */
export const SKIP_REASONS = ["same_as_row", "exists", "same_phone"] as const;

/** Why a new customer lies in the pool although its row named an owner, or it was to be dealt out; messages/imports.placed has a sentence for each. */
export const PLACE_NOTES = [
  "owner_unknown",
  "owner_left",
  "owner_not_member",
  "owner_out_of_reach",
  "owner_full",
  "not_allocated",
] as const;

/** Why an undo left a customer as it is; messages/imports.kept has a sentence for each. */
export const KEPT_REASONS = ["claimed", "moved", "merged", "edited", "worked_on"] as const;

/** `code` is a problem of the row or why it was skipped; `value` what stood there, or the number of the other row. */
export type StoredReason = { code: string; field?: string; value?: string };

export type ImportCounts = {
  rows: number;
  created: number;
  updated: number;
  duplicate: number;
  rejected: number;
};

/** What a dry run counted, and how many rows had each reason. */
export type Forecast = ImportCounts & { reasons: Record<string, number> };

/** A row that asks for a look. */
export type SkippedRow = {
  number: number;
  outcome: RowOutcome;
  reasons: StoredReason[];
  cells: string[];
  /** Whether somebody has changed its cells. */
  fixed: boolean;
  customerId: string | null;
  customerName: string | null;
  undo: string | null;
};

/** How a file was read. */
export type FileFacts = {
  format: TableFormat;
  encoding: Encoding | null;
  delimiter: Delimiter | null;
  sheet: string | null;
  sheets: string[];
  headerRow: number;
  country: CountryCode;
};

/** What became of a file. `importId` is null after a dry run, of which nothing is left. */
export type ImportResult = ImportCounts &
  Omit<FileFacts, "sheets"> & {
    importId: string | null;
    poolId: string;
    poolName: string;
    fileName: string;
    /** The first rows that were not taken: the rejected, then the duplicates. */
    skipped: Pick<SkippedRow, "number" | "outcome" | "reasons" | "cells">[];
  };

/** A file before it is imported: how it was read, what goes where, and its first rows. */
export type FilePreview = FileFacts & {
  /** Whether the phones tell the country; else it is the organisation's own. */
  countryFound: boolean;
  fileId: string;
  fileName: string;
  byteCount: number;
  header: string[];
  proposals: ColumnProposal[];
  /** Whether the columns go where they went in the last file with this header. */
  remembered: boolean;
  /** Columns whose zeros in front seem to have been eaten, with how many digits they have. */
  zeros: Record<string, number>;
  /** Columns that count their years from 1912. */
  rocColumns: string[];
  rows: { number: number; cells: string[] }[];
};

/** An import as the history lists it. */
export type ImportRow = ImportCounts & {
  id: string;
  poolId: string;
  poolName: string;
  fileName: string;
  state: ImportState;
  /** The rows of the file; null until they were counted. */
  totalRows: number | null;
  startedByName: string | null;
  startedAt: Date;
  finishedAt: Date | null;
};

/** One import with the columns of its file; `nameColumn` is the one that held the name, from 0, or -1. */
export type ImportDetails = ImportRow & {
  fileId: string | null;
  encoding: string | null;
  header: string[];
  mapping: { header: string; field: string | null }[];
  nameColumn: number;
  plan: ImportPlan;
  facts: FileFacts | null;
  forecast: Forecast | null;
  failure: { code: string; params: ErrorParams } | null;
  /** How many customers an undo put away or back, and how many it left as they are. */
  undone: number;
  kept: number;
  /** How many new customers lie in the pool though they were to have an owner. */
  placed: number;
  undoneAt: Date | null;
};
