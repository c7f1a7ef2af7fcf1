import type { DeadlineRule } from "@/db/enums";
import type { GraceByRule } from "@/lib/deadlines/rules";
import { addMs, DAY, HOUR, MINUTE } from "@/lib/time";
import type { PolicyDocument } from "./schema";

/** How long a shorter clock takes nothing from those who hold already. */
export const NOTICE_MS = DAY;

/** A value of a policy as it is compared and shown: lists are in their stored order. */
export type PolicyValue = string | number | boolean | null | readonly (string | number)[];

/** One field that differs between two policies. `effect` says what it means for those who hold or claim. */
export type PolicyChange = {
  field: string;
  from: PolicyValue;
  to: PolicyValue;
  effect: "stricter" | "looser" | "other";
};

type Direction = "less_is_stricter" | "more_is_stricter" | "other";

/** How to read a change of each number; null is "no limit" where less is stricter. */
const DIRECTIONS: Record<string, Direction> = {
  holdingCap: "less_is_stricter",
  "claimLimits.perDay": "less_is_stricter",
  "claimLimits.perWeek": "less_is_stricter",
  firstContactHours: "less_is_stricter",
  noFollowUpDays: "less_is_stricter",
  noDealDays: "less_is_stricter",
  coolDownDays: "more_is_stricter",
  "protection.maxCustomers": "less_is_stricter",
  "protection.maxDays": "less_is_stricter",
  "qualifying.minNoteLength": "more_is_stricter",
};

function flatten(value: unknown, path: string, into: Map<string, PolicyValue>): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) flatten(inner, path ? `${path}.${key}` : key, into);
  } else into.set(path, value as PolicyValue);
}

function fieldsOf(policy: PolicyDocument): Map<string, PolicyValue> {
  const { format: _format, ...rules } = policy;
  const fields = new Map<string, PolicyValue>();
  flatten(rules, "", fields);
  return fields;
}

/** Channels, outcomes and reminders are sets: their order says nothing. */
const comparable = (value: PolicyValue): string =>
  JSON.stringify(Array.isArray(value) ? [...value].map(String).sort() : value);

function effectOf(field: string, from: PolicyValue, to: PolicyValue): PolicyChange["effect"] {
  const direction = DIRECTIONS[field] ?? "other";
  if (direction === "other") return "other";
  const number = (value: PolicyValue) => (typeof value === "number" ? value : Number.POSITIVE_INFINITY);
  const less = number(to) < number(from);
  return less === (direction === "less_is_stricter") ? "stricter" : "looser";
}

/** What differs between two policies, field by field, in the order of the document. */
export function diffPolicies(before: PolicyDocument, after: PolicyDocument): PolicyChange[] {
  const old = fieldsOf(before);
  return [...fieldsOf(after)].flatMap(([field, to]) => {
    const from = old.get(field) ?? null;
    return comparable(from) === comparable(to)
      ? []
      : [{ field, from, to, effect: effectOf(field, from, to) }];
  });
}

/** The field of the document that says how long each clock runs. */
const CLOCK_FIELDS = {
  first_contact: "firstContactHours",
  no_follow_up: "noFollowUpDays",
  no_deal: "noDealDays",
} as const satisfies Record<DeadlineRule, keyof PolicyDocument>;

/** The length of each clock in milliseconds; null is a clock that doesn't run. A calendar day counts as 24 hours. */
export function clocksOf(policy: PolicyDocument): Record<DeadlineRule, number | null> {
  const times = (amount: number | null, unit: number) => (amount === null ? null : amount * unit);
  return {
    first_contact: times(policy.firstContactHours, HOUR),
    no_follow_up: times(policy.noFollowUpDays, DAY),
    no_deal: times(policy.noDealDays, DAY),
  };
}

/** The clocks that run shorter after than before, or that did not run before. */
export function shortenedClocks(before: PolicyDocument, after: PolicyDocument): DeadlineRule[] {
  const old = clocksOf(before);
  return Object.entries(clocksOf(after)).flatMap(([rule, length]) => {
    const was = old[rule as DeadlineRule] ?? Number.POSITIVE_INFINITY;
    return length !== null && length < was ? [rule as DeadlineRule] : [];
  });
}

/**
 * The notice that goes with a new version: a clock that it shortens takes nothing before a day has passed from those
 * who hold at `publishedAt`, and what an earlier version promised still holds.
 */
export function noticeFor(
  before: { document: PolicyDocument; grace: GraceByRule },
  after: PolicyDocument,
  publishedAt: Date,
): GraceByRule {
  const notice: GraceByRule = {};
  for (const [rule, promised] of Object.entries(before.grace)) {
    if (promised.until > publishedAt) notice[rule as DeadlineRule] = promised;
  }
  for (const rule of shortenedClocks(before.document, after)) {
    // Shortened twice within a day: what held before the first time is what nobody needs to be quicker than.
    const was = notice[rule] ? notice[rule].was : before.document[CLOCK_FIELDS[rule]];
    notice[rule] = { from: publishedAt, until: addMs(publishedAt, NOTICE_MS), was };
  }
  return notice;
}

/** What an admin should know about a policy before it is published; the interface has the words. */
export type PolicyWarning =
  | { code: "NOTHING_RECLAIMS" }
  | { code: "REMINDER_BEFORE_CLOCK"; leadMinutes: number; rule: DeadlineRule; clockMinutes: number }
  | { code: "DAILY_ABOVE_WEEKLY"; perDay: number; perWeek: number }
  | { code: "CLAIMS_SWITCHED_OFF"; field: "holdingCap" | "claimLimits.perDay" | "claimLimits.perWeek" }
  | { code: "EMPTIES_BOOK"; userId: string; name: string; hit: number; held: number };

/** What looks wrong in the document itself, whoever holds what. */
export function warnAboutDocument(policy: PolicyDocument): PolicyWarning[] {
  const warnings: PolicyWarning[] = [];
  const clocks = Object.entries(clocksOf(policy)) as [DeadlineRule, number | null][];
  if (clocks.every(([, length]) => length === null)) warnings.push({ code: "NOTHING_RECLAIMS" });
  const [shortest] = clocks
    .flatMap(([rule, length]) => (length === null ? [] : [{ rule, clockMinutes: length / MINUTE }]))
    .sort((a, b) => a.clockMinutes - b.clockMinutes);
  const leadMinutes = Math.min(...policy.reminderLeadMinutes);
  if (shortest && Number.isFinite(leadMinutes) && leadMinutes >= shortest.clockMinutes) {
    warnings.push({ code: "REMINDER_BEFORE_CLOCK", leadMinutes, ...shortest });
  }
  const { perDay, perWeek } = policy.claimLimits;
  if (perDay !== null && perWeek !== null && perDay > perWeek) {
    warnings.push({ code: "DAILY_ABOVE_WEEKLY", perDay, perWeek });
  }
  if (policy.holdingCap === 0) warnings.push({ code: "CLAIMS_SWITCHED_OFF", field: "holdingCap" });
  if (perDay === 0) warnings.push({ code: "CLAIMS_SWITCHED_OFF", field: "claimLimits.perDay" });
  if (perWeek === 0) warnings.push({ code: "CLAIMS_SWITCHED_OFF", field: "claimLimits.perWeek" });
  return warnings;
}

/** Whether a policy takes so much of one person's customers that it has to be said; in hundredths of a percent. */
export const EMPTIES_BOOK_BPS = 2_000;

export const emptiesBook = (hit: number, held: number): boolean =>
  held > 0 && hit * 10_000 > held * EMPTIES_BOOK_BPS;
