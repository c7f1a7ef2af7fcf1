import type { Grade, Locale, Role, Stage } from "@/db/enums";

/** Somebody of the organisation as settings lists him. */
export type UserRow = {
  id: string;
  email: string;
  name: string;
  role: Role;
  teamId: string | null;
  teamName: string | null;
  /** How the organisation grades him; rules may ask for it. */
  level: string | null;
  /** His own cap in every pool; null leaves it to the policies. */
  holdingCap: number | null;
  locale: Locale | null;
  pools: { id: string; name: string }[];
  heldCount: number;
  createdAt: Date;
  deactivatedAt: Date | null;
  /** When he last used a session; null is never. */
  seenAt: Date | null;
};

/** Somebody who could take over, and what he would get of the leaver's book. */
export type Receiver = {
  userId: string;
  name: string;
  teamId: string | null;
  teamName: string | null;
  /** In each pool of the book: how many he could still take (null: no cap) and how many there are; absent if no member. */
  pools: {
    poolId: string;
    name: string;
    room: number | null;
    inBook: number;
    held: number;
    cap: number | null;
  }[];
  wouldTake: number;
  wouldGoToPool: number;
};

/** What somebody holds, counted the ways a hand-over asks for, and who could take it. */
export type DeparturePreview = {
  user: { id: string; name: string; email: string; role: Role; teamId: string | null };
  total: number;
  byPool: { poolId: string; name: string; count: number }[];
  byStage: Record<Stage, number>;
  byGrade: Record<Grade, number>;
  /** When they would go back by themselves; `none` has no clock: won, or no rule. */
  byDue: { overdue: number; day: number; threeDays: number; week: number; later: number; none: number };
  protectedCount: number;
  plannedCount: number;
  liveSessions: number;
  /** Whether he is the only active admin, so that he can't go. */
  lastAdmin: boolean;
  receivers: Receiver[];
};
