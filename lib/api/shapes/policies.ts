import { z } from "zod";
import { PolicyDocument } from "@/lib/policies/schema";
import { At, Id, Named, Rule, SameHands } from "./common";

export const Document = PolicyDocument.meta({ id: "PolicyDocument", description: "The rules of a pool." });

const facts = {
  id: Id,
  poolId: Id,
  version: z.int(),
  note: z.string(),
  publishedAt: At,
  publishedById: Id.nullable(),
  publishedByName: z.string().nullable(),
  restoredVersion: z.int().nullable(),
};

const GraceByRule = z.record(z.string(), z.looseObject({}));

export const Policy = z
  .strictObject({ ...facts, document: Document, grace: GraceByRule })
  .meta({ id: "Policy", description: "One version of a pool's rules." });

export const PolicyVersion = z
  .strictObject({ ...facts, changes: z.array(z.looseObject({})) })
  .meta({ id: "PolicyVersion" });

export const Draft = z.strictObject({ draftId: Id, revision: z.int() }).meta({ id: "DraftRef" });

export const PolicyDraft = z
  .strictObject({
    ref: Draft,
    poolId: Id,
    base: Policy,
    document: Document,
    note: z.string(),
    editedAt: At,
    editedBy: Named,
    approval: z.strictObject({ at: At, by: Named, hit: z.int() }).nullable(),
    schedule: z.strictObject({ at: At, by: Named }).nullable(),
    observation: z.strictObject({ since: At, lookedAt: At.nullable(), seen: z.int() }).nullable(),
    sameHands: SameHands.nullable(),
  })
  .meta({ id: "PolicyDraft" });

const PreviewDeadline = z.strictObject({ rule: Rule, dueAt: At, graceUntil: At.nullable() }).nullable();
const Hits = z.array(z.strictObject({ id: z.string(), hit: z.int() }));

export const PolicyPreview = z
  .looseObject({
    poolId: Id,
    baseVersion: z.int(),
    held: z.int(),
    noticeUntil: At,
    hit: z.int(),
    was: z.int(),
    added: z.int(),
    spared: z.int(),
    byRule: Hits,
    byPoolRule: Hits,
    byAllocationRule: z.array(
      z.looseObject({ id: z.string(), concerned: z.int(), hit: z.int(), people: z.int() }),
    ),
    graced: z.int(),
    value: z.number(),
    deadlines: z.record(z.string(), z.int()),
    forecast: z.array(z.strictObject({ day: z.iso.date(), due: z.int(), was: z.int() })),
    people: z.array(z.looseObject({ userId: Id, name: z.string(), held: z.int(), hit: z.int() })),
    examples: z.array(
      z.looseObject({ customerId: Id, name: z.string(), was: PreviewDeadline, becomes: PreviewDeadline }),
    ),
    changes: z.array(z.looseObject({})),
    warnings: z.array(z.looseObject({})),
  })
  .meta({ id: "PolicyPreview", description: "Whom rules would hit if they were published now." });

const Replayed = z.looseObject({
  tenures: z.int(),
  reclaimed: z.int(),
  bounceBps: z.number().nullable(),
});

/** What an answer can't know, by codes of which some have facts. */
export const Unknown = z.array(z.looseObject({ code: z.string() }));

export const PolicySimulation = z
  .looseObject({
    poolId: Id,
    baseVersion: z.int(),
    from: At,
    until: At,
    draft: Replayed,
    inForce: Replayed,
    real: Replayed,
    examples: z.array(z.looseObject({ customerId: Id, name: z.string(), at: At })),
    unknown: Unknown.meta({ description: "What a replay can't know." }),
  })
  .meta({ id: "PolicySimulation", description: "What rules would have done in a period that is over." });
