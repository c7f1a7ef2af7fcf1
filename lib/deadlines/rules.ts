import type { DeadlineRule } from "@/db/enums";
import type { PolicyDocument } from "@/lib/policies/schema";
import { addDays, addMs, HOUR, later, MINUTE } from "@/lib/time";

/** A stretch in which no clock runs. */
export type Pause = { from: Date; until: Date };

/** Until when a policy that shortened a clock takes nothing by it from those who held before `from`. */
export type Grace = { from: Date; until: Date };
export type GraceByRule = Partial<Record<DeadlineRule, Grace>>;

type StoredGrace = Partial<Record<DeadlineRule, { from: string; until: string }>>;

/** Reads the notice as a policy's row keeps it. */
export function graceOf(stored: unknown): GraceByRule {
  const grace: GraceByRule = {};
  for (const [rule, { from, until }] of Object.entries((stored ?? {}) as StoredGrace)) {
    grace[rule as DeadlineRule] = { from: new Date(from), until: new Date(until) };
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

/** The end of the notice that the holder is owed, when it is later than what the clock says. */
function owedGrace(rule: DeadlineRule, facts: ClockFacts, byClock: Date): Date | null {
  const grace = facts.grace[rule];
  return grace && facts.heldSince < grace.from && byClock < grace.until ? grace.until : null;
}

/** Every deadline that runs for the customer under the policy, the earliest first. */
export function deadlinesOf(policy: PolicyDocument, facts: ClockFacts, timeZone: string): Deadline[] {
  if (facts.wonAt) return [];
  const running: Deadline[] = [];
  const add = (rule: DeadlineRule, from: Date, due: Date) => {
    const shifted = shiftByPauses(from, due, facts.pauses);
    // A protection given after the deadline had passed, before the sweep came, still holds to its end.
    const byClock = facts.protectedUntil ? later(shifted, facts.protectedUntil) : shifted;
    const graceUntil = owedGrace(rule, facts, byClock);
    running.push({ rule, from, dueAt: graceUntil ?? byClock, graceUntil });
  };

  if (policy.firstContactHours !== null && !facts.qualifiedAt) {
    add("first_contact", facts.heldSince, addMs(facts.heldSince, policy.firstContactHours * HOUR));
  }
  if (policy.noFollowUpDays !== null) {
    const from = facts.qualifiedAt ?? facts.heldSince;
    add("no_follow_up", from, addDays(from, policy.noFollowUpDays, timeZone));
  }
  if (policy.noDealDays !== null) {
    const from = facts.lastDealAt ? later(facts.lastDealAt, facts.heldSince) : facts.heldSince;
    add("no_deal", from, addDays(from, policy.noDealDays, timeZone));
  }
  return running.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
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
