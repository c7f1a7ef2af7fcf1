import { typedAmount } from "@/lib/custom-fields/money";
import { parseText } from "@/lib/custom-fields/parse-text";
import type { FieldDef } from "@/lib/custom-fields/types";

export const WORTH_FIELDS = ["expectedValue", "contractEndsOn"] as const;
export type WorthField = (typeof WORTH_FIELDS)[number];
/** What a customer may be worth, and until when its contract runs, as they are typed. */
export type WorthDraft = Record<WorthField, string>;
export type Worth = { expectedValue: number | null; contractEndsOn: string | null };

export const NO_WORTH: WorthDraft = { expectedValue: "", contractEndsOn: "" };

/** The two as fields, for the control that money and days have everywhere. */
export const worthDef = (field: WorthField, label: string, currency: string): FieldDef => ({
  ...{ id: field, key: field, label, currency, options: [], requiredStages: [], retired: false },
  type: field === "expectedValue" ? "money" : "date",
});

/** The two as they are typed again. */
export const worthDraftOf = ({ expectedValue, contractEndsOn }: Worth, currency: string): WorthDraft => ({
  expectedValue: expectedValue === null ? "" : typedAmount(expectedValue, currency),
  contractEndsOn: contractEndsOn ?? "",
});

function amountOf(text: string, currency: string): number | null {
  if (text.trim() === "") return null;
  const value = parseText(worthDef("expectedValue", "", currency), text);
  // No number: the server says that it is none.
  return typeof value === "number" ? value : Number.NaN;
}

/** What was changed of the two, as the verbs want it. */
export const worthEdit = (before: WorthDraft, after: WorthDraft, currency: string): Partial<Worth> => ({
  ...(before.expectedValue === after.expectedValue
    ? {}
    : { expectedValue: amountOf(after.expectedValue, currency) }),
  ...(before.contractEndsOn === after.contractEndsOn
    ? {}
    : { contractEndsOn: after.contractEndsOn.trim() || null }),
});
