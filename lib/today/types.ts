import type { Count, MineRow, PoolRef, PoolRow } from "@/lib/customers/types";
import type { Quotas } from "@/lib/quotas/types";

/** Why a pooled customer is recommended, as facts. */
export type Why =
  | { code: "grade_a" }
  | { code: "high_intent" }
  | { code: "entered_today" }
  | { code: "never_held" }
  | { code: "talked_before"; outcome: string; days: number }
  | { code: "won_in_region"; region: string; count: number }
  | { code: "won_in_industry"; industry: string; count: number };

export type Recommendation = { row: PoolRow; pool: PoolRef; why: Why[] };

/** What a rep has to do today. A customer stands once, in the first list that fits, in the order of these fields. */
export type Today = {
  /** Goes back within three days, or has just come due. */
  dropping: MineRow[];
  /** No qualifying follow-up yet. */
  firstContact: MineRow[];
  /** Planned for an earlier day. */
  overdue: MineRow[];
  /** Planned for today. */
  planned: MineRow[];
  /** Customers in the lists above. */
  things: number;
  /** Of these, how many go back within 24 hours. */
  urgent: number;
  /** Customers followed up today. */
  doneToday: number;
  fresh: { pool: PoolRef; count: Count }[];
  recommended: Recommendation[];
  /** What an admin has set up of a new organisation; null for everybody else. */
  setUp: { colleagues: boolean; customers: boolean; rules: boolean } | null;
  yesterday: { followedUp: number; claimed: number; won: number };
  quotas: Quotas;
};
