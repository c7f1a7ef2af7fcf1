import type { useTranslations } from "next-intl";
import type { ErrorCode, ErrorParams } from "@/lib/errors";
import { formatMoment } from "./dates";
import { placeholders } from "./placeholders";

/** A refusal: as a verb throws it, or as an action answers it. */
export type CodedError = ({ code: ErrorCode } | { error: ErrorCode }) & { params?: ErrorParams | undefined };

type Translator = ReturnType<typeof useTranslations<"errors">>;
// A code is known only at run time; the tests hold that every code has its sentences.
type ByCode = {
  (key: string, values?: Record<string, string | number>): string;
  raw(key: string): unknown;
  has(key: string): boolean;
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** The sentence of an error: instants in its params are said as days and hours, and without a needed fact it is the plain one. */
export function errorText(
  translator: Translator,
  error: CodedError,
  where: Parameters<typeof formatMoment>[1],
): string {
  const t = translator as unknown as ByCode;
  const facts = Object.fromEntries(
    Object.entries(error.params ?? {})
      .filter(([, value]) => value !== null && value !== "")
      .map(([name, value]) => [name, spoken(value, where)]),
  );
  const code = "code" in error ? error.code : error.error;
  const needed = placeholders(String(t.raw(code)));
  if (needed.every((name) => name in facts)) return t(code, facts);
  const plain = `plain.${code}`;
  return t(t.has(plain) ? plain : "plain.INTERNAL", facts);
}

function spoken(value: ErrorParams[string], where: Parameters<typeof formatMoment>[1]): string | number {
  if (typeof value === "number") return value;
  const text = String(value);
  return INSTANT.test(text) ? formatMoment(new Date(text), where) : text;
}
