import { allocateCustomers } from "@/lib/allocation/allocate-customers";
import { AllocateCustomersInput } from "@/lib/allocation/schema";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { Allocation } from "@/lib/api/shapes/allocation";
import { ById } from "@/lib/api/shapes/common";

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

export const ALLOCATION: readonly Endpoint[] = [allocate];
