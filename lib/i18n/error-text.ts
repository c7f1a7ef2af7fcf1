import type { useTranslations } from "next-intl";
import type { ErrorCode, ErrorParams } from "@/lib/errors";
import { formatMoment } from "./dates";

export type CodedError = { code: ErrorCode; params?: ErrorParams | undefined };

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
  const needed = placeholders(String(t.raw(error.code)));
  if (needed.every((name) => name in facts)) return t(error.code, facts);
  const plain = `plain.${error.code}`;
  return t(t.has(plain) ? plain : "plain.INTERNAL", facts);
}

function spoken(value: ErrorParams[string], where: Parameters<typeof formatMoment>[1]): string | number {
  if (typeof value === "number") return value;
  const text = String(value);
  return INSTANT.test(text) ? formatMoment(new Date(text), where) : text;
}

/** The names a message asks for, sorted: `{name}` and `{count, plural, …}`. */
export function placeholders(message: string): string[] {
  const names = Array.from(
    message.matchAll(/\{\s*([a-zA-Z][a-zA-Z0-9]*)\s*[,}]/g),
    (match) => match[1] ?? "",
  );
  return [...new Set(names)].sort();
}
