import { z } from "zod";

const note = z.string().trim().max(500).default("");

export const UndoSweepInput = z.strictObject({ sweepId: z.uuid() });
export type UndoSweepInput = z.infer<typeof UndoSweepInput>;

export const DecideSweepInput = z.strictObject({ holdId: z.uuid(), note });
export type DecideSweepInput = z.infer<typeof DecideSweepInput>;

/** `poolId` null is every pool. */
export const PauseReclaimsInput = z.strictObject({ poolId: z.uuid().nullable(), note });
export type PauseReclaimsInput = z.infer<typeof PauseReclaimsInput>;

export const ResumeReclaimsInput = PauseReclaimsInput.pick({ poolId: true });
export type ResumeReclaimsInput = z.infer<typeof ResumeReclaimsInput>;

/** `cursor` is the last row of the page before. */
export const ListSweepsInput = z.strictObject({
  poolId: z.uuid().optional(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(30),
});
export type ListSweepsInput = z.input<typeof ListSweepsInput>;

export const SweepInput = z.strictObject({ sweepId: z.uuid() });
export type SweepInput = z.infer<typeof SweepInput>;
