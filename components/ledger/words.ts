import { INVALID_REASONS, type InvalidReason, RELEASE_REASONS, type ReleaseReason } from "@/db/enums";
import { ENTRY_REASONS } from "@/lib/ledger/rules";

/** The reasons of the ledger that are neither a person's for returning nor for marking invalid. */
export const LEDGER_REASONS = [
  ...ENTRY_REASONS,
  "created",
  "pool_archived",
  "departure",
  "cap_reached",
  "not_a_member",
  "import_undone",
] as const;
export type LedgerReason = (typeof LEDGER_REASONS)[number];

export type KnownReason =
  | { group: "release"; reason: ReleaseReason }
  | { group: "invalid"; reason: InvalidReason }
  | { group: "ledger"; reason: LedgerReason };

const within = <T extends string>(list: readonly T[], value: string): T | undefined =>
  list.find((one) => one === value);

/** Whose words a stored reason has; null when it is a code of a later version. */
export function knownReason(stored: string): KnownReason | null {
  const release = within(RELEASE_REASONS, stored);
  if (release) return { group: "release", reason: release };
  const invalid = within(INVALID_REASONS, stored);
  if (invalid) return { group: "invalid", reason: invalid };
  const ledger = within(LEDGER_REASONS, stored);
  return ledger ? { group: "ledger", reason: ledger } : null;
}

/** The jobs that write into the ledger, by the names they leave there. */
export const LEDGER_JOBS = ["reclaim-due", "allocate-pools", "demo", "cli", "sign-in"] as const;
export const knownJob = (job: string) => within(LEDGER_JOBS, job) ?? "other";

/** What an event's facts are called; others are shown by their stored name. */
export const LEDGER_FACTS = [
  "dueAt",
  "dueFrom",
  "rule",
  "policyVersion",
  "cap",
  "held",
  "turnSince",
  "method",
  "free",
  "timeZone",
  "heldSince",
  "lastFollowUpAt",
  "lastDealAt",
  "qualifiedAt",
  "graceUntil",
  "reminded",
  "unreminded",
  "unsentFrom",
  "sourceName",
] as const;
export const knownFact = (fact: string) => within(LEDGER_FACTS, fact);

/** What events keep for machines: a name beside it, or the sentence, says the same to a person. */
export const UNSAID_FACTS: readonly string[] = ["source", "sourceId", "keptId"];
