import { z } from "zod";
import { LOCALES } from "@/db/enums";
import { isSite, OWN_FIELD, SOURCE_FIELDS } from "./rules";

const field = z
  .string()
  .refine((name) => (SOURCE_FIELDS as readonly string[]).includes(name) || OWN_FIELD.test(name));

export const Routes = z
  .array(
    z.strictObject({
      field,
      values: z.array(z.string().trim().min(1).max(200)).min(1).max(50),
      poolId: z.uuid(),
    }),
  )
  .max(20);

/** A site as `https://www.example.com`, without a path. */
const origin = z
  .string()
  .trim()
  .refine(isSite)
  .transform((text) => new URL(text).origin);

const facts = {
  title: z.string().trim().min(1).max(100),
  intro: z.string().trim().max(1000).default(""),
  locale: z.enum(LOCALES),
  fields: z
    .array(z.strictObject({ field, label: z.string().trim().min(1).max(100), required: z.boolean() }))
    .min(1)
    .max(30)
    .refine((fields) => new Set(fields.map((one) => one.field)).size === fields.length, { message: "TWICE" })
    .refine((fields) => fields.some((one) => one.field === "name" || one.field === "contactName"), {
      message: "NO_NAME",
    }),
  consent: z.string().trim().max(1000).default(""),
  thanks: z.string().trim().max(1000).default(""),
  redirectUrl: z
    .url({ protocol: /^https?$/ })
    .max(1000)
    .nullable()
    .default(null),
  poolId: z.uuid(),
  routes: Routes.default([]),
  origins: z.array(origin).max(20).default([]),
};

export const CreateFormInput = z.strictObject(facts);
export type CreateFormInput = z.infer<typeof CreateFormInput>;

export const EditFormInput = z.strictObject({ formId: z.uuid(), ...facts });
export type EditFormInput = z.infer<typeof EditFormInput>;

export const SwitchFormInput = z.strictObject({ formId: z.uuid(), open: z.boolean() });
export type SwitchFormInput = z.infer<typeof SwitchFormInput>;

export const FormKey = z.strictObject({ key: z.string().regex(/^[\w-]{8,40}$/) });
export type FormKey = z.infer<typeof FormKey>;

/** What comes from the page: `token` was given with it, `trap` is a field that people don't see. */
export const SubmitFormInput = z.strictObject({
  key: z.string().max(40),
  token: z.string().max(300),
  trap: z.string().max(1000).default(""),
  consent: z.boolean().default(false),
  values: z.record(z.string().max(60), z.string().max(5000)),
  sender: z.string().max(100),
});
export type SubmitFormInput = z.infer<typeof SubmitFormInput>;

export const ListSubmissionsInput = z.strictObject({
  state: z.enum(["received", "held", "done", "discarded"]).optional(),
  formId: z.uuid().optional(),
  inboxId: z.uuid().optional(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
});
export type ListSubmissionsInput = z.input<typeof ListSubmissionsInput>;

/** `values` are what a person has put right, by our fields. */
export const AcceptSubmissionInput = z.strictObject({
  submissionId: z.uuid(),
  values: z
    .partialRecord(z.enum(SOURCE_FIELDS as unknown as ["name"]), z.string().trim().max(5000))
    .default({}),
});
export type AcceptSubmissionInput = z.infer<typeof AcceptSubmissionInput>;

export const SubmissionInput = z.strictObject({ submissionId: z.uuid() });
export type SubmissionInput = z.infer<typeof SubmissionInput>;
