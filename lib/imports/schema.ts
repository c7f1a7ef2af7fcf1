import { getCountries } from "libphonenumber-js/max";
import { z } from "zod";
import { GRADES } from "@/db/enums";
import { type FieldKey, isFieldKey } from "@/lib/custom-fields/field-key";
import { DELIMITERS } from "./detect-delimiter";
import { ENCODINGS } from "./encodings";
import { IMPORT_FIELDS } from "./header-words";

export const TableChoices = z.strictObject({
  encoding: z.enum(ENCODINGS).optional(),
  delimiter: z.enum(DELIMITERS).optional(),
  sheet: z.string().max(100).optional(),
  /** As a spreadsheet counts rows, from 1. */
  headerRow: z.int().min(1).max(1_000_000).optional(),
});
export type TableChoices = z.infer<typeof TableChoices>;

const isKey = (value: unknown): boolean => typeof value === "string" && isFieldKey(value);

/** Where each column goes, by its header; without one the mapping that is proposed holds. */
export const MappingInput = z.record(
  z.string().max(40_000),
  z.union([z.enum(IMPORT_FIELDS), z.custom<FieldKey>(isKey)]).nullable(),
);

export const ImportOptions = z.strictObject({
  table: TableChoices.default({}),
  /** The country of phones that name none; found from the phones of the file when absent. */
  country: z.enum(getCountries()).optional(),
  defaultSource: z.string().trim().max(100).nullable().default(null),
  defaultGrade: z.enum(GRADES).default("B"),
  /** Fills what is empty in customers that lie in the same pool already; whoever holds or held one loses nothing. */
  fillEmpty: z.boolean().default(true),
  /** Counts what would happen and takes all of it back. */
  dryRun: z.boolean().default(false),
});
export type ImportOptions = z.input<typeof ImportOptions>;

export const ImportFileInput = z.strictObject({
  poolId: z.uuid(),
  fileName: z.string().trim().min(1).max(255),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  mapping: MappingInput.optional(),
  options: ImportOptions.prefault({}),
});
export type ImportFileInput = z.input<typeof ImportFileInput>;
export type ImportRequest = z.output<typeof ImportFileInput>;

export const PreviewFileInput = ImportFileInput.pick({ fileName: true, bytes: true }).extend({
  table: TableChoices.default({}),
});
export type PreviewFileInput = z.input<typeof PreviewFileInput>;

export const ImportInput = z.strictObject({ importId: z.uuid() });
export type ImportInput = z.infer<typeof ImportInput>;

/** The page of the history as an address names it; what is no id counts as absent. */
export const readCursor = (value: unknown): string | undefined => z.uuid().safeParse(value).data;

/** Which of the rows that were not taken a page shows, from the row after `after` on; never fails. */
export const RowsParams = z.object({
  outcome: z.enum(["rejected", "duplicate"]).optional().catch(undefined),
  after: z.coerce.number().int().min(1).optional().catch(undefined),
});

/** What makes an upload safe to repeat: the same key again gets the first answer. */
export const OperationKey = z
  .string()
  .regex(/^[\w-]{8,64}$/)
  .nullable();
