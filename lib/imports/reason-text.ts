import type { useTranslations } from "next-intl";
import type { ErrorParams } from "@/lib/errors";
import { IMPORT_FIELDS } from "./header-words";
import { SKIP_REASONS, type StoredReason } from "./import-types";
import { ROW_PROBLEMS } from "./row-types";
import { UNREADABLE_REASONS } from "./unreadable";

type Translate = ReturnType<typeof useTranslations<"imports">>;

const isOneOf = <T extends string>(values: readonly T[], value: unknown): value is T =>
  (values as readonly unknown[]).includes(value);

/** Says a stored reason, with the field it is about: 电话：号码太短：123. */
export function reasonText(t: Translate, reason: StoredReason): string {
  const { code, field = "row", value = "" } = reason;
  if (isOneOf(SKIP_REASONS, code)) return t(`skipped.${code}`, { row: value });
  if (!isOneOf(ROW_PROBLEMS, code)) return code;
  const text = t(`problem.${code}`, { value });
  if (field === "row") return text;
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
