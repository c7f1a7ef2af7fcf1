import { z } from "zod";
import { DATA_ISSUE_KINDS, INVALID_REASONS } from "@/db/enums";
import { COMPLETENESS_FIELDS, REPORTABLE } from "./rules";

const note = z.string().trim().max(500).default("");

/** Somebody says what is wrong; what no word of the list names needs a sentence. */
export const ReportCustomerInput = z
  .strictObject({ customerId: z.uuid(), kind: z.enum(REPORTABLE), note })
  .refine(({ kind, note }) => kind !== "reported" || note !== "", {
    path: ["note"],
    message: "REPORT_NEEDS_NOTE",
  });
export type ReportCustomerInput = z.infer<typeof ReportCustomerInput>;

const issueIds = z.array(z.uuid()).min(1).max(100);

/** What is to become of open issues; `reason` is that of the ledger, and only for what is marked invalid. */
export const SettleIssuesInput = z.strictObject({
  issueIds,
  as: z.enum(["fixed", "dismissed", "invalidated"]),
  reason: z.enum(INVALID_REASONS).optional(),
  note,
});
export type SettleIssuesInput = z.infer<typeof SettleIssuesInput>;

export const ReopenIssuesInput = z.strictObject({ issueIds });
export type ReopenIssuesInput = z.infer<typeof ReopenIssuesInput>;

/** `cursor` is the last row of the page before. */
export const ListIssuesInput = z.strictObject({
  kind: z.enum(DATA_ISSUE_KINDS).optional(),
  poolId: z.uuid().optional(),
  customerId: z.uuid().optional(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
});
export type ListIssuesInput = z.input<typeof ListIssuesInput>;

export const ReadCompletenessInput = z.strictObject({ customerId: z.uuid() });
export type ReadCompletenessInput = z.infer<typeof ReadCompletenessInput>;

const weight = z.int().min(0).max(100);

/** What each field counts for; something has to. */
export const WeightsInput = z
  .strictObject(
    Object.fromEntries(COMPLETENESS_FIELDS.map((field) => [field, weight])) as Record<
      (typeof COMPLETENESS_FIELDS)[number],
      typeof weight
    >,
  )
  .refine((weights) => Object.values(weights).some((one) => one > 0), { message: "NO_WEIGHT" });

export const SetQualitySettingsInput = z.strictObject({
  weights: WeightsInput,
  goneAfter: z.int().min(2).max(20),
});
export type SetQualitySettingsInput = z.infer<typeof SetQualitySettingsInput>;
