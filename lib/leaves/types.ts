/** The first and the last day of an absence, as YYYY-MM-DD of the organisation. */
export type LeaveDays = { fromOn: string; untilOn: string };

export type LeaveState = "ahead" | "running" | "over";

/** An absence as somebody's page shows it. */
export type Leave = LeaveDays & {
  id: string;
  userId: string;
  note: string;
  state: LeaveState;
  /** Who recorded it; null for the system. */
  recordedBy: string | null;
  /** When it was cut short; null when it runs or ran as recorded. */
  endedAt: Date | null;
};

/** Somebody who is away today, and the last day of it. */
export type Absence = { userId: string; untilOn: string };
