import { z } from "zod";
import { daysBetween } from "@/lib/calendar/rules";

const MOST_DAYS = 366;
const day = z.iso.date().refine((given) => given >= "2000-01-01" && given <= "2100-12-31");

/** Both days belong to the leave. */
export const RecordLeaveInput = z
  .strictObject({
    userId: z.uuid(),
    fromOn: day,
    untilOn: day,
    note: z.string().trim().max(2000).default(""),
  })
  .refine(
    ({ fromOn, untilOn }) => {
      const days = daysBetween(fromOn, untilOn) + 1;
      return days >= 1 && days <= MOST_DAYS;
    },
    { path: ["untilOn"] },
  );
export type RecordLeaveInput = z.infer<typeof RecordLeaveInput>;

export const CancelLeaveInput = z.strictObject({ leaveId: z.uuid() });
export type CancelLeaveInput = z.infer<typeof CancelLeaveInput>;

export const ListLeavesInput = z.strictObject({ userId: z.uuid() });
export type ListLeavesInput = z.infer<typeof ListLeavesInput>;
