import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { code, count, id, instant } from "../columns";
import { DATA_ISSUE_KINDS, DATA_ISSUE_STATES } from "../enums";
import { customers } from "./customers";
import { users } from "./people";
import { pools } from "./pools";

/** What speaks for an issue: rows that are read again, masked, for whoever looks at it, and what people reported. */
export type IssueEvidence = {
  followUps?: string[];
  contacts?: string[];
  reports?: { by: string; at: string; note: string }[];
};

/** Something that is wrong with the data of a customer. At most one of a kind is open for each. */
export const dataIssues = pgTable(
  "data_issues",
  {
    id: id(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    kind: code(DATA_ISSUE_KINDS).notNull(),
    evidence: jsonb().$type<IssueEvidence>().notNull().default({}),
    /** The instant of the newest thing that speaks for it: what is edited or heard afterwards may mend it. */
    evidenceAt: instant().notNull(),
    foundAt: instant().notNull(),
    /** Null when the audit found it. */
    foundById: uuid().references(() => users.id),
    state: code(DATA_ISSUE_STATES).notNull(),
    decidedAt: instant(),
    /** Null when it was mended by itself. */
    decidedById: uuid().references(() => users.id),
    note: text().notNull().default(""),
  },
  (t) => [
    uniqueIndex("data_issues_one_open").on(t.customerId, t.kind).where(sql`state = 'open'`),
    index("data_issues_of_customer").on(t.customerId, t.kind),
    index("data_issues_open")
      .on(t.foundAt.desc(), t.id.desc(), t.kind, t.customerId)
      .where(sql`state = 'open'`),
    check(
      "data_issues_kind_known",
      sql`${t.kind} in ('wrong_number', 'gone', 'unreachable', 'bad_phone', 'reported')`,
    ),
    check("data_issues_state_known", sql`${t.state} in ('open', 'fixed', 'dismissed', 'invalidated')`),
    check("data_issues_decided", sql`(${t.state} = 'open') = (${t.decidedAt} is null)`),
  ],
);

/** What the organisation has decided about the quality of its data, and how far the running audit has come. */
export const qualitySettings = pgTable(
  "quality_settings",
  {
    one: boolean().primaryKey().default(true),
    /** What each field counts for in the completeness; null is the product's own weights. */
    weights: jsonb().$type<Record<string, number>>(),
    /** After so many unanswered attempts in a row, by at least two people, a customer counts as gone. */
    goneAfter: integer(),
    auditStartedAt: instant(),
    /** The last customer that the running audit has looked at; null when none runs. */
    auditCursor: uuid(),
    auditedAt: instant(),
  },
  (t) => [check("quality_settings_one", sql`${t.one}`)],
);

/** What the last audit counted in each pool; `part` is `next` while it still counts. */
export const qualityCounts = pgTable(
  "quality_counts",
  {
    id: id(),
    poolId: uuid()
      .notNull()
      .references(() => pools.id),
    part: code(["next", "last"]).notNull(),
    customers: count(),
    /** The sum of their completeness. */
    completeness: count(),
    reachable: count(),
  },
  (t) => [uniqueIndex("quality_counts_once").on(t.poolId, t.part)],
);
