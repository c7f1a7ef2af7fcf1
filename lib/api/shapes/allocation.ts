import { z } from "zod";
import { ALLOCATION_METHODS } from "@/lib/policies/allocation-rule";
import { At, ErrorCodeShape, Id, Params } from "./common";

/** A rule of allocation as far as it names it. */
export const AllocationRuleRef = z
  .strictObject({
    ...{ id: z.string(), name: z.string() },
    ...{ method: z.enum(ALLOCATION_METHODS), to: z.enum(["everybody", "teams", "people"]) },
  })
  .meta({ id: "AllocationRuleRef", description: "A rule of allocation as far as it names it." });

const Given = z.strictObject({
  customerId: Id,
  name: z.string(),
  ok: z.literal(true),
  rule: AllocationRuleRef,
  userId: Id,
  userName: z.string(),
  why: z
    .strictObject({
      method: z.enum(ALLOCATION_METHODS),
      held: z.int(),
      cap: z.int().nullable(),
      turnSince: At.nullable(),
      free: z.int(),
    })
    .meta({ description: "How that person stood when it was decided, among how many who could take it." }),
  version: z.int().nullable().meta({ description: "Null in a plan." }),
  dueAt: At.nullable(),
});

const Left = z.strictObject({
  customerId: Id,
  name: z.string().nullable(),
  ok: z.literal(false),
  rule: AllocationRuleRef.nullable(),
  error: ErrorCodeShape,
  params: Params,
});

export const Allocation = z
  .strictObject({
    outcomes: z.array(z.union([Given, Left])),
    more: z.boolean().meta({ description: "Whether there are more that somebody would get." }),
    concerned: z
      .strictObject({
        byRule: z.array(z.strictObject({ rule: AllocationRuleRef, count: z.int() })),
        noRule: z.int(),
        awaiting: z.int(),
      })
      .nullable()
      .meta({ description: "What the rules decide about, in the plan for a whole pool." }),
    runId: Id.nullable().meta({ description: "The run, which can be undone as a whole for a day." }),
  })
  .meta({ id: "Allocation", description: "Who got what by the rules of a pool, and what stayed and why." });
