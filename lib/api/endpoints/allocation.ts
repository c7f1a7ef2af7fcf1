import { z } from "zod";
import { LEFT_REASONS } from "@/db/enums";
import { allocateCustomers } from "@/lib/allocation/allocate-customers";
import { previewUndoAllocation } from "@/lib/allocation/preview-undo-allocation";
import { AllocateCustomersInput } from "@/lib/allocation/schema";
import { undoAllocation } from "@/lib/allocation/undo-allocation";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { Allocation } from "@/lib/api/shapes/allocation";
import { ById, Id } from "@/lib/api/shapes/common";

const allocate = endpoint({
  id: "allocateCustomers",
  method: "post",
  path: "/pools/{id}/allocate",
  tag: "ownership",
  summary: "Deal out a pool by its rules",
  description:
    "The first rule of allocation that concerns a customer decides who gets it. Without customerIds the oldest thousand that somebody can take; with dryRun only the plan.",
  permission: "customers.assign",
  refusals: ["NOT_FOUND", "NOT_A_MEMBER"],
  params: ById,
  body: AllocateCustomersInput.omit({ poolId: true }),
  output: Allocation,
  run: ({ ctx, params, body }) => allocateCustomers(ctx, { ...body, poolId: params.id }),
});

const undo = endpoint({
  id: "undoAllocation",
  method: "post",
  path: "/allocations/{id}/undo",
  tag: "ownership",
  summary: "Take a run of allocation back, as far as nobody has worked on what it gave",
  description: "`id` is the `runId` of the run, within a day. What stays is counted by reason.",
  permission: "customers.assign",
  refusals: ["NOT_FOUND", "SWEEP_RUNNING", "SWEEP_UNDO_OVER"],
  params: ById,
  output: z.looseObject({
    ...{ sweepId: Id, restored: z.int(), left: z.int() },
    reasons: z.record(z.string(), z.int()),
  }),
  run: ({ ctx, params }) => undoAllocation(ctx, { sweepId: params.id }),
});

const preview = endpoint({
  id: "previewUndoAllocation",
  method: "get",
  path: "/allocations/{id}/undo",
  tag: "ownership",
  summary: "See what the undo of a run of allocation would take back, and what would stay",
  permission: "customers.assign",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: z.strictObject({
    ...{ restorable: z.int(), owners: z.int() },
    reasons: z.partialRecord(z.enum(LEFT_REASONS), z.int()),
  }),
  run: ({ ctx, params }) => previewUndoAllocation(ctx, { sweepId: params.id }),
});

export const ALLOCATION: readonly Endpoint[] = [allocate, undo, preview];
