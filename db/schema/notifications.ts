import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { code, id, instant } from "../columns";
import { NOTIFICATION_KINDS } from "../enums";
import { customers } from "./customers";
import { users } from "./people";

export type NotificationParams = Record<string, string | number | boolean | null>;

/** A message in the app. Codes and params only: the interface speaks. */
export const notifications = pgTable(
  "notifications",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    kind: code(NOTIFICATION_KINDS).notNull(),
    customerId: uuid().references(() => customers.id),
    params: jsonb().$type<NotificationParams>().notNull(),
    /** Says what this message is about, once: `<kind>:<tenure>:<due instant>:<lead>` and the like. */
    dedupeKey: text().notNull(),
    at: instant().notNull(),
    readAt: instant(),
  },
  (t) => [
    unique("notifications_once").on(t.userId, t.dedupeKey),
    index("notifications_of_user").on(t.userId, t.at),
    index("notifications_unread").on(t.userId).where(sql`read_at is null`),
  ],
);

/** One attempt-able delivery outside the app. The row is written with its notification; a job sends it. */
export const deliveries = pgTable(
  "deliveries",
  {
    id: id(),
    notificationId: uuid()
      .notNull()
      .references(() => notifications.id),
    channel: text({ enum: ["email"] }).notNull(),
    state: text({ enum: ["due", "delivered", "dead"] }).notNull(),
    attempts: integer().notNull().default(0),
    dueAt: instant().notNull(),
    deliveredAt: instant(),
    lastError: text(),
  },
  (t) => [
    unique("deliveries_one_per_channel").on(t.notificationId, t.channel),
    index("deliveries_due").on(t.dueAt).where(sql`state = 'due'`),
    check("deliveries_state_known", sql`${t.state} in ('due', 'delivered', 'dead')`),
  ],
);

/** Where the embedded worker says that it lives. */
export const workerHeartbeats = pgTable("worker_heartbeats", {
  id: text().primaryKey(),
  jobMode: text().notNull(),
  startedAt: instant().notNull(),
  seenAt: instant().notNull(),
});
