import type { DeadlineRule, NotificationKind } from "@/db/enums";
import type { NotificationParams } from "@/db/schema/notifications";

/** The facts each kind of message carries; instants as ISO strings, names as they were when it was written. */
export type NotificationParamsOf = {
  deadline_near: { customer: string; rule: DeadlineRule; dueAt: string; leadMinutes: number };
  reclaimed: { customer: string; rule: DeadlineRule; dueAt: string; pool: string };
  assigned: { customer: string; by: string | null; pool: string };
  transferred_in: { customer: string; by: string | null; from: string };
  transferred_out: { customer: string; by: string | null; to: string };
  handed_over: { count: number; by: string | null; from: string };
  protection_ended: { customer: string; dueAt: string | null };
  import_finished: {
    importId: string;
    file: string;
    created: number;
    updated: number;
    duplicate: number;
    rejected: number;
  };
  policy_published: { pool: string; poolId: string; version: number; by: string | null };
};

/**
 * A message to one person. `dedupeKey` says what it is about: the same key for the same person is written once,
 * e.g. `deadline_near:<tenure>:<due instant>:<lead minutes>`.
 */
export type Notice = {
  [K in NotificationKind]: {
    kind: K;
    userId: string;
    customerId: string | null;
    params: NotificationParamsOf[K];
    dedupeKey: string;
  };
}[NotificationKind];

/** A message as it is read: the kind says which sentence, the params fill it (see NotificationParamsOf). */
export type NotificationRow = {
  id: string;
  kind: NotificationKind;
  customerId: string | null;
  params: NotificationParams;
  at: Date;
  readAt: Date | null;
};
