import { DAY, HOUR } from "@/lib/time";
import type { Urgency } from "./types";

/** How close a held customer is to going back: protected ones are paused, won ones and those without a clock `none`. */
export function urgencyOf(
  customer: { dueAt: Date | null; protectedUntil: Date | null; wonAt: Date | null },
  now: Date,
): Urgency {
  if (customer.protectedUntil && customer.protectedUntil > now) return "paused";
  if (!customer.dueAt || customer.wonAt) return "none";
  const left = customer.dueAt.getTime() - now.getTime();
  if (left <= 0) return "due";
  if (left < 24 * HOUR) return "hours";
  if (left < 3 * DAY) return "days";
  return left <= 7 * DAY ? "week" : "later";
}
