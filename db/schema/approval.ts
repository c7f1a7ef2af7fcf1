import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { code, id, instant } from "../columns";
import { THRESHOLD_STATES } from "../enums";
import { users } from "./people";

/**
 * Every change of the number above which a second admin approves new rules, asked for or made: its audit. What loosens
 * waits for another admin, or, where there is none, for its hour; nothing here is ever deleted.
 */
export const thresholdChanges = pgTable(
  "threshold_changes",
  {
    id: id(),
    askedAt: instant().notNull(),
    askedById: uuid()
      .notNull()
      .references(() => users.id),
    /** Null is no approval at all. */
    fromThreshold: integer(),
    toThreshold: integer(),
    loosens: boolean().notNull(),
    state: code(THRESHOLD_STATES).notNull(),
    /** When it comes into force by itself, if its asker is the only admin until then. */
    effectiveAt: instant(),
    settledAt: instant(),
    settledById: uuid().references(() => users.id),
  },
  (t) => [
    uniqueIndex("threshold_changes_one_waits").on(t.state).where(sql`state = 'waiting'`),
    index("threshold_changes_asked").on(t.askedAt, t.id),
    check(
      "threshold_changes_state_known",
      sql`${t.state} in ('waiting', 'in_force', 'declined', 'withdrawn')`,
    ),
    check("threshold_changes_settled_is_whole", sql`(${t.state} = 'waiting') = (${t.settledAt} is null)`),
    check(
      "threshold_changes_loosened_by_two_or_in_time",
      sql`${t.state} <> 'in_force' or not ${t.loosens} or (${t.settledById} is not null and ${t.settledById} <> ${t.askedById})
        or (${t.settledById} is null and ${t.effectiveAt} is not null and ${t.effectiveAt} <= ${t.settledAt})`,
    ),
  ],
);
