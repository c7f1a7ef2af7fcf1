import type { useTranslations } from "next-intl";
import type { ErrorParams } from "@/lib/errors";
import { IMPORT_FIELDS } from "./header-words";
import { PLACE_NOTES, SKIP_REASONS, type StoredReason } from "./import-types";
import { ROW_PROBLEMS, type RowProblem } from "./row-types";
import { UNREADABLE_REASONS } from "./unreadable";

type Translate = ReturnType<typeof useTranslations<"imports">>;

const isOneOf = <T extends string>(values: readonly T[], value: unknown): value is T =>
  (values as readonly unknown[]).includes(value);

/** Problems whose sentence does not name the field. */
const OF_ANY_FIELD: readonly RowProblem[] = [
  ...(["too_long", "broken_text", "field_value", "other_currency", "field_required"] as const),
];

/** Says a stored reason, where its sentence doesn't tell with the field it is about: 备注：内容太长：…. */
export function reasonText(t: Translate, reason: StoredReason): string {
  const { code, field = "row", value = "" } = reason;
  if (isOneOf(SKIP_REASONS, code)) return t(`skipped.${code}`, { row: value, value });
  if (isOneOf(PLACE_NOTES, code)) return t(`placed.${code}`, { value });
  if (!isOneOf(ROW_PROBLEMS, code)) return code;
  const text = t(`problem.${code}`, { value });
  if (!OF_ANY_FIELD.includes(code) || field === "row") return text;
  return t("inField", { field: isOneOf(IMPORT_FIELDS, field) ? t(`field.${field}`) : field, text });
}

/** Says why a file as a whole is refused, from the params of IMPORT_FILE_UNREADABLE; null for a reason unknown. */
export function fileRefusalText(t: Translate, params: ErrorParams): string | null {
  const { reason, ...facts } = params;
  if (!isOneOf(UNREADABLE_REASONS, reason)) return null;
  const values = Object.entries(facts).map(([name, value]) => [
    name,
    typeof value === "number" ? value : String(value),
  ]);
  // The facts differ by reason; the tests hold that each sentence is there.
  const say = t as unknown as (key: string, values: Record<string, string | number>) => string;
  return say(`file.${reason}`, Object.fromEntries(values));
}
