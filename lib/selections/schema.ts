import { z } from "zod";
import { GRADES, INTENTS, LISTS, RELEASE_REASONS } from "@/db/enums";
import { CustomInput } from "@/lib/custom-fields/schema";
import { DATE, MONEY } from "@/lib/custom-fields/value-schema";

/** A list's address as its parameters: all that it holds are selected, or of them those named. */
export const CreateSelectionInput = z.strictObject({
  list: z.enum(LISTS),
  search: z.record(z.string().max(20), z.string().max(8_000)),
  only: z.array(z.uuid()).min(1).max(1_000).optional(),
});
export type CreateSelectionInput = z.infer<typeof CreateSelectionInput>;

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .nullable()
    .transform((value) => value || null);
const note = z.string().trim().max(2000).default("");
const tags = z.array(z.string().trim().min(1).max(40)).max(20);

/** The fields that many customers may be given at once; null empties one. */
export const BulkChanges = z
  .strictObject({
    grade: z.enum(GRADES),
    intent: z.enum(INTENTS),
    region: text(100),
    industry: text(200),
    source: text(100),
    expectedValue: MONEY.nullable(),
    contractEndsOn: DATE.nullable(),
  })
  .partial();
export type BulkChanges = z.infer<typeof BulkChanges>;

/** What is done with every customer of a selection. */
export const Bulk = z.discriminatedUnion("verb", [
  z.strictObject({ verb: z.literal("claim") }),
  z.strictObject({ verb: z.literal("release"), reason: z.enum(RELEASE_REASONS), note }),
  z.strictObject({ verb: z.literal("assign"), userId: z.uuid(), note }),
  z.strictObject({ verb: z.literal("transfer"), userId: z.uuid(), note }),
  z.strictObject({ verb: z.literal("move"), poolId: z.uuid(), note }),
  z
    .strictObject({
      verb: z.literal("edit"),
      changes: BulkChanges.default({}),
      custom: CustomInput.default({}),
      addTags: tags.default([]),
      removeTags: tags.default([]),
    })
    .refine(
      ({ changes, custom, addTags, removeTags }) =>
        Object.keys(changes).length + Object.keys(custom).length + addTags.length + removeTags.length > 0,
      { message: "EMPTY_CHANGE" },
    ),
]);
export type Bulk = z.infer<typeof Bulk>;
export type BulkEdit = Extract<Bulk, { verb: "edit" }>;

export const StartBulkInput = z.strictObject({ selectionId: z.uuid(), bulk: Bulk });
export type StartBulkInput = z.infer<typeof StartBulkInput>;

export const SelectionInput = z.strictObject({ selectionId: z.uuid() });
export type SelectionInput = z.infer<typeof SelectionInput>;
