import type { DeadlineRule } from "@/db/enums";
import type { PolicyDocument } from "@/lib/policies/schema";
import { addDays, addMs, HOUR, later, MINUTE } from "@/lib/time";

/** A stretch in which no clock runs. */
export type Pause = { from: Date; until: Date };

/**
 * A policy that shortened a clock takes nothing by it before `until` from those who held before `from`, unless the clock
 * of `was` days (or hours) would have: so a shorter clock never moves a deadline back. `was` null is that none ran.
 */
export type Grace = { from: Date; until: Date; was: number | null };
export type GraceByRule = Partial<Record<DeadlineRule, Grace>>;

type StoredGrace = Partial<Record<DeadlineRule, { from: string; until: string; was: number | null }>>;

/** Reads the notice as a policy's row keeps it. */
export function graceOf(stored: unknown): GraceByRule {
  const grace: GraceByRule = {};
  for (const [rule, { from, until, was }] of Object.entries((stored ?? {}) as StoredGrace)) {
    grace[rule as DeadlineRule] = { from: new Date(from), until: new Date(until), was: was ?? null };
  }
  return grace;
}

/** The stored facts from which a held customer's deadline follows. */
export type ClockFacts = {
  heldSince: Date;
  qualifiedAt: Date | null;
  lastDealAt: Date | null;
  wonAt: Date | null;
  protectedUntil: Date | null;
  pauses: readonly Pause[];
  /** The notice that goes with the policy in force; see lib/policies/rules. */
  grace: GraceByRule;
};

/** `graceUntil` is set when not the clock but the notice of a shorter one decides `dueAt`. */
export type Deadline = { rule: DeadlineRule; dueAt: Date; from: Date; graceUntil: Date | null };

/** Moves an instant by as long as the pauses stop a clock that runs from `from` to it. */
function shiftByPauses(from: Date, due: Date, pauses: readonly Pause[]): Date {
  const ordered = [...pauses].sort((a, b) => a.from.getTime() - b.from.getTime());
  let shifted = due;
  let covered = from;
  for (const pause of ordered) {
    const start = later(pause.from, covered);
    if (pause.until <= start || start >= shifted) continue;
    shifted = addMs(shifted, pause.until.getTime() - start.getTime());
    covered = pause.until;
  }
  return shifted;
}

/** When a clock that ran for `amount` from `from` would take the customer: past its pauses, not under protection. */
function endOf(from: Date, due: Date, facts: ClockFacts): Date {
  const shifted = shiftByPauses(from, due, facts.pauses);
  // A protection given after the deadline had passed, before the sweep came, still holds to its end.
  return facts.protectedUntil ? later(shifted, facts.protectedUntil) : shifted;
}

type Clock = { rule: DeadlineRule; from: Date; amount: number; after: (amount: number) => Date };

function deadlineOf({ rule, from, amount, after }: Clock, facts: ClockFacts): Deadline {
  const byClock = endOf(from, after(amount), facts);
  const grace = facts.grace[rule];
  if (!grace || facts.heldSince >= grace.from || byClock >= grace.until) {
    return { rule, from, dueAt: byClock, graceUntil: null };
  }
  const before = grace.was === null ? grace.until : endOf(from, after(grace.was), facts);
  const promised = before < grace.until ? before : grace.until;
  return { rule, from, dueAt: later(byClock, promised), graceUntil: promised > byClock ? promised : null };
}

/** Every deadline that runs for the customer under the policy, the earliest first. */
export function deadlinesOf(policy: PolicyDocument, facts: ClockFacts, timeZone: string): Deadline[] {
  if (facts.wonAt) return [];
  const clocks: Clock[] = [];
  const inDays = (rule: DeadlineRule, from: Date, amount: number | null) => {
    if (amount !== null) clocks.push({ rule, from, amount, after: (days) => addDays(from, days, timeZone) });
  };
  if (policy.firstContactHours !== null && !facts.qualifiedAt) {
    const from = facts.heldSince;
    const after = (hours: number) => addMs(from, hours * HOUR);
    clocks.push({ rule: "first_contact", from, amount: policy.firstContactHours, after });
  }
  inDays("no_follow_up", facts.qualifiedAt ?? facts.heldSince, policy.noFollowUpDays);
  const { lastDealAt, heldSince } = facts;
  inDays("no_deal", lastDealAt ? later(lastDealAt, heldSince) : heldSince, policy.noDealDays);
  return clocks
    .map((clock) => deadlineOf(clock, facts))
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

/** The instant of the first reminder after `now`, or null when none is left before the deadline. */
export function nextReminder(policy: PolicyDocument, dueAt: Date, now: Date): Date | null {
  const instants = policy.reminderLeadMinutes
    .map((lead) => addMs(dueAt, -lead * MINUTE))
    .filter((at) => at > now)
    .sort((a, b) => a.getTime() - b.getTime());
  return instants[0] ?? null;
}

/** The deadline columns of a held customer; all null when no clock runs. */
export type DeadlineColumns = {
  dueAt: Date | null;
  dueRule: DeadlineRule | null;
  dueFrom: Date | null;
  remindAt: Date | null;
};

/** What the deadline columns must hold: the earliest deadline and its next reminder. */
export function deadlineColumns(
  policy: PolicyDocument,
  facts: ClockFacts,
  timeZone: string,
  now: Date,
): DeadlineColumns {
  const [first] = deadlinesOf(policy, facts, timeZone);
  if (!first) return { dueAt: null, dueRule: null, dueFrom: null, remindAt: null };
  return {
    dueAt: first.dueAt,
    dueRule: first.rule,
    dueFrom: first.from,
    remindAt: nextReminder(policy, first.dueAt, now),
  };
}
