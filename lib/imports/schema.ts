import { getCountries } from "libphonenumber-js/max";
import { z } from "zod";
import { GRADES, ROW_OUTCOMES } from "@/db/enums";
import { type FieldKey, isFieldKey } from "@/lib/custom-fields/field-key";
import { DomainError } from "@/lib/errors";
import { DESTINATIONS, ON_DUPLICATE } from "./choices";
import { DELIMITERS } from "./detect-delimiter";
import { ENCODINGS } from "./encodings";
import { IMPORT_FIELDS } from "./header-words";

export const TableChoices = z.strictObject({
  encoding: z.enum(ENCODINGS).optional(),
  delimiter: z.enum(DELIMITERS).optional(),
  sheet: z.string().max(100).optional(),
  /** As a spreadsheet counts rows, from 1; 0 where there is no header. */
  headerRow: z.int().min(0).max(1_000_000).optional(),
});
export type TableChoices = z.infer<typeof TableChoices>;

const isKey = (value: unknown): boolean => typeof value === "string" && isFieldKey(value);
const header = z.string().max(40_000);

/** Where each column goes, by its header; without one the mapping that is proposed holds. */
export const MappingInput = z.record(
  header,
  z.union([z.enum(IMPORT_FIELDS), z.custom<FieldKey>(isKey)]).nullable(),
);

export const ImportOptions = z.strictObject({
  table: TableChoices.default({}),
  /** The country of phones that name none; found from the phones of the file when absent. */
  country: z.enum(getCountries()).optional(),
  defaultSource: z.string().trim().max(100).nullable().default(null),
  defaultGrade: z.enum(GRADES).default("B"),
  /** Only what lies in the same pool is changed; whoever holds or held a customer loses nothing. */
  onDuplicate: z.enum(ON_DUPLICATE).default("fill"),
  /** Whether a customer with the same phone is the same, though it is called otherwise; only another credit code keeps it apart. */
  samePhone: z.boolean().default(false),
  into: z.enum(DESTINATIONS).default("pool"),
  /** Takes over by whom and when a customer was first entered, where columns say so. The ledger keeps the real instant. */
  keepOrigin: z.boolean().default(false),
  /** Columns whose leading zeros were eaten, with how many digits they have. */
  zeros: z.record(header, z.int().min(2).max(20)).default({}),
});
export type ImportOptions = z.input<typeof ImportOptions>;

/** Everything that is asked of a file. */
export const ImportPlan = ImportOptions.extend({ mapping: MappingInput.optional() });
export type ImportPlan = z.output<typeof ImportPlan>;

const fileName = z.string().trim().min(1).max(255);
const importId = z.uuid();

export const OpenUploadInput = z.strictObject({ fileName, byteCount: z.int().min(0) });
export type OpenUploadInput = z.input<typeof OpenUploadInput>;

export const PartInput = z.strictObject({
  fileId: z.uuid(),
  part: z.coerce.number().int().min(0).max(100_000),
});

export const FileInput = z.strictObject({ fileId: z.uuid() });
export type FileInput = z.infer<typeof FileInput>;

export const PreviewInput = FileInput.extend({ table: TableChoices.default({}) });
export type PreviewInput = z.input<typeof PreviewInput>;

/** A file that was sent and what is asked of it; with `importId` a dry run is made again under another plan. */
export const CheckImportInput = z.strictObject({
  fileId: z.uuid(),
  poolId: z.uuid(),
  importId: importId.optional(),
  plan: ImportPlan.prefault({}),
});
export type CheckImportInput = z.input<typeof CheckImportInput>;

export const StartImportInput = CheckImportInput.omit({ importId: true });
export type StartImportInput = z.input<typeof StartImportInput>;

/** A stored file that is waited for, for the command line. */
export const ImportFileInput = z.strictObject({
  poolId: z.uuid(),
  fileId: z.uuid(),
  mapping: MappingInput.optional(),
  options: ImportOptions.extend({ dryRun: z.boolean().default(false) }).prefault({}),
});
export type ImportFileInput = z.input<typeof ImportFileInput>;

export const ImportInput = z.strictObject({ importId });
export type ImportInput = z.infer<typeof ImportInput>;

const MOST_FIXED = 500;
export const FixRowsInput = ImportInput.extend({
  rows: z
    .array(
      z.strictObject({
        number: z.int().min(1),
        cells: z.array(z.string().max(32_767)).max(200),
      }),
    )
    .min(1)
    .max(MOST_FIXED),
});
export type FixRowsInput = z.infer<typeof FixRowsInput>;

const MOST_LISTED = 500;
export const ListRowsInput = ImportInput.extend({
  outcomes: z.array(z.enum(ROW_OUTCOMES)).min(1),
  after: z.int().min(0).default(0),
  limit: z.int().min(1).max(MOST_LISTED).default(100),
});

/** The page of the history as an address names it; what is no id counts as absent. */
export const readCursor = (value: unknown): string | undefined => z.uuid().safeParse(value).data;

/** Which of the rows that were not taken a page shows, from the row after `after` on; never fails. */
export const RowsParams = z.object({
  outcome: z.enum(["rejected", "duplicate", "placed", "kept"]).optional().catch(undefined),
  after: z.coerce.number().int().min(1).optional().catch(undefined),
});

/** What makes an upload safe to repeat: the same key again gets the first answer. */
export const OperationKey = z
  .string()
  .regex(/^[\w-]{8,64}$/)
  .nullable();

/** Checks what was asked; INVALID_INPUT with the field that is wrong. */
export function accept<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new DomainError("INVALID_INPUT", { field: result.error.issues[0]?.path.join(".") ?? "" });
}
