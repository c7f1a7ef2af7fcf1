import { z } from "zod";
import { CHANNELS, OUTCOMES, STAGES } from "@/db/enums";
import { CustomInput } from "@/lib/custom-fields/schema";

export const LogFollowUpInput = z
  .strictObject({
    customerId: z.uuid(),
    /** The customer's version that the writer saw; if it has changed hands since, nothing is logged. */
    version: z.int().positive().optional(),
    contactId: z.uuid().nullable().default(null),
    channel: z.enum(CHANNELS),
    outcome: z.enum(OUTCOMES),
    note: z.string().trim().max(5000).default(""),
    /** What proves it: a link to a recording, a mail, a picture. */
    evidence: z.string().trim().max(500).optional(),
    stage: z.enum(STAGES).optional(),
    /** Of the organisation's own fields, what the new stage needs or was learnt with it. */
    custom: CustomInput.optional(),
    nextStep: z.string().trim().max(500).default(""),
    nextStepAt: z.iso.datetime({ offset: true }).nullable().default(null),
  })
  .refine((input) => input.nextStep === "" || input.nextStepAt !== null, {
    path: ["nextStepAt"],
    message: "NEXT_STEP_NEEDS_TIME",
  });
export type LogFollowUpInput = z.infer<typeof LogFollowUpInput>;

/** The customer whose next follow-up is being written. */
export const PreviewFollowUpInput = z.strictObject({ customerId: z.uuid() });
export type PreviewFollowUpInput = z.infer<typeof PreviewFollowUpInput>;

/** `nextStepAt` null takes the plan away: it is done, or no longer wanted. */
export const PlanNextStepInput = z.strictObject({
  customerId: z.uuid(),
  version: z.int().positive().optional(),
  nextStep: z.string().trim().max(500).default(""),
  nextStepAt: z.iso.datetime({ offset: true }).nullable(),
});
export type PlanNextStepInput = z.infer<typeof PlanNextStepInput>;

export const RecentFollowUpsInput = z.strictObject({
  before: z.strictObject({ at: z.iso.datetime({ offset: true }), id: z.uuid() }).optional(),
  limit: z.int().min(1).max(100).default(30),
});
export type RecentFollowUpsInput = z.input<typeof RecentFollowUpsInput>;
