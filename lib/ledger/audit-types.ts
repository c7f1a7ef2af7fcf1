import type { SQL } from "drizzle-orm";

/** Everything that the audit asks, in its order; the interface has a sentence for each. */
export const AUDIT_NAMES = [
  "one_owner",
  "versions",
  "fold",
  "transitions",
  "chain",
  "time_order",
  "tenures_match_events",
  "holding_cap",
  "daily_limit",
  "weekly_limit",
  "cool_down",
  "exempt_not_reclaimed",
  "reclaim_facts",
  "reminders_once",
  "reclaim_reminded",
  "activity_belongs",
  "activity_columns",
  "policy_versions",
  "imports_add_up",
  "sweeps_add_up",
  "paused_not_reclaimed",
  "merges_match",
  "one_of_a_code",
  "deadlines",
] as const;
export type AuditName = (typeof AUDIT_NAMES)[number];

/** A statement that must answer no row; `id` is its number in the list of invariants. */
export type Invariant = { name: AuditName; id: string; query: SQL };

/** What an invariant found: how many rows break it, and a few of them. */
export type AuditResult = { name: AuditName; id: string; rows: number; sample: Record<string, unknown>[] };

/** So many rows that break an invariant are shown. */
export const SAMPLE = 20;
