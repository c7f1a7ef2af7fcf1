import { z } from "zod";
import { atHour, minutesOfDay } from "@/lib/time";

const hour = z.int().min(0).max(23);

/** From which hour of the organisation's clock until which nobody is reminded; they may go over midnight. */
export const QuietHours = z
  .tuple([hour, hour])
  .refine(([from, until]) => from !== until, { error: "same_hour" });
export type QuietHours = z.infer<typeof QuietHours>;

/**
 * When a reminder is told that would fall on an instant: in quiet hours at their beginning, so that nobody has less time
 * than was promised.
 */
export function heardAt(at: Date, quiet: QuietHours | null, timeZone: string): Date {
  if (!quiet) return at;
  const [from, until] = quiet;
  const minutes = minutesOfDay(at, timeZone);
  const afterFrom = minutes >= from * 60;
  const isQuiet = from < until ? afterFrom && minutes < until * 60 : afterFrom || minutes < until * 60;
  return isQuiet ? atHour(at, from, afterFrom ? 0 : -1, timeZone) : at;
}
