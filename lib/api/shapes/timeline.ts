import { z } from "zod";
import { ACTIVITY_KINDS, CHANNELS, EVENT_KINDS, OUTCOMES, SUSPICIONS } from "@/db/enums";
import { At, Named } from "./common";

const entry = { id: z.string(), at: At, stretchId: z.string().nullable() };

/** One entry of the timeline; `kind` says what else it has. */
export const TimelineItem = z
  .discriminatedUnion("kind", [
    z.strictObject({
      ...entry,
      kind: z.literal("follow_up"),
      by: Named,
      channel: z.enum(CHANNELS),
      outcome: z.enum(OUTCOMES),
      note: z.string(),
      contactName: z.string().nullable(),
      nextStep: z.string().nullable(),
      nextStepAt: At.nullable(),
      evidence: z.string().nullable(),
      suspicions: z.array(z.enum(SUSPICIONS)),
      qualifies: z.boolean(),
      because: z.string().nullable(),
    }),
    z.strictObject({
      ...entry,
      kind: z.literal("deal"),
      by: Named,
      title: z.string(),
      amount: z.int(),
      currency: z.string(),
    }),
    z.strictObject({
      ...entry,
      kind: z.literal("activity"),
      byName: z.string().nullable(),
      did: z.enum(ACTIVITY_KINDS),
      note: z.string(),
    }),
    z.strictObject({
      ...entry,
      kind: z.literal("edit"),
      byName: z.string().nullable(),
      changes: z.array(
        z.looseObject({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
      ),
    }),
    z.looseObject({
      ...entry,
      kind: z.literal("ownership"),
      event: z.enum(EVENT_KINDS),
      version: z.int(),
      byName: z.string().nullable(),
      job: z.string().nullable(),
      fromOwner: Named.nullable(),
      toOwner: Named.nullable(),
      fromPool: Named.nullable(),
      toPool: Named,
      reason: z.string().nullable(),
      note: z.string().nullable(),
      protectedUntil: At.nullable(),
      policyVersion: z.int().nullable(),
    }),
  ])
  .meta({ id: "TimelineItem" });
