import { z } from "zod";
import { PolicyDocument } from "@/lib/policies/schema";
import { daysInside, MOST_DAYS } from "./rules";

const asked = z.strictObject({
  poolId: z.uuid(),
  document: PolicyDocument,
  /** Calendar days of the organisation, both included. */
  from: z.iso.date(),
  until: z.iso.date(),
});

const inOrder = ({ from, until }: { from: string; until: string }): boolean =>
  from <= until && daysInside(from, until) <= MOST_DAYS;

export const SimulatePolicyInput = asked.refine(inOrder, { path: ["until"] });
export type SimulatePolicyInput = z.infer<typeof SimulatePolicyInput>;

export const SimulateClockInput = asked
  .extend({ ruleId: z.string().min(1).max(40) })
  .refine(inOrder, { path: ["until"] });
export type SimulateClockInput = z.infer<typeof SimulateClockInput>;
