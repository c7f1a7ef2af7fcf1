import type { MineRow } from "@/lib/customers/types";
import { urgencyOf } from "@/lib/customers/urgency";

export const GROUPS = ["due", "hours", "days", "week", "later", "none"] as const;
export type GroupKey = (typeof GROUPS)[number];
export const PHONE_GROUPS = ["soon", "days", "rest"] as const;
export type PhoneGroupKey = (typeof PHONE_GROUPS)[number];

/** Under which head a row stands when the list is sorted by deadline: a protected one by its deadline all the same. */
export function groupKeyOf(row: Pick<MineRow, "dueAt" | "wonAt">, now: Date): GroupKey {
  const urgency = urgencyOf({ dueAt: row.dueAt, wonAt: row.wonAt, protectedUntil: null }, now);
  return urgency === "paused" ? "later" : urgency;
}

/** The phone's three heads: today, within three days, the rest. */
export function phoneGroupOf(key: GroupKey): PhoneGroupKey {
  if (key === "due" || key === "hours") return "soon";
  return key === "days" ? "days" : "rest";
}
