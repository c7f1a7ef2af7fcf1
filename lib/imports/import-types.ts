import type { CountryCode } from "libphonenumber-js/max";
import type { ImportState, RowOutcome } from "@/db/enums";
import type { Delimiter } from "./detect-delimiter";
import type { Encoding } from "./encodings";
import type { ColumnProposal } from "./rules";
import type { TableFormat } from "./types";

/** Why a row was not taken as a customer of its own; messages/imports.skipped has a sentence for each. */
export const SKIP_REASONS = ["same_as_row", "exists"] as const;

/** `code` is a problem of the row or why it was skipped; `value` what stood there, or the number of the other row. */
export type StoredReason = { code: string; field?: string; value?: string };

export type ImportCounts = {
  rows: number;
  created: number;
  updated: number;
  duplicate: number;
  rejected: number;
};

/** A row that asks for a look. */
export type SkippedRow = { number: number; outcome: RowOutcome; reasons: StoredReason[]; cells: string[] };

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
    skipped: SkippedRow[];
  };

/** How far it is; `total` is null as long as nobody knows. */
export type ImportProgress = { stage: "reading" | "writing"; done: number; total: number | null };

/** A file before it is imported: how it was read, what goes where, and its first rows. */
export type FilePreview = FileFacts & {
  header: string[];
  proposals: ColumnProposal[];
  rows: { number: number; cells: string[] }[];
};

/** One line of what the server answers while it imports. */
export type ImportLine =
  | { kind: "progress"; progress: ImportProgress }
  | { kind: "done"; result: ImportResult }
  | { kind: "refused"; error: string; params: Record<string, string | number | boolean | null> };

/** An import as the history lists it. */
export type ImportRow = ImportCounts & {
  id: string;
  poolId: string;
  poolName: string;
  fileName: string;
  state: ImportState;
  startedByName: string | null;
  startedAt: Date;
  finishedAt: Date | null;
};

/** One import with the columns of its file; `nameColumn` is the one that held the name, from 0, or -1. */
export type ImportDetails = ImportRow & { encoding: string | null; header: string[]; nameColumn: number };
