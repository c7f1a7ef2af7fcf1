import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, uuid } from "drizzle-orm/pg-core";
import { code, id, instant } from "../columns";
import { ACCESS_KINDS } from "../enums";
import { users } from "./people";

/**
 * Who gave somebody what he signs in with or decides by: his account, a higher role, a password, an address, or all of it
 * back. It tells whether two people are two; nothing here is ever changed or deleted.
 */
export const accessGrants = pgTable(
  "access_grants",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    /** Null when the command line did it. */
    byId: uuid().references(() => users.id),
    kind: code(ACCESS_KINDS).notNull(),
    at: instant().notNull(),
  },
  (t) => [
    index("access_grants_of_user").on(t.userId, t.at),
    check(
      "access_grants_kind_known",
      sql`${t.kind} in ('account', 'role', 'password', 'address', 'reactivation')`,
    ),
    check("access_grants_by_another", sql`${t.byId} <> ${t.userId}`),
  ],
);

/** Every change of the number above which an export needs somebody else's yes. Null is no approval; nothing is rewritten. */
export const exportRuleChanges = pgTable(
  "export_rule_changes",
  {
    id: id(),
    at: instant().notNull(),
    byId: uuid().references(() => users.id),
    fromAbove: integer(),
    toAbove: integer(),
  },
  (t) => [index("export_rule_changes_at").on(t.at)],
);
