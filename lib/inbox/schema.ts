import { z } from "zod";
import { OWN_FIELD, SOURCE_FIELDS } from "@/lib/forms/rules";
import { Routes } from "@/lib/forms/schema";

const facts = {
  name: z.string().trim().min(1).max(100),
  poolId: z.uuid(),
  routes: Routes.default([]),
};

const target = z
  .string()
  .refine((field) => (SOURCE_FIELDS as readonly string[]).includes(field) || OWN_FIELD.test(field));

/** `signed`: every post must carry the signature of the secret that this answers. */
export const CreateInboxInput = z.strictObject({ ...facts, signed: z.boolean().default(false) });
export type CreateInboxInput = z.infer<typeof CreateInboxInput>;

/** `mapping` says which of our fields a name of theirs goes into; null goes into none, and is kept. */
export const EditInboxInput = z.strictObject({
  inboxId: z.uuid(),
  ...facts,
  mapping: z.record(z.string().max(200), target.nullable()),
  open: z.boolean(),
});
export type EditInboxInput = z.infer<typeof EditInboxInput>;

/** A post as it came; `headers` in lower case. */
export type Post = {
  key: string;
  contentType: string;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
};

/** A file of a post, counted from 0. */
export const OpenAttachmentInput = z.strictObject({
  submissionId: z.uuid(),
  place: z.coerce.number().int().min(0).max(49),
});
export type OpenAttachmentInput = z.infer<typeof OpenAttachmentInput>;
