import { minorUnits } from "./money";
import type { CustomValue, FieldFacts } from "./types";
import { valueSchema } from "./value-schema";

const YES = new Set(["是", "有", "对", "對", "yes", "y", "true", "t", "1", "√", "✓", "✔"]);
const NO = new Set([
  "否",
  "无",
  "無",
  "没有",
  "沒有",
  "不是",
  "no",
  "n",
  "false",
  "f",
  "0",
  "×",
  "✗",
  "✘",
  "x",
]);

const fold = (text: string): string => text.normalize("NFKC").trim().toLowerCase();

const DAY = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?Z?)?$/;

function dayOf(text: string): string | null {
  const match = DAY.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  return match ? `${match[1]}-${match[2]?.padStart(2, "0")}-${match[3]?.padStart(2, "0")}` : null;
}

/** Digits without what people put between and around them. */
const bare = (text: string): string =>
  text
    .replace(/^(?:[¥￥$€£]|NT\$|HK\$|US\$|RMB|CNY|TWD|HKD|USD|EUR)\s*|\s*(?:元|圆|圓|块|塊)$/gi, "")
    .replace(/,(?=\d{3}(?:\D|$))/g, "");

const TEN_THOUSAND = /^([\d.]+)\s*[万萬]$/;

function numberOf(text: string): number | null {
  const digits = text.replace(/,(?=\d{3}(?:\D|$))/g, "");
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(digits) ? Number(digits) : null;
}

function amountOf(text: string, currency: string): number | null {
  const digits = bare(text);
  const many = TEN_THOUSAND.exec(digits);
  const one = minorUnits(many?.[1] ?? digits, currency);
  if (one === null || !many) return one;
  const whole = numberOf(many[1] ?? "");
  return whole === null ? null : minorUnits((whole * 10_000).toFixed(2), currency);
}

function choiceOf(field: FieldFacts, text: string): string | null {
  const word = fold(text);
  return field.options.find(({ label, retired }) => !retired && fold(label) === word)?.value ?? null;
}

function candidate(field: FieldFacts, text: string): unknown {
  const plain = text.normalize("NFKC").trim();
  switch (field.type) {
    case "text":
      return text;
    case "number":
      return numberOf(plain);
    case "money":
      return amountOf(plain, field.currency);
    case "date":
      return dayOf(plain);
    case "yes_no":
      return YES.has(fold(text)) ? true : NO.has(fold(text)) ? false : null;
    case "choice":
      return choiceOf(field, text);
    case "multiple_choice": {
      const whole = choiceOf(field, text);
      if (whole) return [whole];
      const words = text.split(/[,，;；、|/\n]+/).filter((word) => word.trim() !== "");
      return words.map((word) => choiceOf(field, word));
    }
  }
}

/** What a person wrote for a field, as a value of it; null when it is none. Choices are found by their words. */
export function parseText(field: FieldFacts, text: string): CustomValue | null {
  const read = valueSchema(field).safeParse(candidate(field, text));
  return read.success ? read.data : null;
}
