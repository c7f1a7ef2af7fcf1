import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { id, instant } from "../columns";
import { customers } from "./customers";
import { tenures } from "./ledger";
import { users } from "./people";
import { policies, pools } from "./pools";

/**
 * The draft of a pool's rules that is being worked on: at most one. Every edit is another revision, and takes back what
 * was settled about the one before: its approval, its hour, its observation.
 */
export const policyDrafts = pgTable(
  "policy_drafts",
  {
    id: id(),
    poolId: uuid()
      .notNull()
      .references(() => pools.id),
    /** The version that it was made on; in force then, perhaps not any more. */
    baseVersion: integer().notNull(),
    document: jsonb().$type<unknown>().notNull(),
    note: text().notNull().default(""),
    revision: integer().notNull(),
    editedAt: instant().notNull(),
    editedById: uuid()
      .notNull()
      .references(() => users.id),
    approvedAt: instant(),
    approvedById: uuid().references(() => users.id),
    /** How many it took within the notice when it was approved. */
    approvedHit: integer(),
    publishAt: instant(),
    /** In whose name it is published then. */
    scheduledById: uuid().references(() => users.id),
    observedSince: instant(),
    /** When the observation last looked. */
    observedAt: instant(),
  },
  (t) => [
    unique("policy_drafts_one_per_pool").on(t.poolId),
    foreignKey({
      name: "policy_drafts_base_is_a_version",
      columns: [t.poolId, t.baseVersion],
      foreignColumns: [policies.poolId, policies.version],
    }),
    index("policy_drafts_scheduled").on(t.publishAt).where(sql`publish_at is not null`),
    check("policy_drafts_revision_positive", sql`${t.revision} > 0`),
    check("policy_drafts_approved_by_another", sql`${t.approvedById} <> ${t.editedById}`),
    check(
      "policy_drafts_approval_is_whole",
      sql`(${t.approvedAt} is null) = (${t.approvedById} is null) and (${t.approvedAt} is null) = (${t.approvedHit} is null)`,
    ),
    check("policy_drafts_hour_is_whole", sql`(${t.publishAt} is null) = (${t.scheduledById} is null)`),
  ],
);

/** What an observed draft would have taken: once for a revision and a tenure. */
export const draftObservations = pgTable(
  "draft_observations",
  {
    draftId: uuid()
      .notNull()
      .references(() => policyDrafts.id, { onDelete: "cascade" }),
    revision: integer().notNull(),
    tenureId: uuid()
      .notNull()
      .references(() => tenures.id),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    ownerId: uuid()
      .notNull()
      .references(() => users.id),
    rule: text().notNull(),
    /** When it would have gone. */
    dueAt: instant().notNull(),
    seenAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.draftId, t.revision, t.tenureId] })],
);
