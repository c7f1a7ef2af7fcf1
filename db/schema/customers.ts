import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { code, count, day, id, instant, minorUnits } from "../columns";
import { CUSTOMER_STATES, GRADES, INTENTS, INVALID_REASONS, STAGES } from "../enums";
import { users } from "./people";
import { policies, pools } from "./pools";

/** What a field of the organisation's own holds: money as whole minor units, a day as YYYY-MM-DD, choices as values. */
export type CustomValue = string | number | boolean | string[];
export type CustomValues = Record<string, CustomValue>;

/**
 * A customer is in a pool or in exactly one rep's hands. The columns from `state` to `protectedUntil` are
 * the projection of the ledger and change only through lib/ledger; those from `dueAt` on are the deadline,
 * recomputed whenever something moves it.
 */
export const customers = pgTable(
  "customers",
  {
    id: id(),
    name: text().notNull(),
    /** The folded name, for finding the same company written differently. */
    nameKey: text().notNull(),
    /** What makes two rows the same customer beyond doubt; unique among those that are not merged away. */
    identityKey: text().notNull(),
    creditCode: text(),
    externalId: text(),
    grade: code(GRADES).notNull(),
    industry: text(),
    region: text(),
    /** The code (GB/T 2260) of what `region` names, as far as it names one region; the job that looks for duplicates keeps it. */
    regionCode: text(),
    source: text(),
    stage: code(STAGES).notNull(),
    intent: code(INTENTS).notNull(),
    tags: text().array().notNull().default(sql`'{}'::text[]`),
    website: text(),
    address: text(),
    note: text(),
    /** What it may be worth, in the organisation's currency. */
    expectedValue: minorUnits(),
    /** The last day of the contract that runs with it. */
    contractEndsOn: day(),
    /** When somebody marked that it may leave us. */
    churnRiskAt: instant(),
    /** When stage, grade and intent last changed, the latter two for the worse. */
    stageChangedAt: instant(),
    gradeDroppedAt: instant(),
    intentDroppedAt: instant(),
    /** Columns of an import that map to no field: nothing that was typed is thrown away. */
    extra: jsonb().$type<Record<string, string>>(),
    /** The values of the organisation's own fields by their keys; lib/custom-fields says what each may be. */
    custom: jsonb().$type<CustomValues>().notNull().default({}),
    /** The contacts' phones, e-mails and WeChat ids of pooled customers are masked; see lib/masking. */
    createdAt: instant().notNull(),
    createdById: uuid().references(() => users.id),
    editedAt: instant().notNull(),

    state: code(CUSTOMER_STATES).notNull(),
    ownerId: uuid().references(() => users.id),
    poolId: uuid()
      .notNull()
      .references(() => pools.id),
    /** The version of the last ledger event. */
    version: integer().notNull(),
    /** The instant of the last ledger event; `at` never goes back for one customer. */
    movedAt: instant().notNull(),
    /** When the present owner got it. */
    heldSince: instant(),
    /** When it last entered the pool. */
    pooledAt: instant(),
    lastOwnerId: uuid().references(() => users.id),
    /** How many tenures it has had. */
    ownerCount: integer().notNull().default(0),
    /** How often it went back to a pool from somebody's hands. */
    bounceCount: integer().notNull().default(0),
    /** Up to which return a manager has opened it to claims again; the guard of the pool asks beyond it. */
    liftedBounces: count(),
    protectedUntil: instant(),
    invalidReason: code(INVALID_REASONS),
    mergedIntoId: uuid(),

    lastFollowUpAt: instant(),
    lastFollowUpById: uuid().references(() => users.id),
    lastOutcome: text(),
    /** The last follow-up of the present tenure that resets a clock. */
    qualifiedAt: instant(),
    lastDealAt: instant(),
    /** Set by a won deal of the present tenure: a won customer stays and is not reclaimed. */
    wonAt: instant(),
    nextStep: text(),
    nextStepAt: instant(),
    /** Follow-ups of the present tenure since the stage last went forward or a deal was made. */
    followUpsSinceProgress: count(),
    /** Since when its owner holds more than his cap and it is among the least valuable that he has too many. */
    overCapSince: instant(),
    /** What the customer did of itself: visits, page views, enquiries. */
    activityCount: count(),
    lastActivityAt: instant(),

    dueAt: instant(),
    /** The id of the rule, in the document of `duePolicyId`. */
    dueRule: text(),
    /** The instant from which the clock of `dueRule` runs. */
    dueFrom: instant(),
    /** The policy version under which the deadline was computed; another than the pool's means stale. */
    duePolicyId: uuid().references(() => policies.id),
    /** The next reminder before `dueAt` that has not been sent. */
    remindAt: instant(),
    /** The deadline that an owner was last reminded of, when, and how often: what a reclaim says of its reminders. */
    remindedFor: instant(),
    remindedAt: instant(),
    remindedCount: integer().notNull().default(0),
  },
  (t) => [
    check("customers_owner_matches_state", sql`(${t.state} = 'owned') = (${t.ownerId} is not null)`),
    check("customers_held_since_matches_state", sql`(${t.state} = 'owned') = (${t.heldSince} is not null)`),
    check("customers_pooled_at_matches_state", sql`${t.state} <> 'pooled' or ${t.pooledAt} is not null`),
    check("customers_deadline_only_when_held", sql`${t.dueAt} is null or ${t.state} = 'owned'`),
    check(
      "customers_deadline_is_whole",
      sql`(${t.dueAt} is null) = (${t.dueRule} is null) and (${t.dueAt} is null) = (${t.dueFrom} is null)`,
    ),
    check("customers_reminder_needs_deadline", sql`${t.remindAt} is null or ${t.dueAt} is not null`),
    check("customers_protected_only_when_held", sql`${t.protectedUntil} is null or ${t.state} = 'owned'`),
    check("customers_invalid_has_reason", sql`(${t.state} = 'invalid') = (${t.invalidReason} is not null)`),
    check("customers_merged_names_kept", sql`(${t.state} = 'merged') = (${t.mergedIntoId} is not null)`),
    check("customers_state_known", sql`${t.state} in ('pooled', 'owned', 'invalid', 'merged')`),
    check("customers_grade_known", sql`${t.grade} in ('A', 'B', 'C')`),
    check("customers_custom_is_object", sql`jsonb_typeof(${t.custom}) = 'object'`),
    check("customers_name_not_empty", sql`length(trim(${t.name})) > 0`),
    check("customers_version_positive", sql`${t.version} > 0`),
    uniqueIndex("customers_identity_unique").on(t.identityKey).where(sql`state <> 'merged'`),
    index("customers_identity_merged").on(t.identityKey).where(sql`state = 'merged'`),
    index("customers_name_key").on(t.nameKey),
    // The columns behind the id are those that a page is filtered by on its way through the index.
    index("customers_pool_entered")
      .on(
        ...[t.poolId, t.pooledAt.desc(), t.id.desc()],
        ...[t.grade, t.region, t.industry, t.source, t.ownerCount],
      )
      .where(sql`state = 'pooled'`),
    index("customers_pool_grade")
      .on(t.poolId, t.grade, t.pooledAt.desc(), t.id.desc(), t.region, t.industry, t.source)
      .where(sql`state = 'pooled'`),
    index("customers_pool_region")
      .on(t.poolId, t.region, t.pooledAt.desc(), t.id.desc(), t.grade, t.industry)
      .where(sql`state = 'pooled'`),
    index("customers_pool_industry")
      .on(t.poolId, t.industry, t.pooledAt.desc(), t.id.desc(), t.grade)
      .where(sql`state = 'pooled'`),
    index("customers_pool_source")
      .on(t.poolId, t.source, t.pooledAt.desc(), t.id.desc())
      .where(sql`state = 'pooled'`),
    index("customers_pool_bounces")
      .on(t.poolId, t.bounceCount.desc(), t.pooledAt.desc(), t.id.desc(), t.grade, t.region, t.industry)
      .where(sql`state = 'pooled'`),
    index("customers_pool_name")
      .on(t.poolId, t.name, t.id, t.grade, t.region, t.industry)
      .where(sql`state = 'pooled'`),
    // In the order of ids, which nothing changes: what other systems read page by page.
    index("customers_pool_id").on(t.poolId, t.id).where(sql`state = 'pooled'`),
    index("customers_pool_tags").using("gin", t.tags).where(sql`state = 'pooled' and tags <> '{}'`),
    index("customers_merged_into").on(t.mergedIntoId).where(sql`merged_into_id is not null`),
    index("customers_invalid").on(t.poolId).where(sql`state = 'invalid'`),
    index("customers_of_owner").on(t.ownerId, t.poolId).where(sql`state = 'owned'`),
    index("customers_of_policy").on(t.poolId, t.duePolicyId).where(sql`state = 'owned'`),
    index("customers_due").on(t.dueAt).where(sql`due_at is not null`),
    index("customers_to_remind").on(t.remindAt).where(sql`remind_at is not null`),
    index("customers_next_step").on(t.ownerId, t.nextStepAt).where(sql`next_step_at is not null`),
  ],
);

