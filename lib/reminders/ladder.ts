import type { Reminder } from "@/lib/policies/return-rule";
import { addMs, MINUTE } from "@/lib/time";

const instantOf = (dueAt: Date, reminder: Reminder): Date => addMs(dueAt, -reminder.beforeMinutes * MINUTE);

/** The instant of the first reminder after `now`, or null when none is left before the deadline. */
export function nextReminder(ladder: readonly Reminder[], dueAt: Date, now: Date): Date | null {
  const ahead = ladder.map((one) => instantOf(dueAt, one)).filter((at) => at > now);
  return ahead.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

/** The step of the ladder that is due: of those that have come, the nearest to the deadline; missed ones are told as one. */
export function dueReminder(ladder: readonly Reminder[], dueAt: Date, now: Date): Reminder | null {
  const come = ladder.filter((one) => instantOf(dueAt, one) <= now);
  return come.sort((a, b) => a.beforeMinutes - b.beforeMinutes)[0] ?? null;
}
