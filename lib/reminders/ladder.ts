import { heardAt, type QuietHours } from "@/lib/policies/quiet-hours";
import type { Reminder } from "@/lib/policies/return-rule";
import { addMs, MINUTE } from "@/lib/time";

/** The steps of a rule's reminders, and when a policy lets them be heard. */
export type Ladder = { steps: readonly Reminder[]; quiet: QuietHours | null; timeZone: string };

const instantOf = (dueAt: Date, { beforeMinutes }: Reminder, { quiet, timeZone }: Ladder): Date =>
  heardAt(addMs(dueAt, -beforeMinutes * MINUTE), quiet, timeZone);

/** The instant of the first reminder after `now`, or null when none is left before the deadline. */
export function nextReminder(ladder: Ladder, dueAt: Date, now: Date): Date | null {
  const ahead = ladder.steps.map((one) => instantOf(dueAt, one, ladder)).filter((at) => at > now);
  return ahead.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

/** The step of the ladder that is due: of those that have come, the nearest to the deadline; missed ones are told as one. */
export function dueReminder(ladder: Ladder, dueAt: Date, now: Date): Reminder | null {
  const come = ladder.steps.filter((one) => instantOf(dueAt, one, ladder) <= now);
  return come.sort((a, b) => a.beforeMinutes - b.beforeMinutes)[0] ?? null;
}
