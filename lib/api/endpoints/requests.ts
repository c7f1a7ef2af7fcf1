import { z } from "zod";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { At, ById, Id, SameHands, whole } from "@/lib/api/shapes/common";
import { answerRequest } from "@/lib/requests/answer-request";
import { listRequests } from "@/lib/requests/queries";
import { requestProtection } from "@/lib/requests/request-protection";
import { AnswerRequestInput, RequestProtectionInput } from "@/lib/requests/schema";
import { withdrawRequest } from "@/lib/requests/withdraw-request";

const Waiting = z
  .strictObject({
    id: Id,
    customerId: Id,
    name: z.string(),
    ownerId: Id,
    ownerName: z.string(),
    days: z.int(),
    reason: z.string(),
    askedAt: At,
    lapsesAt: At,
    dueAt: At.nullable(),
    sameHands: SameHands.nullable(),
  })
  .meta({ id: "ProtectionRequest" });

const list = endpoint({
  id: "listRequests",
  method: "get",
  path: "/requests",
  tag: "requests",
  summary: "List the requests for protection that wait for your answer",
  permission: "customers.transfer",
  output: whole(Waiting),
  run: async ({ ctx }) => ({ data: await listRequests(ctx) }),
});

const ask = endpoint({
  id: "requestProtection",
  method: "post",
  path: "/customers/{id}/protection-requests",
  tag: "requests",
  summary: "Ask for more protection than you may take yourself",
  description: "While it waits, the clocks stand still.",
  permission: "customers.protect",
  refusals: ["NOT_YOURS", "NOT_OWNED", "PROTECTED", "REQUESTS_OFF", "REQUEST_WAITING", "REQUESTS_USED"],
  ifMatch: true,
  status: 201,
  params: ById,
  body: RequestProtectionInput.omit({ customerId: true, version: true }),
  output: z.strictObject({ requestId: Id, customerId: Id, lapsesAt: At, dueAt: At.nullable() }),
  run: ({ ctx, params, body, seen }) =>
    requestProtection(ctx, { ...body, customerId: params.id, ...(seen ? { version: seen.version } : {}) }),
});

const answer = endpoint({
  id: "answerRequest",
  method: "post",
  path: "/requests/{id}/answer",
  tag: "requests",
  summary: "Approve or decline a request for protection",
  permission: "customers.transfer",
  refusals: ["NOT_FOUND", "NOT_YOURS", "NOT_A_SECOND_PERSON", "REQUEST_OVER"],
  params: ById,
  body: AnswerRequestInput.omit({ requestId: true }),
  output: z.looseObject({ requestId: Id }),
  run: async ({ ctx, params, body }) => ({
    ...(await answerRequest(ctx, { ...body, requestId: params.id })),
    requestId: params.id,
  }),
});

const withdraw = endpoint({
  id: "withdrawRequest",
  method: "post",
  path: "/requests/{id}/withdraw",
  tag: "requests",
  summary: "Withdraw a request of yours",
  permission: "customers.protect",
  refusals: ["NOT_FOUND", "NOT_YOURS", "REQUEST_OVER"],
  params: ById,
  output: z.looseObject({ requestId: Id }),
  run: async ({ ctx, params }) => ({
    ...(await withdrawRequest(ctx, { requestId: params.id })),
    requestId: params.id,
  }),
});

export const REQUESTS: Endpoint[] = [list, ask, answer, withdraw];
