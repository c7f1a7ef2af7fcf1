import { type AmountUnit, readAmount } from "./amount-text";
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

function numberOf(text: string): number | null {
  const digits = text.replace(/,(?=\d{3}(?:\D|$))/g, "");
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(digits) ? Number(digits) : null;
}

/** In minor units; null when it is no amount, or one of another money. What the text says of its unit goes before its column's. */
function amountOf(text: string, currency: string, column: AmountUnit | undefined): number | null {
  const read = readAmount(text);
  if (!read) return null;
  const monies = read.monies ?? column?.monies;
  if (monies && !monies.includes(currency)) return null;
  const times = read.times ?? (read.monies ? 1 : column?.times) ?? 1;
  if (times === 1) return minorUnits(read.digits, currency);
  const one = numberOf(read.digits);
  return one === null ? null : minorUnits((one * times).toFixed(2), currency);
}

function choiceOf(field: FieldFacts, text: string): string | null {
  const word = fold(text);
  return field.options.find(({ label, retired }) => !retired && fold(label) === word)?.value ?? null;
}

function candidate(field: FieldFacts, text: string, unit?: AmountUnit): unknown {
  const plain = text.normalize("NFKC").trim();
  switch (field.type) {
    case "text":
      return text;
    case "number":
      return numberOf(plain);
    case "money":
      return amountOf(plain, field.currency, unit);
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

/**
 * What a person wrote for a field, as a value of it; null when it is none. Choices are found by their words; `unit` is what
 * bare amounts of its column stand in.
 */
export function parseText(field: FieldFacts, text: string, unit?: AmountUnit): CustomValue | null {
  const read = valueSchema(field).safeParse(candidate(field, text, unit));
  return read.success ? read.data : null;
}
