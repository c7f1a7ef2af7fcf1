import { typedAmount } from "@/lib/custom-fields/money";
import { parseText } from "@/lib/custom-fields/parse-text";
import type { CustomValue, FieldDef, FieldValue } from "@/lib/custom-fields/types";

/** A field as it is typed; several choices are a list. */
export type FieldDraft = string | string[];
/** The organisation's own fields as they are typed, by key. */
export type CustomDraft = Record<string, FieldDraft>;

/** A value as it stands in its control. */
export function draftOfValue(field: FieldDef, value: CustomValue | null): FieldDraft {
  if (Array.isArray(value)) return value;
  if (value === null) return field.type === "multiple_choice" ? [] : "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number" && field.type === "money") return typedAmount(value, field.currency);
  return String(value);
}

/** The controls of a form as it is opened. */
export const customDraftOf = (fields: readonly FieldValue[]): CustomDraft =>
  Object.fromEntries(fields.map((field) => [field.key, draftOfValue(field, field.value)]));

/** What is asked to be stored: what can't be read goes as it was typed, and the server says that it is no value. */
export function valueOfDraft(field: FieldDef, draft: FieldDraft): CustomValue | null {
  if (Array.isArray(draft)) return draft.length > 0 ? draft : null;
  const text = draft.trim();
  if (text === "") return null;
  if (field.type === "yes_no") return draft === "yes";
  if (field.type === "choice" || field.type === "text") return text;
  return parseText(field, text) ?? text;
}

const same = (a: FieldDraft | undefined, b: FieldDraft | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** Only the fields that were changed, as the verbs want them. */
export const customEdit = (
  fields: readonly FieldDef[],
  before: CustomDraft,
  after: CustomDraft,
): Record<string, CustomValue | null> =>
  Object.fromEntries(
    fields
      .filter(({ key, retired }) => !retired && !same(before[key] ?? "", after[key] ?? ""))
      .map((field) => [field.key, valueOfDraft(field, after[field.key] ?? "")]),
  );
