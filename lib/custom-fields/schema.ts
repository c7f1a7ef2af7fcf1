import { z } from "zod";
import { FIELD_TYPES, STAGES } from "@/db/enums";
import { isFieldKey } from "./field-key";
import { MAX_FIELDS, MAX_HELD, MAX_LABEL, MAX_OPTIONS, MAX_TEXT } from "./limits";

const label = z.string().trim().min(1).max(MAX_LABEL);
const requiredStages = z
  .array(z.enum(STAGES))
  .max(STAGES.length)
  .transform((given) => STAGES.filter((stage) => given.includes(stage)));

const different = (labels: readonly string[]): boolean =>
  new Set(labels.map((one) => one.toLowerCase())).size === labels.length;

const newOptions = z.array(label).max(MAX_OPTIONS).refine(different, { message: "DIFFERENT" });

/** `options` are the words of the choices in their order; none for a type without choices. */
export const AddFieldInput = z
  .strictObject({
    label,
    type: z.enum(FIELD_TYPES),
    options: newOptions.default([]),
    requiredStages: requiredStages.default([]),
  })
  .refine(({ type, options }) => options.length > 0 === (type === "choice" || type === "multiple_choice"), {
    path: ["options"],
    message: "OPTIONS",
  });
export type AddFieldInput = z.infer<typeof AddFieldInput>;

/** An option with `value` is there already; without one it is new. */
const option = z.strictObject({
  value: z.string().min(1).max(40).optional(),
  label,
  retired: z.boolean().default(false),
});

/** `options` in their new order; those that are there and not named are retired. The type of a field never changes. */
export const EditFieldInput = z.strictObject({
  fieldId: z.uuid(),
  label,
  options: z
    .array(option)
    .max(MAX_OPTIONS)
    .refine((given) => different(given.filter((one) => !one.retired).map((one) => one.label)), {
      message: "DIFFERENT",
    })
    .default([]),
  requiredStages: requiredStages.default([]),
});
export type EditFieldInput = z.infer<typeof EditFieldInput>;

/** To its place before another field, or to the end. */
export const MoveFieldInput = z.strictObject({ fieldId: z.uuid(), beforeId: z.uuid().nullable() });
export type MoveFieldInput = z.infer<typeof MoveFieldInput>;

export const FieldInput = z.strictObject({ fieldId: z.uuid() });
export type FieldInput = z.infer<typeof FieldInput>;

/** Values by the keys of their fields, null for empty. What each may be says its field, where it is stored. */
export const CustomInput = z
  .record(
    z.string().refine(isFieldKey),
    z.union([
      z.string().max(MAX_TEXT + 100),
      z.number(),
      z.boolean(),
      z.array(z.string().max(40)).max(MAX_HELD),
      z.null(),
    ]),
  )
  .refine((given) => Object.keys(given).length <= 2 * MAX_FIELDS);
export type CustomInput = z.infer<typeof CustomInput>;
