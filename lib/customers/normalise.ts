import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { foldName } from "@/lib/names/fold";

export { foldName };

/** Why a phone is not taken; messages/imports has a sentence for each. */
export const PHONE_PROBLEMS = [
  "masked",
  "scientific",
  "not_a_number",
  "too_short",
  "too_long",
  "invalid",
] as const;
export type PhoneProblem = (typeof PHONE_PROBLEMS)[number];

/**
 * A phone as it is kept: E.164 without the extension, or null for a number that only its own town or
 * country can dial (a land line without area code, a five-digit hotline); `display` in the manner of its
 * country; `typed` the part of the cell that it came from, to the letter; `rest` the other numbers of the cell, as typed.
 */
export type Phone = {
  e164: string | null;
  display: string;
  extension: string | null;
  typed: string;
  rest: string[];
};

/**
 * Normalises the first number of a cell. A masked number (`138****1234`) and one that went through a
 * spreadsheet as 1.38E+10 are refused, never guessed; so is whatever is no number of `country` or of
 * the country it names.
 */
export function normalisePhone(raw: string, country: CountryCode): Phone | { error: PhoneProblem } {
  const text = raw.normalize("NFKC").trim();
  if (/[*•●]|x{2,}/i.test(text)) return { error: "masked" };
  if (/^\d([.,]\d+)?e\+?\d{1,3}$/i.test(text)) return { error: "scientific" };
  const [{ typed, plain } = NOTHING, ...others] = splitNumbers(raw);
  const rest = others.map((other) => other.typed);
  const { number, extension } = splitExtension(plain);
  if (!/\d/.test(number) || /[^\d\s+()./\u2010-\u2015-]/.test(number)) return { error: "not_a_number" };
  const parsed = parseNumber(number, country);
  if (parsed) {
    return {
      ...{ e164: parsed.number, extension, typed, rest },
      // Costs as much as all the rest, and a million rows of a file never ask.
      get display() {
        const shown = parsed.country === country ? parsed.formatNational() : parsed.formatInternational();
        return withExtension(shown, extension);
      },
    };
  }
  if (LOCAL_NUMBERS[country]?.test(digitsOf(number))) {
    return { e164: null, display: withExtension(number.trim(), extension), extension, typed, rest };
  }
  return { error: problemOf(digitsOf(number)) };
}

const LABEL =
  /^(?:tel|telephone|phone|mobile|mob|cell|t|m|p|电话|電話|手机|手機|座机|座機|固话|移动电话)\s*[:.]?\s*(?=[\d(+])/i;
const EXTENSION = /^(.*\d)\)?\s*(?:转|轉|分机|分機|ext\.?|extension|x|#)\s*[:.]?\s*(\d{1,6})$/i;
const DASHED_EXTENSION = /^(\(?0\d{2,3}\)?[\s-]?\d{7,8}|400[\s-]?\d{3}[\s-]?\d{4})[-\s]+(\d{1,6})$/;

/** Where a second number stands behind a mere space. */
const BEFORE_ANOTHER_NUMBER = /\s+(?=1[3-9]\d{9}(?!\d)|0\d{2,3}[\s-]?\d{7,8}|\+)/;

const digitsOf = (text: string): string => text.replace(/\D/g, "");

const withExtension = (number: string, extension: string | null): string =>
  extension === null ? number : `${number} ext. ${extension}`;

function splitExtension(typed: string): { number: string; extension: string | null } {
  const found = EXTENSION.exec(typed) ?? DASHED_EXTENSION.exec(typed);
  return found ? { number: found[1] ?? "", extension: found[2] ?? null } : { number: typed, extension: null };
}

/** A number of a cell to the letter, and without its label in half width, as it is read. */
type Part = { typed: string; plain: string };
const NOTHING: Part = { typed: "", plain: "" };

/** What stands between two numbers, in half and in full width. */
const BETWEEN_NUMBERS = /[/／;；,，、､|｜\r\n]+|\s+(?:or|and|或|和)\s+|或/i;

const plainOf = (part: string): string =>
  part
    .normalize("NFKC")
    .trim()
    .replace(LABEL, "")
    .replace(/^(\d+)\.0$/, "$1");

/** `010-62345678/79`: the short one stands for the same number with another ending. */
function splitNumbers(raw: string): Part[] {
  const parts = raw
    .split(BETWEEN_NUMBERS)
    .flatMap((part) => {
      const plain = part.normalize("NFKC");
      return digitsOf(plain).length > 15 ? plain.split(BEFORE_ANOTHER_NUMBER) : [part];
    })
    .map((part): Part => ({ typed: part.trim(), plain: plainOf(part) }))
    .filter(({ plain }) => plain !== "");
  const numbers: Part[] = [];
  for (const part of parts) {
    const before = numbers.at(-1)?.plain;
    const { plain } = part;
    const ending = /^\d{1,4}$/.test(plain) && before !== undefined && digitsOf(before).length >= 7;
    const whole = ending ? before.slice(0, before.length - plain.length) + plain : null;
    numbers.push(whole === null ? part : { typed: whole, plain: whole });
  }
  return numbers;
}

function parseNumber(number: string, country: CountryCode): PhoneNumber | null {
  const parsed = parsePhoneNumberFromString(number.replace(/^00(?=[1-9])/, "+"), country);
  if (parsed?.isValid()) return parsed;
  // The country code of a neighbour, typed without its plus.
  if (!/^(86|852|853|886)/.test(digitsOf(number)) || number.includes("+")) return null;
  const abroad = parsePhoneNumberFromString(`+${digitsOf(number)}`);
  return abroad?.isValid() ? abroad : null;
}

/** Land lines without their area code, and in China the hotlines of five and six digits (95588). */
const LOCAL_NUMBERS: Partial<Record<CountryCode, RegExp>> = {
  CN: /^(?:[2-8]\d{6,7}|9[56]\d{3,4})$/,
  TW: /^[2-8]\d{5,7}$/,
  US: /^[2-9]\d{6}$/,
};

function problemOf(digits: string): PhoneProblem {
  if (digits.length < 7) return "too_short";
  return digits.length > 15 ? "too_long" : "invalid";
}

const CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const CODE_LENGTH = 18;

/** Checks a unified social credit code (GB 32100): 18 characters of its alphabet, the last of them the checksum. */
export function checkCreditCode(
  raw: string,
): { code: string } | { error: "length" | "character" | "checksum" } {
  const code = raw.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
  if (code.length !== CODE_LENGTH) return { error: "length" };
  const values = [...code].map((character) => CODE_CHARACTERS.indexOf(character));
  if (values.includes(-1)) return { error: "character" };
  let sum = 0;
  let weight = 1;
  for (const value of values.slice(0, -1)) {
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return (31 - (sum % 31)) % 31 === values.at(-1) ? { code } : { error: "checksum" };
}

/**
 * What makes two customers the same beyond doubt: the credit code; else the number of the source
 * together with the name; else the name together with the phone, or failing that with the region.
 */
export function identityKey(facts: {
  name: string;
  creditCode?: string | null;
  externalId?: string | null;
  phoneE164?: string | null;
  region?: string | null;
}): string {
  if (facts.creditCode) return `cc:${facts.creditCode}`;
  const name = foldName(facts.name);
  if (facts.externalId) return `x:${facts.externalId}:${name}`;
  return `n:${name}|${facts.phoneE164 ?? foldName(facts.region ?? "")}`;
}
