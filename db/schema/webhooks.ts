import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { code, count, id, instant } from "../columns";
import { users } from "./people";

/** `paused` is what the product does to an endpoint that never answers: its messages are kept, not sent. */
export const ENDPOINT_STATES = ["on", "paused", "off"] as const;
export type EndpointState = (typeof ENDPOINT_STATES)[number];

export const PAUSE_REASONS = ["failing", "gone"] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

export const DELIVERY_STATES = ["due", "delivered", "failed"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Another system that is told of what happens here. */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    id: id(),
    url: text().notNull(),
    description: text().notNull().default(""),
    /** Which kinds of messages it wants; `*` stands for all, those to come too. */
    kinds: text().array().notNull(),
    /** Sealed with a key that follows from AUTH_SECRET: see lib/secret-box. */
    secret: text().notNull(),
    /** The secret before the last rotation; it signs too until then. */
    oldSecret: text(),
    oldSecretUntil: instant(),
    state: code(ENDPOINT_STATES).notNull(),
    pausedBecause: code(PAUSE_REASONS),
    /** Attempts that failed since one succeeded, and since when. */
    failures: count(),
    failingSince: instant(),
    /** Nothing is sent before then: it has just failed again and again. */
    restUntil: instant(),
    createdAt: instant().notNull(),
    createdById: uuid().references(() => users.id),
  },
  (t) => [
    check("webhook_endpoints_state_known", sql`${t.state} in ('on', 'paused', 'off')`),
    check(
      "webhook_endpoints_pause_has_reason",
      sql`(${t.state} = 'paused') = (${t.pausedBecause} is not null)`,
    ),
    check("webhook_endpoints_old_secret_ends", sql`(${t.oldSecret} is null) = (${t.oldSecretUntil} is null)`),
  ],
);

/** What happened, as it is told: written by triggers in the transaction of the effect, its id is the webhook-id. */
export const webhookMessages = pgTable(
  "webhook_messages",
  {
    id: uuid().primaryKey().default(sql`gen_random_uuid()`),
    seq: bigint({ mode: "number" }).generatedAlwaysAsIdentity().unique(),
    kind: text().notNull(),
    /** The customer, pool, person or import that it is of: messages of one subject go out in their order. */
    subject: uuid().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Set for a test: nobody else gets it. */
    onlyFor: uuid().references(() => webhookEndpoints.id, { onDelete: "cascade" }),
    at: instant().notNull(),
  },
  (t) => [index("webhook_messages_at").on(t.at)],
);

/** One message to one endpoint: exactly one row each, written with the message. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    id: uuid().primaryKey().default(sql`gen_random_uuid()`),
    messageId: uuid()
      .notNull()
      .references(() => webhookMessages.id, { onDelete: "cascade" }),
    endpointId: uuid()
      .notNull()
      .references(() => webhookEndpoints.id, { onDelete: "cascade" }),
    subject: uuid().notNull(),
    /** The message's. */
    seq: bigint({ mode: "number" }).notNull(),
    state: code(DELIVERY_STATES).notNull(),
    /** Since it was last asked for: a replay begins anew. */
    attempts: count(),
    /** When it was delivered or given up. */
    endedAt: instant(),
  },
  (t) => [
    unique("webhook_deliveries_once").on(t.messageId, t.endpointId),
    index("webhook_deliveries_of_endpoint").on(t.endpointId, t.seq),
    index("webhook_deliveries_due").on(t.endpointId, t.subject, t.seq).where(sql`state = 'due'`),
    index("webhook_deliveries_failed").on(t.endpointId, t.endedAt).where(sql`state = 'failed'`),
    check("webhook_deliveries_state_known", sql`${t.state} in ('due', 'delivered', 'failed')`),
    check("webhook_deliveries_end_known", sql`(${t.state} = 'due') = (${t.endedAt} is null)`),
  ],
);

/**
 * The queue of one subject at one endpoint, as long as something is due in it. Who holds the lease sends its first
 * message, so that of one customer never two are on their way to the same endpoint.
 */
export const webhookLanes = pgTable(
  "webhook_lanes",
  {
    endpointId: uuid()
      .notNull()
      .references(() => webhookEndpoints.id, { onDelete: "cascade" }),
    subject: uuid().notNull(),
    dueAt: instant().notNull(),
    /** Touched by whoever adds a message, so that nobody takes the lane away meanwhile. */
    queuedAt: instant().notNull(),
    lease: uuid(),
    /** By the clock of the database, which all workers share. */
    leasedUntil: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.endpointId, t.subject] }),
    index("webhook_lanes_due").on(t.endpointId, t.dueAt),
    check("webhook_lanes_lease_is_whole", sql`(${t.lease} is null) = (${t.leasedUntil} is null)`),
  ],
);

/** Each time that a message was sent, and what came of it. */
export const webhookAttempts = pgTable(
  "webhook_attempts",
  {
    id: id(),
    deliveryId: uuid()
      .notNull()
      .references(() => webhookDeliveries.id, { onDelete: "cascade" }),
    at: instant().notNull(),
    /** The HTTP status; null when no answer came. */
    status: integer(),
    durationMs: integer().notNull(),
    /** The first kilobyte of the answer. */
    answer: text().notNull().default(""),
    /** What went wrong, as a code; null for a success. */
    error: text(),
  },
  (t) => [index("webhook_attempts_of_delivery").on(t.deliveryId, t.at)],
);
