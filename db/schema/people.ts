import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { code, id, instant } from "../columns";
import { LOCALES, ROLES } from "../enums";

/** The one organisation of this deployment. Its time zone decides what a day is. */
export const organizations = pgTable("organizations", {
  id: id(),
  name: text().notNull(),
  timeZone: text().notNull(),
  currency: text().notNull(),
  /** New rules that take more customers than this within their notice need a second admin; null switches it off. */
  approvalThreshold: integer(),
  createdAt: instant().notNull(),
});

export const teams = pgTable("teams", {
  id: id(),
  name: text().notNull().unique(),
  createdAt: instant().notNull(),
});

export const users = pgTable(
  "users",
  {
    id: id(),
    email: text().notNull(),
    name: text().notNull(),
    role: code(ROLES).notNull(),
    teamId: uuid().references(() => teams.id),
    /** How the organisation grades its people, in its own words; rules may ask for it. */
    level: text(),
    passwordHash: text(),
    locale: code(LOCALES),
    /** Overrides the pool's holding cap for this person; null means the policy decides. */
    holdingCap: integer(),
    createdAt: instant().notNull(),
    deactivatedAt: instant(),
  },
  (t) => [
    uniqueIndex("users_email_unique").on(sql`lower(${t.email})`),
    index("users_team").on(t.teamId),
    check("users_role_known", sql`${t.role} in ('rep', 'manager', 'admin')`),
    check("users_holding_cap_not_negative", sql`${t.holdingCap} >= 0`),
  ],
);

/** A signed-in browser. The cookie names the row; without a live row there is no access. */
export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: instant().notNull(),
    seenAt: instant().notNull(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
    userAgent: text(),
    ip: text(),
  },
  (t) => [index("sessions_of_user").on(t.userId)],
);

/** Failed log-ins, counted per key (`account:<email>` or `ip:<address>`) in a sliding window. */
export const loginAttempts = pgTable(
  "login_attempts",
  { id: id(), key: text().notNull(), at: instant().notNull() },
  (t) => [index("login_attempts_by_key").on(t.key, t.at)],
);

/** What a person has dismissed or chosen that must follow him from laptop to phone. */
export const preferences = pgTable("preferences", {
  userId: uuid()
    .primaryKey()
    .references(() => users.id),
  theme: text({ enum: ["light", "dark", "system"] }),
  singleKeys: boolean().notNull().default(true),
});
