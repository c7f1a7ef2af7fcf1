import { z } from "zod";
import { DELIVERY_STATES, ENDPOINT_STATES, PAUSE_REASONS } from "@/db/schema/webhooks";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { At, ById, Id, Paging, page, whole } from "@/lib/api/shapes/common";
import { DomainError } from "@/lib/errors";
import { createEndpoint } from "@/lib/webhooks/create-endpoint";
import { deleteEndpoint } from "@/lib/webhooks/delete-endpoint";
import { editEndpoint } from "@/lib/webhooks/edit-endpoint";
import { getDelivery, listDeliveries, listEndpoints } from "@/lib/webhooks/queries";
import { replayDeliveries } from "@/lib/webhooks/replay-deliveries";
import { rotateSecret } from "@/lib/webhooks/rotate-secret";
import {
  CreateEndpointInput,
  EditEndpointInput,
  ReplayInput,
  RotateSecretInput,
  SwitchEndpointInput,
} from "@/lib/webhooks/schema";
import { sendTestEvent } from "@/lib/webhooks/send-test-event";
import { switchEndpoint } from "@/lib/webhooks/switch-endpoint";

const Webhook = z
  .strictObject({
    id: Id,
    url: z.string(),
    description: z.string(),
    kinds: z.array(z.string()).meta({ description: "`*` is all of them, those to come too." }),
    state: z.enum(ENDPOINT_STATES),
    pausedBecause: z.enum(PAUSE_REASONS).nullable(),
    failures: z.int(),
    failingSince: At.nullable(),
    restUntil: At.nullable(),
    oldSecretUntil: At.nullable(),
    createdAt: At,
    due: z.int(),
    failed: z.int(),
    delivered: z.int(),
    lastAt: At.nullable(),
  })
  .meta({ id: "Webhook", description: "An address that is told what happens." });

const Delivery = z
  .strictObject({
    id: Id,
    messageId: Id,
    kind: z.string(),
    subject: z.string(),
    name: z.string().nullable().meta({ description: "The name of the customer that it is of." }),
    state: z.enum(DELIVERY_STATES),
    attempts: z.int(),
    at: At,
    endedAt: At.nullable(),
    lastStatus: z.int().nullable(),
    lastError: z.string().nullable(),
    lastAt: At.nullable(),
  })
  .meta({ id: "Delivery" });

const Secret = z.string().meta({ description: "Told this once." });
const EndpointId = z.strictObject({ endpointId: Id });
const common = { tag: "webhooks", permission: "webhooks.manage" } as const;
const one = { ...common, params: ById, refusals: ["NOT_FOUND"] } as const;

const list = endpoint({
  ...common,
  id: "listWebhooks",
  method: "get",
  path: "/webhooks",
  summary: "List the addresses that are told what happens",
  output: whole(Webhook),
  run: async ({ ctx }) => ({ data: await listEndpoints(ctx) }),
});

const create = endpoint({
  ...common,
  id: "createWebhook",
  method: "post",
  path: "/webhooks",
  summary: "Add an address that is told what happens from now on",
  description: "The answer has the secret that signs; it is told this once.",
  repeating: "sealed",
  status: 201,
  body: CreateEndpointInput,
  output: z.strictObject({ endpointId: Id, secret: Secret }),
  run: ({ ctx, body }) => createEndpoint(ctx, body),
});

const edit = endpoint({
  ...one,
  id: "editWebhook",
  method: "put",
  path: "/webhooks/{id}",
  summary: "Change where an address is and what it wants",
  body: EditEndpointInput.omit({ endpointId: true }),
  output: EndpointId,
  run: ({ ctx, params, body }) => editEndpoint(ctx, { ...body, endpointId: params.id }),
});

const turn = endpoint({
  ...one,
  id: "switchWebhook",
  method: "put",
  path: "/webhooks/{id}/state",
  summary: "Switch an address on or off; on, what waited goes out in its order",
  body: SwitchEndpointInput.omit({ endpointId: true }),
  output: EndpointId,
  run: ({ ctx, params, body }) => switchEndpoint(ctx, { ...body, endpointId: params.id }),
});

const rotate = endpoint({
  ...one,
  id: "rotateWebhookSecret",
  method: "post",
  path: "/webhooks/{id}/secret",
  summary: "Give an address a new secret; the old one signs too for a while",
  repeating: "sealed",
  body: RotateSecretInput.omit({ endpointId: true }),
  output: z.strictObject({ endpointId: Id, secret: Secret, oldSecretUntil: At.nullable() }),
  run: ({ ctx, params, body }) => rotateSecret(ctx, { ...body, endpointId: params.id }),
});

const remove = endpoint({
  ...one,
  id: "deleteWebhook",
  method: "delete",
  path: "/webhooks/{id}",
  summary: "Take an address away, with what waits for it and its log",
  output: EndpointId,
  run: ({ ctx, params }) => deleteEndpoint(ctx, { endpointId: params.id }),
});

const test = endpoint({
  ...one,
  id: "testWebhook",
  method: "post",
  path: "/webhooks/{id}/test",
  summary: "Send a test message now, and see what comes back",
  repeating: "afresh",
  output: z.strictObject({
    status: z.int().nullable(),
    durationMs: z.number(),
    answer: z.string(),
    error: z.string().nullable(),
  }),
  run: ({ ctx, params }) => sendTestEvent(ctx, { endpointId: params.id }),
});

const deliveries = endpoint({
  ...common,
  id: "listDeliveries",
  method: "get",
  path: "/webhooks/{id}/deliveries",
  summary: "List what was sent to an address, newest first",
  params: ById,
  query: z.strictObject({ state: z.enum(DELIVERY_STATES).optional(), ...Paging }),
  output: page(Delivery),
  run: async ({ ctx, params, query }) => {
    const { state, cursor, limit } = query;
    if (cursor !== undefined && !/^[1-9]\d{0,14}$/.test(cursor)) {
      throw new DomainError("INVALID_INPUT", { field: "cursor" });
    }
    const { rows, nextCursor } = await listDeliveries(ctx, {
      ...{ endpointId: params.id, limit },
      ...(state ? { state } : {}),
      ...(cursor ? { cursor: Number(cursor) } : {}),
    });
    return { data: rows, nextCursor: nextCursor === null ? null : String(nextCursor) };
  },
});

const delivery = endpoint({
  ...one,
  id: "getDelivery",
  method: "get",
  path: "/deliveries/{id}",
  summary: "Read a delivery: what is sent, and every attempt with its answer",
  output: z
    .strictObject({
      id: Id,
      messageId: Id,
      kind: z.string(),
      body: z.string(),
      attempts: z.array(
        z.strictObject({
          id: Id,
          at: At,
          status: z.int().nullable(),
          durationMs: z.number(),
          answer: z.string(),
          error: z.string().nullable(),
        }),
      ),
    })
    .meta({ id: "DeliveryDetail" }),
  run: ({ ctx, params }) => getDelivery(ctx, { deliveryId: params.id }),
});

const replay = endpoint({
  ...one,
  id: "replayDeliveries",
  method: "post",
  path: "/webhooks/{id}/replay",
  summary: "Send one delivery again, or all that were given up since an instant",
  body: ReplayInput.omit({ endpointId: true }),
  output: z.strictObject({ replayed: z.int() }),
  run: ({ ctx, params, body }) => replayDeliveries(ctx, { ...body, endpointId: params.id }),
});

export const WEBHOOKS: readonly Endpoint[] = [
  ...[list, create, edit, turn, rotate, remove, test, deliveries, delivery, replay],
];
