import type { DataIssueKind, InvalidReason, Outcome } from "@/db/enums";

/** What a customer's data consists of, in the order in which what is missing is told. */
export const COMPLETENESS_FIELDS = [
  "phone",
  "secondWay",
  "contactName",
  "industry",
  "region",
  "website",
  "address",
  "creditCode",
  "source",
  "intent",
] as const;
export type CompletenessField = (typeof COMPLETENESS_FIELDS)[number];
export type Weights = Readonly<Record<CompletenessField, number>>;

/** What each field counts for until the organisation has decided otherwise. */
export const DEFAULT_WEIGHTS: Weights = {
  ...{ phone: 25, secondWay: 10, contactName: 10, industry: 10, region: 10 },
  ...{ website: 10, address: 5, creditCode: 10, source: 5, intent: 5 },
};

/** After so many unanswered attempts in a row a customer counts as gone, unless the organisation has decided otherwise. */
export const DEFAULT_GONE_AFTER = 5;
/** One person alone may have called at bad times, or not at all. */
export const GONE_PEOPLE = 2;

/** How much of the whole is there, from 0 to 100; 100 only when nothing that counts is missing. */
export function scoreOf(present: ReadonlySet<CompletenessField>, weights: Weights): number {
  const sum = (fields: readonly CompletenessField[]) =>
    fields.reduce((total, field) => total + weights[field], 0);
  const all = sum(COMPLETENESS_FIELDS);
  if (all === 0) return 100;
  return Math.floor((100 * sum(COMPLETENESS_FIELDS.filter((field) => present.has(field)))) / all);
}

/** Outcomes of which nobody at the customer was spoken to. All others are a conversation. */
export const UNREACHED = ["no_answer", "wrong_number"] as const satisfies readonly Outcome[];

/** Why a customer with such an issue is marked invalid, unless somebody gives another reason. */
export const REASON_OF: Readonly<Record<DataIssueKind, InvalidReason>> = {
  wrong_number: "wrong_number",
  gone: "closed_down",
  unreachable: "not_a_customer",
  bad_phone: "wrong_number",
  reported: "other",
};

/** Issues that the audit finds, and closes when they have been mended. */
export const AUDITED = ["wrong_number", "gone", "unreachable", "bad_phone"] as const;

/** What people report; the rest is seen by the audit alone. */
export const REPORTABLE = ["wrong_number", "gone", "reported"] as const satisfies readonly DataIssueKind[];
export type Reportable = (typeof REPORTABLE)[number];

/** The place of the edit form where an issue is mended, and where a missing field is filled in. */
export const MENDED_AT = "contacts";
export const PLACE_OF: Readonly<Record<CompletenessField, string>> = {
  ...{ phone: MENDED_AT, secondWay: MENDED_AT, contactName: MENDED_AT },
  ...{ industry: "industry", region: "region", website: "website", address: "address" },
  ...{ creditCode: "creditCode", source: "source", intent: "intent" },
};
