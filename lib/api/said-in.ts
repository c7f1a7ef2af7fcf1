import type { Locale } from "@/db/enums";
import { messagesOf } from "@/lib/i18n/messages";

type Texts = Record<string, Record<string, string>>;

/** Where a sentence of the document stands among the messages. */
const PLACES = new Map(
  Object.entries(messagesOf("en").apiTexts as Texts).flatMap(([group, texts]) =>
    Object.entries(texts).map(([key, text]) => [text, { group, key }] as const),
  ),
);

/** A sentence of the document, which is written in English, as the reference says it in a language; null where it can't. */
export function saidIn(locale: Locale, english: string): string | null {
  const place = PLACES.get(english);
  return place ? ((messagesOf(locale).apiTexts as Texts)[place.group]?.[place.key] ?? null) : null;
}

/** A part of the document with its descriptions in a language. */
export function inLanguage<T>(part: T, locale: Locale): T {
  if (Array.isArray(part)) return part.map((one) => inLanguage(one, locale)) as T;
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      name === "description" && typeof value === "string"
        ? (saidIn(locale, value) ?? value)
        : inLanguage(value as unknown, locale),
    ]),
  ) as T;
}
