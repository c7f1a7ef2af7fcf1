import { plusDays } from "@/lib/calendar/rules";
import { startOn } from "@/lib/time";
import type { LeaveDays, LeaveState } from "./types";

/** The instants between which clocks stand still: from the start of the first day to that of the day after the last. */
export const pauseOf = (
  { fromOn, untilOn }: LeaveDays,
  timeZone: string,
): { fromAt: Date; untilAt: Date } => ({
  fromAt: startOn(fromOn, timeZone),
  untilAt: startOn(plusDays(untilOn, 1), timeZone),
});

/** Whether the leave is to come, running or over on the organisation's day `today`. */
export function leaveState({ fromOn, untilOn }: LeaveDays, today: string): LeaveState {
  if (untilOn < today) return "over";
  return fromOn > today ? "ahead" : "running";
}
