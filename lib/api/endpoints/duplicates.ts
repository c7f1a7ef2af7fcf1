import { z } from "zod";
import { CUSTOMER_STATES } from "@/db/enums";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { ById, Id, whole } from "@/lib/api/shapes/common";
import { Reasons, Score } from "@/lib/api/shapes/duplicates";
import { findDuplicate } from "@/lib/customers/find-duplicate";
import { FindDuplicateInput } from "@/lib/customers/schema";
import { askForMerge } from "@/lib/duplicates/ask-for-merge";
import { findKept } from "@/lib/duplicates/find-kept";
import { findSimilar } from "@/lib/duplicates/find-similar";
import { listOthers } from "@/lib/duplicates/list-others";
import { proposeDuplicates } from "@/lib/duplicates/propose-duplicate";
import { AskForMergeInput, FindSimilarInput, ProposeDuplicatesInput } from "@/lib/duplicates/schema";

const known = {
  held: z.boolean(),
  mine: z.boolean(),
  protected: z.boolean(),
  customerId: Id.nullable(),
  name: z.string().nullable(),
  ownerName: z.string().nullable(),
};
const similar = { reasons: Reasons, score: Score, ...known };
const Similar = z.looseObject(similar).meta({
  id: "Similar",
  description: "A customer that may be the same; its id and name only where you see it anyway.",
});

const common = { tag: "duplicates" } as const;

const check = endpoint({
  ...common,
  id: "findSimilar",
  method: "post",
  path: "/duplicates/check",
  summary: "Ask whether a customer is there already, before you create it",
  description: "Says that it exists and whether it is held or protected, not what you don't see.",
  permission: "customers.create",
  repeating: "afresh",
  body: FindSimilarInput,
  output: whole(Similar),
  run: async ({ ctx, body }) => ({ data: await findSimilar(ctx, body) }),
});

const exact = endpoint({
  ...common,
  id: "findDuplicate",
  method: "post",
  path: "/duplicates/exact",
  summary: "Ask whether a name, a credit code or a phone would be refused as a duplicate",
  permission: "customers.create",
  repeating: "afresh",
  body: FindDuplicateInput,
  output: z.strictObject({
    duplicate: z
      .looseObject({
        ...{ exists: z.literal(true), by: z.string(), state: z.enum(CUSTOMER_STATES), mine: z.boolean() },
        ...{ protected: z.boolean(), customerId: Id.nullable() },
        ...{ name: z.string().nullable(), ownerName: z.string().nullable() },
      })
      .nullable(),
  }),
  run: async ({ ctx, body }) => ({ duplicate: await findDuplicate(ctx, body) }),
});

const others = endpoint({
  ...common,
  id: "listOthers",
  method: "get",
  path: "/customers/{id}/duplicates",
  summary: "List what may be the same customer",
  permission: "customers.read",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: whole(z.looseObject({ ...similar, pairId: Id, asked: z.boolean() })),
  run: async ({ ctx, params }) => ({ data: await listOthers(ctx, { customerId: params.id }) }),
});

const kept = endpoint({
  ...common,
  id: "findKept",
  method: "get",
  path: "/customers/{id}/kept",
  summary: "Ask into which customer one was merged",
  permission: "customers.read",
  params: ById,
  output: z.strictObject({ keptId: Id.nullable() }),
  run: async ({ ctx, params }) => ({ keptId: await findKept(ctx, { customerId: params.id }) }),
});

const ask = endpoint({
  ...common,
  id: "askForMerge",
  method: "post",
  path: "/customers/{id}/merge-requests",
  summary: "Ask for a customer and another to be made one",
  permission: "duplicates.ask",
  refusals: ["NOT_FOUND", "CONFLICT"],
  params: ById,
  body: AskForMergeInput.omit({ customerId: true }),
  output: z.strictObject({ pairId: Id }),
  run: ({ ctx, params, body }) => askForMerge(ctx, { ...body, customerId: params.id }),
});

const propose = endpoint({
  ...common,
  id: "proposeDuplicates",
  method: "post",
  path: "/duplicates",
  summary: "Put pairs that you found on the desk",
  permission: "duplicates.propose",
  repeating: "call",
  refusals: ["NOT_FOUND"],
  body: ProposeDuplicatesInput,
  output: z.strictObject({ proposed: z.int() }),
  run: ({ ctx, body }) => proposeDuplicates(ctx, body),
});

export const DUPLICATES: readonly Endpoint[] = [check, exact, others, kept, ask, propose];
