import type { Reminder } from "@/lib/policies/return-rule";

export const LEAD_UNITS = { minutes: 1, hours: 60, days: 1440 } as const;
export type LeadUnit = keyof typeof LEAD_UNITS;

export const MAX_REMINDERS = 8;
export const LEAST_LEAD = 5;
export const MOST_LEAD = 525_600;

/** A lead time in its largest whole unit: 2,880 minutes are two days. */
export function leadOf(minutes: number): { unit: LeadUnit; count: number } {
  const unit =
    minutes % LEAD_UNITS.days === 0 ? "days" : minutes % LEAD_UNITS.hours === 0 ? "hours" : "minutes";
  return { unit, count: minutes / LEAD_UNITS[unit] };
}

/** The ladder with one more step, the largest lead first; at one instant one reminder goes out, the one put in last. */
export const withReminder = (ladder: readonly Reminder[], added: Reminder): Reminder[] =>
  [...ladder.filter((one) => one.beforeMinutes !== added.beforeMinutes), added].sort(
    (a, b) => b.beforeMinutes - a.beforeMinutes,
  );
