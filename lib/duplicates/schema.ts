import { z } from "zod";
import { DUPLICATE_REASONS } from "@/db/enums";

/** Two customers that may be one; `score` in ten-thousandths says how sure that is. */
export const ProposeDuplicateInput = z
  .strictObject({
    customerId: z.uuid(),
    otherId: z.uuid(),
    reasons: z.array(z.enum(DUPLICATE_REASONS)).max(DUPLICATE_REASONS.length),
    score: z.int().min(0).max(10_000),
  })
  .refine(({ customerId, otherId }) => customerId !== otherId, { message: "SAME_CUSTOMER" });
export type ProposeDuplicateInput = z.infer<typeof ProposeDuplicateInput>;

export const ProposeDuplicatesInput = z.strictObject({ pairs: z.array(ProposeDuplicateInput).max(1_000) });
export type ProposeDuplicatesInput = z.infer<typeof ProposeDuplicatesInput>;

/** The fields of which a merge keeps one side; tags and notes of both may be put together. */
export const MERGE_FIELDS = [
  "name",
  "creditCode",
  "grade",
  "stage",
  "intent",
  "industry",
  "region",
  "source",
  "website",
  "address",
  "tags",
  "expectedValue",
  "contractEndsOn",
  "externalId",
  "note",
] as const;
export type MergeField = (typeof MERGE_FIELDS)[number];

const Side = z.enum(["keep", "other", "both"]);
export type Side = z.infer<typeof Side>;

/** A field of the customer, or `custom.<key>` of the organisation's own. */
const FIELD = /^(?:custom\.[\w-]{1,80}|[a-zA-Z]{1,40})$/;

/**
 * `keepId` stays, with its owner, pool and clock; `choices` names the fields of which another side is wanted than what
 * stands there: where nothing stands the other's value is taken anyway.
 */
export const MergeCustomersInput = z
  .strictObject({
    keepId: z.uuid(),
    otherId: z.uuid(),
    choices: z.record(z.string().regex(FIELD), Side).default({}),
  })
  .refine(({ keepId, otherId }) => keepId !== otherId, { message: "SAME_CUSTOMER" });
export type MergeCustomersInput = z.infer<typeof MergeCustomersInput>;

export const UndoMergeInput = z.strictObject({ mergeId: z.uuid() });
export type UndoMergeInput = z.infer<typeof UndoMergeInput>;

/** What is decided about a pair without a merge: two customers after all, or not now. */
export const DecidePairsInput = z.strictObject({
  pairIds: z.array(z.uuid()).min(1).max(200),
  decision: z.enum(["dismiss", "later", "reopen"]),
});
export type DecidePairsInput = z.infer<typeof DecidePairsInput>;

/** Pairs of the desk that are certain, merged as the desk suggests. */
export const MergePairsInput = z.strictObject({ pairIds: z.array(z.uuid()).min(1).max(100) });
export type MergePairsInput = z.infer<typeof MergePairsInput>;

/** Somebody who holds or sees the customer says that the pair is one. */
export const AskForMergeInput = z.strictObject({
  customerId: z.uuid(),
  pairId: z.uuid(),
  note: z.string().trim().max(500).default(""),
});
export type AskForMergeInput = z.infer<typeof AskForMergeInput>;

export const SetAutoMergeInput = z.strictObject({ on: z.boolean() });
export type SetAutoMergeInput = z.infer<typeof SetAutoMergeInput>;

/** What a new customer is compared by while it is being typed. */
export const FindSimilarInput = z.strictObject({
  name: z.string().trim().max(200).default(""),
  region: z.string().trim().max(100).nullable().default(null),
  address: z.string().trim().max(500).nullable().default(null),
  website: z.string().trim().max(500).nullable().default(null),
  creditCode: z.string().trim().max(40).nullable().default(null),
  phones: z.array(z.string().trim().max(60)).max(20).default([]),
  emails: z.array(z.string().trim().max(200)).max(20).default([]),
});
export type FindSimilarInput = z.infer<typeof FindSimilarInput>;
