import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { code, instant, newId } from "../columns";
import { CUSTOMER_STATES, EVENT_KINDS } from "../enums";
import { customers } from "./customers";
import { users } from "./people";
import { policies, pools } from "./pools";
import { sweeps } from "./sweeps";
import { apiTokens } from "./tokens";

/** What was true when the ledger decided: enough to explain the decision without looking anything else up. */
export type EventFacts = Record<string, string | number | boolean | null>;

/** The ledger: append-only (a trigger refuses UPDATE, DELETE and TRUNCATE), one row per change of ownership or state. */
export const events = pgTable(
  "events",
  {
    seq: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    version: integer().notNull(),
    kind: code(EVENT_KINDS).notNull(),
    fromState: code(CUSTOMER_STATES),
    toState: code(CUSTOMER_STATES).notNull(),
    fromOwnerId: uuid().references(() => users.id),
    toOwnerId: uuid().references(() => users.id),
    fromPoolId: uuid().references(() => pools.id),
    toPoolId: uuid()
      .notNull()
      .references(() => pools.id),
    protectedUntil: instant(),
    actorKind: text({ enum: ["user", "system"] }).notNull(),
    actorId: uuid().references(() => users.id),
    actorJob: text(),
    /** The token with which a person's program asked for it. */
    tokenId: uuid().references(() => apiTokens.id),
    reason: text(),
    note: text(),
    policyId: uuid().references(() => policies.id),
    rule: text(),
    facts: jsonb().$type<EventFacts>(),
    operationKey: text(),
    /** The sweep that moved it, or of which this undoes a move. */
    sweepId: uuid().references(() => sweeps.id),
    at: instant().notNull(),
  },
  (t) => [
    unique("events_version_unique").on(t.customerId, t.version),
    check("events_owner_matches_state", sql`(${t.toState} = 'owned') = (${t.toOwnerId} is not null)`),
    check(
      "events_actor_named",
      sql`(${t.actorKind} = 'user') = (${t.actorId} is not null) and (${t.actorKind} = 'system') = (${t.actorJob} is not null)`,
    ),
    check(
      "events_first_is_created",
      sql`(${t.version} = 1) = (${t.kind} = 'created') and (${t.version} = 1) = (${t.fromState} is null)`,
    ),
    index("events_at").on(t.at, t.seq),
    index("events_to_owner").on(t.toOwnerId, t.at),
    index("events_from_owner").on(t.fromOwnerId, t.at),
    index("events_of_sweep").on(t.sweepId, t.seq).where(sql`sweep_id is not null`),
    // Whose turn it is: the last gifts of a rule of allocation to a person.
    index("events_allocated")
      .on(t.toOwnerId, t.toPoolId, t.rule, t.seq)
      .where(sql`kind = 'assigned' and rule is not null`),
  ],
);

/** One person's time with one customer. At most one is open per customer. */
export const tenures = pgTable(
  "tenures",
  {
    id: uuid().primaryKey().$defaultFn(newId),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    poolId: uuid()
      .notNull()
      .references(() => pools.id),
    startKind: code(EVENT_KINDS).notNull(),
    startVersion: integer().notNull(),
    startedAt: instant().notNull(),
    endKind: code(EVENT_KINDS),
    endReason: text(),
    endVersion: integer(),
    endedAt: instant(),
    /** When the owner first looked at the unmasked contacts; ends the undo of the claim. */
    revealedAt: instant(),
    /** The first qualifying follow-up of this tenure. */
    firstContactAt: instant(),
    followUpCount: integer().notNull().default(0),
  },
  (t) => [
    uniqueIndex("tenures_one_open_per_customer").on(t.customerId).where(sql`ended_at is null`),
    unique("tenures_one_per_start").on(t.customerId, t.startVersion),
    check(
      "tenures_end_is_whole",
      sql`(${t.endedAt} is null) = (${t.endKind} is null) and (${t.endedAt} is null) = (${t.endVersion} is null)`,
    ),
    check("tenures_end_after_start", sql`${t.endedAt} >= ${t.startedAt}`),
    index("tenures_claims_of_user").on(t.userId, t.startedAt),
    index("tenures_of_user_with_customer").on(t.customerId, t.userId, t.endedAt),
    index("tenures_ended").on(t.endedAt).where(sql`ended_at is not null`),
  ],
);

/** An idempotency key, committed with its effect. The same key again gets the stored answer. */
export const operations = pgTable(
  "operations",
  {
    actor: text().notNull(),
    key: text().notNull(),
    verb: text().notNull(),
    requestHash: text().notNull(),
    /** As JSON and not JSONB: the second answer has its keys in the order of the first. */
    response: json().$type<unknown>(),
    at: instant().notNull(),
  },
  (t) => [unique("operations_key_unique").on(t.actor, t.key), index("operations_at").on(t.at)],
);
