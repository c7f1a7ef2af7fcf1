import type { PolicyChange, PolicyValue } from "@/lib/policies/rules";
import { diffPolicies } from "@/lib/policies/rules";
import { PolicyDocument } from "@/lib/policies/schema";

/** Every field of a policy by its path, in the order in which the editor shows them. */
export const POLICY_FIELDS = [
  "holdingCap",
  "won.countsTowardsCap",
  "claimLimits.perDay",
  "claimLimits.perWeek",
  "firstContactHours",
  "noFollowUpDays",
  "noDealDays",
  "reminderLeadMinutes",
  "coolDownDays",
  "protection.maxCustomers",
  "protection.maxDays",
  "maskContacts",
  "qualifying.channels",
  "qualifying.outcomes",
  "qualifying.minNoteLength",
] as const;
export type PolicyField = (typeof POLICY_FIELDS)[number];

export const isPolicyField = (field: string): field is PolicyField =>
  (POLICY_FIELDS as readonly string[]).includes(field);

type Branch = Record<string, unknown>;

/** The value of a field. */
export function valueAt(document: PolicyDocument, field: PolicyField): PolicyValue {
  let value: unknown = document;
  for (const key of field.split(".")) value = (value as Branch)[key];
  return value as PolicyValue;
}

/** The document with one field replaced; the given one stays as it is. */
export function withValue(document: PolicyDocument, field: PolicyField, value: PolicyValue): PolicyDocument {
  const [first = "", second] = field.split(".");
  const branch = document as unknown as Branch;
  const next = second ? { ...(branch[first] as Branch), [second]: value } : value;
  return PolicyDocument.parse({ ...branch, [first]: next });
}

/** What a draft becomes when another version came into force: one's own changes stay, the rest follows the new one. */
export function rebase(from: PolicyDocument, onto: PolicyDocument, draft: PolicyDocument): PolicyDocument {
  let next = onto;
  for (const { field, to } of diffPolicies(from, draft)) {
    if (isPolicyField(field)) next = withValue(next, field, to);
  }
  return next;
}

/** The changes by their field. */
export const changesByField = (changes: readonly PolicyChange[]): ReadonlyMap<string, PolicyChange> =>
  new Map(changes.map((change) => [change.field, change]));

export const LEAD_UNITS = { minutes: 1, hours: 60, days: 1440 } as const;
export type LeadUnit = keyof typeof LEAD_UNITS;

/** A lead time in its largest whole unit: 2,880 minutes are two days. */
export function leadOf(minutes: number): { unit: LeadUnit; count: number } {
  const unit =
    minutes % LEAD_UNITS.days === 0 ? "days" : minutes % LEAD_UNITS.hours === 0 ? "hours" : "minutes";
  return { unit, count: minutes / LEAD_UNITS[unit] };
}

export const MAX_REMINDERS = 8;
export const LEAST_LEAD = 5;
export const MOST_LEAD = 525_600;

/** The ladder with one more step, largest first; a step that is there already changes nothing. */
export const withLead = (leads: readonly number[], minutes: number): number[] =>
  [...new Set([...leads, minutes])].sort((a, b) => b - a);
