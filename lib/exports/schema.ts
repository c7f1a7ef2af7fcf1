import { z } from "zod";
import { EXPORT_FORMATS, LISTS, LOCALES } from "@/db/enums";

/** A list's address as its parameters, its columns among them; `locale` is the language of the file. */
export const RequestExportInput = z.strictObject({
  list: z.enum(LISTS),
  search: z.record(z.string().max(20), z.string().max(8_000)),
  format: z.enum(EXPORT_FORMATS),
  locale: z.enum(LOCALES),
});
export type RequestExportInput = z.infer<typeof RequestExportInput>;

export const ExportInput = z.strictObject({ exportId: z.uuid() });
export type ExportInput = z.infer<typeof ExportInput>;

export const DecideExportInput = z.strictObject({ exportId: z.uuid(), allow: z.boolean() });
export type DecideExportInput = z.infer<typeof DecideExportInput>;

/** Above how many customers a second person has to agree; null switches it off. */
export const SetExportRulesInput = z.strictObject({
  approvalAbove: z.int().min(0).max(10_000_000).nullable(),
});
export type SetExportRulesInput = z.infer<typeof SetExportRulesInput>;

export const ListExportsInput = z.strictObject({
  /** Everybody's that the reader may see, or only his own. */
  whose: z.enum(["own", "all"]).default("own"),
  cursor: z.uuid().optional(),
});
export type ListExportsInput = z.infer<typeof ListExportsInput>;
