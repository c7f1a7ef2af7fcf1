import { LOCALES, type Locale } from "@/db/enums";

export const LOCALE_COOKIE = "locale";
export const DEFAULT_LOCALE: Locale = "zh-CN";

/** What `<html lang>` says; the script decides which glyphs a browser picks. */
export const HTML_LANG: Record<Locale, string> = { "zh-CN": "zh-Hans", "zh-TW": "zh-Hant", en: "en" };

/** Whether a string names a locale we speak. */
export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

/** The best locale for an Accept-Language header: Hant, TW, HK and MO read zh-TW, any other Chinese zh-CN, the rest en. */
export function matchLocale(acceptLanguage: string | null | undefined): Locale {
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...params] = part.trim().toLowerCase().split(";");
      const q = params.map((p) => p.trim()).find((p) => p.startsWith("q="));
      const weight = q === undefined ? 1 : Number.parseFloat(q.slice(2));
      return { tag: tag.trim(), weight: Number.isNaN(weight) ? 0 : weight };
    })
    .filter(({ tag, weight }) => tag !== "" && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    const locale = localeOfTag(tag);
    if (locale) return locale;
  }
  return wanted.length === 0 || wanted.some(({ tag }) => tag === "*") ? DEFAULT_LOCALE : "en";
}

function localeOfTag(tag: string): Locale | undefined {
  const [language, ...rest] = tag.split(/[-_]/);
  if (language === "en") return "en";
  if (language === "yue") return "zh-TW";
  if (language !== "zh") return undefined;
  if (rest.includes("hans")) return "zh-CN";
  return rest.some((part) => ["hant", "tw", "hk", "mo"].includes(part)) ? "zh-TW" : "zh-CN";
}
