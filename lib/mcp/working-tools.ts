import { z } from "zod";
import { CHANNELS, OUTCOMES, RELEASE_REASONS } from "@/db/enums";
import { recordDeal } from "@/lib/deals/record-deal";
import { RecordDealInput } from "@/lib/deals/schema";
import { DomainError } from "@/lib/errors";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { LogFollowUpInput } from "@/lib/follow-ups/schema";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { claimNext } from "@/lib/ownership/claim-next";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { findPoolId } from "@/lib/pools/name-pools";
import { customerId, pool } from "./reading-tools";
import { type Tool, tool } from "./tool";

const claim = tool({
  name: "claim_customer",
  title: "Claim a customer",
  description:
    "Take a customer out of its pool into the user's hands, within his quota. Tells until when he has it.",
  permission: "customers.claim",
  hint: "adds",
  input: z.object({ customerId }),
  run: (ctx, input) => claimCustomer(ctx, input),
});

const next = tool({
  name: "claim_next",
  title: "Claim the next customer",
  description:
    "Take the best customer of a pool that the user may claim: the best grade first, of it the newest.",
  permission: "customers.claim",
  hint: "adds",
  input: z.object({ pool }),
  run: async (ctx, input) => claimNext(ctx, { poolId: await findPoolId(ctx, input) }),
});

const release = tool({
  name: "release_customer",
  title: "Give a customer back",
  description:
    "Give a customer back to its pool. Anybody may claim it then, and the user can't for some days: ask him first.",
  permission: "customers.release",
  hint: "takes_away",
  input: z.object({
    customerId,
    reason: z.enum(RELEASE_REASONS),
    note: z.string().trim().max(2000).default(""),
  }),
  run: (ctx, input) => releaseCustomer(ctx, input),
});

const log = tool({
  name: "log_follow_up",
  title: "Log a follow-up",
  description:
    "Write down what was said with a customer that the user holds. The answer says whether it resets the clock, and where the deadline is now. Log only what has really happened.",
  permission: "followUps.log",
  hint: "adds",
  input: z.object({
    customerId,
    channel: z.enum(CHANNELS),
    outcome: z.enum(OUTCOMES),
    note: z.string().trim().max(5000).default("").describe("What was said, in the user's words."),
    evidence: z
      .string()
      .trim()
      .max(500)
      .optional()
      .describe("What proves it, a link: some pools ask for it."),
    nextStep: z.string().trim().max(500).default("").describe("What comes next; it needs nextStepAt."),
    nextStepAt: z.iso.datetime({ offset: true }).nullable().default(null),
  }),
  run: (ctx, input) => {
    const read = LogFollowUpInput.safeParse(input);
    if (!read.success) throw new DomainError("INVALID_INPUT", { field: "nextStepAt" });
    return logFollowUp(ctx, read.data);
  },
});

const deal = tool({
  name: "record_deal",
  title: "Record a deal",
  description:
    "Record a deal that was won with a customer that the user holds; the amount is in minor units (fen, cents).",
  permission: "deals.record",
  hint: "adds",
  input: z.object({ ...RecordDealInput.omit({ version: true }).shape, customerId }),
  run: (ctx, input) => recordDeal(ctx, input),
});

export const WORKING_TOOLS: readonly Tool[] = [claim, next, release, log, deal];
