import { z } from "zod";
import type { ZodOpenApiOperationObject } from "zod-openapi";
import { CUSTOMER_STATES, EVENT_KINDS, GRADES, INTENTS, STAGES } from "@/db/enums";
import { WEBHOOK_KINDS, type WebhookKind } from "./catalogue";

const Id = z.uuid();
const At = z.iso.datetime();
const State = z.enum(CUSTOMER_STATES);

const Customer = z
  .object({
    ...{ id: Id, version: z.int(), state: State, poolId: Id, ownerId: Id.nullable(), name: z.string() },
    ...{ creditCode: z.string().nullable(), externalId: z.string().nullable(), grade: z.enum(GRADES) },
    ...{ stage: z.enum(STAGES), intent: z.enum(INTENTS), industry: z.string().nullable() },
    ...{ region: z.string().nullable(), source: z.string().nullable(), tags: z.array(z.string()) },
  })
  .meta({ id: "ToldCustomer", description: "The customer as it was then, without contacts." });

const Event = z
  .object({
    ...{
      seq: z.int(),
      version: z.int(),
      kind: z.enum(EVENT_KINDS),
      fromState: State.nullable(),
      toState: State,
    },
    ...{ fromOwnerId: Id.nullable(), toOwnerId: Id.nullable(), fromPoolId: Id.nullable(), toPoolId: Id },
    ...{ reason: z.string().nullable(), rule: z.string().nullable(), policyVersion: z.int().nullable() },
    ...{ protectedUntil: At.nullable(), sweepId: Id.nullable() },
    actor: z.object({ kind: z.enum(["user", "system"]), id: Id.nullable(), job: z.string().nullable() }),
  })
  .meta({ id: "ToldEvent", description: "The event of the ledger." });

const Request = z.object({
  ...{
    id: Id,
    userId: Id,
    days: z.int(),
    answer: z.string().nullable(),
    answeredById: Id.nullable(),
    lapsesAt: At,
  },
});
const Person = z.object({ user: z.object({ id: Id, role: z.string(), teamId: Id.nullable() }) });
const count = z.int();

/** What the messages beside those of the ledger carry. */
const DATA: Partial<Record<WebhookKind, z.ZodObject>> = {
  "customer.edited": z.object({ customer: Customer, userId: Id.nullable(), fields: z.array(z.string()) }),
  "follow_up.logged": z.object({
    customer: Customer,
    followUp: z.object({
      ...{ id: Id, userId: Id, channel: z.string(), outcome: z.string(), qualifies: z.boolean() },
      nextStepAt: At.nullable(),
    }),
  }),
  "deal.recorded": z.object({
    customer: Customer,
    deal: z.object({ id: Id, userId: Id, title: z.string(), amount: z.int(), currency: z.string() }),
  }),
  "activity.recorded": z.object({
    customer: Customer,
    activity: z.object({ id: Id, kind: z.string(), at: At, userId: Id.nullable() }),
  }),
  "request.asked": z.object({ customer: Customer, request: Request }),
  "request.answered": z.object({ customer: Customer, request: Request }),
  "import.finished": z.object({
    import: z.object({
      ...{ id: Id, poolId: Id.nullable(), fileName: z.string(), rows: count, created: count, updated: count },
      ...{ duplicate: count, rejected: count, startedById: Id.nullable() },
    }),
  }),
  "policy.published": z.object({
    policy: z.object({
      ...{
        id: Id,
        poolId: Id,
        version: z.int(),
        publishedById: Id.nullable(),
        restoredVersion: z.int().nullable(),
      },
    }),
  }),
  "user.deactivated": Person,
  "user.reactivated": Person,
};

const OF_LEDGER = z.object({ customer: Customer, event: Event });

/** The body of a message of this kind; the example of docs/webhooks.md is one. */
export const messageOf = (kind: WebhookKind) =>
  z.object({ type: z.literal(kind), timestamp: At, data: DATA[kind] ?? OF_LEDGER });

const operationOf = (kind: WebhookKind): ZodOpenApiOperationObject => ({
  operationId: `told_${kind.replace(".", "_")}`,
  summary: kind,
  description: "Signed by Standard Webhooks; taken with any 2xx within ten seconds.",
  requestBody: { required: true, content: { "application/json": { schema: messageOf(kind) } } },
  responses: { "204": { description: "Taken." }, "410": { description: "Send no more." } },
});

/** Every kind of message, for the document of the API. */
export const webhookOperations = (): Record<string, { post: ZodOpenApiOperationObject }> =>
  Object.fromEntries(WEBHOOK_KINDS.map((kind) => [kind, { post: operationOf(kind) }]));
