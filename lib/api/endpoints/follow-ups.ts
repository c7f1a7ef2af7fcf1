import { z } from "zod";
import { recordActivity } from "@/lib/activities/record-activity";
import { RecordActivityInput } from "@/lib/activities/schema";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { At, ById, Id } from "@/lib/api/shapes/common";
import { recordDeal } from "@/lib/deals/record-deal";
import { RecordDealInput } from "@/lib/deals/schema";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { planNextStep } from "@/lib/follow-ups/plan-next-step";
import { LogFollowUpInput, PlanNextStepInput } from "@/lib/follow-ups/schema";

const seenVersion = (seen: { version: number } | null) => (seen ? { version: seen.version } : {});
const HELD_REFUSALS = ["NOT_FOUND", "NOT_OWNED", "NOT_YOURS", "STALE_OWNERSHIP"] as const;

const Qualification = z.union([
  z.strictObject({ qualifies: z.literal(true), because: z.enum(["outcome", "note"]) }),
  z.strictObject({
    qualifies: z.literal(false),
    because: z.enum(["channel", "outcome", "evidence", "suspicious"]),
    minNoteLength: z.int(),
  }),
]);

const { customerId: _followed, version: _followedVersion, ...logging } = LogFollowUpInput.shape;

const log = endpoint({
  id: "logFollowUp",
  method: "post",
  path: "/customers/{id}/follow-ups",
  tag: "follow-ups",
  summary: "Log a follow-up on a held customer",
  description:
    "A qualifying one restarts the clocks: `qualification` says whether it does and why, `dueAt` where the deadline is now.",
  permission: "followUps.log",
  refusals: [...HELD_REFUSALS, "REQUIRED_FIELD_MISSING"],
  ifMatch: true,
  status: 201,
  params: ById,
  body: z.strictObject(logging).refine((input) => input.nextStep === "" || input.nextStepAt !== null, {
    path: ["nextStepAt"],
    message: "NEXT_STEP_NEEDS_TIME",
  }),
  output: z.strictObject({
    followUpId: Id,
    customerId: Id,
    qualification: Qualification,
    dueAt: At.nullable(),
  }),
  run: ({ ctx, params, body, seen }) =>
    logFollowUp(ctx, { ...body, customerId: params.id, ...seenVersion(seen) }),
});

const plan = endpoint({
  id: "planNextStep",
  method: "put",
  path: "/customers/{id}/next-step",
  tag: "follow-ups",
  summary: "Plan the next step of a held customer, or take the plan away",
  permission: "followUps.log",
  refusals: HELD_REFUSALS,
  ifMatch: true,
  params: ById,
  body: PlanNextStepInput.omit({ customerId: true, version: true }),
  output: z.strictObject({ customerId: Id, nextStep: z.string().nullable(), nextStepAt: At.nullable() }),
  run: ({ ctx, params, body, seen }) =>
    planNextStep(ctx, { ...body, customerId: params.id, ...seenVersion(seen) }),
});

const deal = endpoint({
  id: "recordDeal",
  method: "post",
  path: "/customers/{id}/deals",
  tag: "follow-ups",
  summary: "Record a won deal; it is credited to whoever holds the customer now",
  permission: "deals.record",
  refusals: [...HELD_REFUSALS, "REQUIRED_FIELD_MISSING"],
  ifMatch: true,
  status: 201,
  params: ById,
  body: RecordDealInput.omit({ customerId: true, version: true }),
  output: z.strictObject({ dealId: Id, customerId: Id }),
  run: ({ ctx, params, body, seen }) =>
    recordDeal(ctx, { ...body, customerId: params.id, ...seenVersion(seen) }),
});

const activity = endpoint({
  id: "recordActivity",
  method: "post",
  path: "/customers/{id}/activities",
  tag: "follow-ups",
  summary: "Record what a customer did of itself: a visit, a page view, an enquiry",
  description: "Rules may count from it. What is reported late adds to the number and moves nothing back.",
  permission: "activities.record",
  refusals: ["NOT_FOUND", "NOT_YOURS"],
  status: 201,
  params: ById,
  body: RecordActivityInput.omit({ customerId: true }),
  output: z.strictObject({ activityId: Id, customerId: Id, at: At }),
  run: ({ ctx, params, body }) => recordActivity(ctx, { ...body, customerId: params.id }),
});

export const FOLLOW_UPS: Endpoint[] = [log, plan, deal, activity];