/** Numbers the names in the order in which they are written (`name_blocks` of the database). */
export const nameNumbers = pgSequence("customer_names_numbers");

/**
 * The names again, where they are searched: beside the customers, so that no claim has to write a search index. A
 * trigger keeps name and pool; what can be looked for in a name (lib/customers/search-grams) is written with it, or by
 * the job that reads what was written without.
 */
export const customerNames = pgTable(
  "customer_names",
  {
    customerId: uuid()
      .primaryKey()
      .references(() => customers.id),
    name: text().notNull(),
    /** The name as search compares it, where that is another text. */
    folded: text(),
    /** Null until it has been read. One of them stands for the pool, two for the blocks of its number. */
    grams: integer().array(),
  },
  (t) => [
    index("customer_names_grams").using("gin", t.grams),
    index("customer_names_unread").on(t.customerId).where(sql`grams is null`),
  ],
);

export const contacts = pgTable(
  "contacts",
  {
    id: id(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    /** Null for the company's main line. */
    name: text(),
    title: text(),
    /** As it was typed. */
    phone: text(),
    phoneE164: text(),
    email: text(),
    wechat: text(),
    isPrimary: boolean().notNull().default(false),
    createdAt: instant().notNull(),
  },
  (t) => [
    index("contacts_of_customer").on(t.customerId),
    index("contacts_by_phone").on(t.phoneE164).where(sql`phone_e_164 is not null`),
    index("contacts_by_phone_tail")
      .on(sql`reverse(phone_e_164) text_pattern_ops`)
      .where(sql`phone_e_164 is not null`),
    index("contacts_name_trigram").using("gin", sql`name gin_trgm_ops`),
    uniqueIndex("contacts_one_primary").on(t.customerId).where(sql`is_primary`),
  ],
);

/** A change of the facts of a customer (not of its ownership: that is the ledger), field by field. */
export const edits = pgTable(
  "edits",
  {
    id: id(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    userId: uuid().references(() => users.id),
    changes: jsonb().$type<Record<string, { from: string | null; to: string | null }>>().notNull(),
    at: instant().notNull(),
  },
  (t) => [index("edits_of_customer").on(t.customerId, t.at)],
);
