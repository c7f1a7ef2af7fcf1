import { z } from "zod";
import { CHANNELS, OUTCOMES, STAGES } from "@/db/enums";

export const LogFollowUpInput = z
  .strictObject({
    customerId: z.uuid(),
    /** The customer's version that the writer saw; if it has changed hands since, nothing is logged. */
    version: z.int().positive().optional(),
    contactId: z.uuid().nullable().default(null),
    channel: z.enum(CHANNELS),
    outcome: z.enum(OUTCOMES),
    note: z.string().trim().max(5000).default(""),
    stage: z.enum(STAGES).optional(),
    nextStep: z.string().trim().max(500).default(""),
    nextStepAt: z.iso.datetime({ offset: true }).nullable().default(null),
  })
  .refine((input) => input.nextStep === "" || input.nextStepAt !== null, {
    path: ["nextStepAt"],
    message: "NEXT_STEP_NEEDS_TIME",
  });
export type LogFollowUpInput = z.infer<typeof LogFollowUpInput>;
