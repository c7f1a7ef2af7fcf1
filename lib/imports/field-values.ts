import type { Grade } from "@/db/enums";
import { type AmountUnit, readAmount } from "@/lib/custom-fields/amount-text";
import { parseText } from "@/lib/custom-fields/parse-text";
import { checkCreditCode } from "@/lib/customers/normalise";
import { COMMON_ERA, type DayCounting, dayText } from "./day-text";
import type { ImportField } from "./header-words";
import type { RowProblem, RowReason } from "./row-types";

/** The most characters (code points) a field holds; of tags, each of them. */
export const FIELD_CHARS: Record<ImportField, number> = {
  name: 200,
  creditCode: 40,
  externalId: 100,
  contactName: 100,
  contactTitle: 100,
  phone: 500,
  email: 500,
  wechat: 100,
  address: 500,
  region: 100,
  industry: 200,
  source: 100,
  grade: 50,
  website: 500,
  note: 5000,
  tags: 40,
  expectedValue: 100,
  contractEndsOn: 100,
  owner: 200,
  createdAt: 100,
  createdBy: 200,
};
export const EXTRA_CHARS = 5000;
export const MAX_TAGS = 20;
const SHOWN_CHARS = 120;

/** As much of a cell as a reason quotes. */
export const shown = (text: string): string =>
  text.length <= SHOWN_CHARS ? text : `${[...text].slice(0, SHOWN_CHARS).join("")}…`;

const charsOf = (text: string): number => [...text].length;

/** Refuses text that was decoded wrongly or is longer than its field. */
export function checkText(field: string, text: string, limit: number, problems: RowReason[]): void {
  // The mark that a decoder leaves where bytes are no character.
  if (text.includes("\uFFFD")) problems.push({ code: "broken_text", field, value: shown(text) });
  if (text.length > limit && charsOf(text) > limit) {
    problems.push({ code: "too_long", field, value: shown(text) });
  }
}

/** The credit code of a cell; null for a registration number of before 2015 (15 digits, no such checksum). */
export function readCreditCode(text: string, problems: RowReason[]): string | null {
  const checked = checkCreditCode(text);
  if ("code" in checked) return checked.code;
  if (!/^\d{15}$/.test(text)) {
    problems.push({ code: `credit_code_${checked.error}`, field: "creditCode", value: shown(text) });
  }
  return null;
}

/** Joins the parts of a place in the order of the columns: 广东 深圳市, or Dothan, AL. */
export function joinPlace(parts: string[]): string | null {
  const distinct = [...new Set(parts)];
  if (distinct.length === 0) return null;
  return distinct.join(/\p{Script=Han}/u.test(distinct[0] ?? "") ? " " : ", ");
}

/** A web address that may be shown as a link: http or https, and a host with a dot; null for anything else. */
export function webAddress(text: string): string | null {
  const typed = text.normalize("NFKC");
  if (/\s/.test(typed)) return null;
  const hasScheme = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(typed);
  const full = hasScheme ? typed : `https://${typed}`;
  if (!URL.canParse(full)) return null;
  const { protocol, hostname, username } = new URL(full);
  const isWeb = protocol === "https:" || protocol === "http:";
  return isWeb && username === "" && /[^.]\.[^.]/.test(hostname) ? full : null;
}

const GRADE_WORDS: Record<Grade, string[]> = {
  A: ["a", "a+", "a级", "a級", "a类", "a類", "重点", "重點", "重点客户", "重點客戶", "高"],
  B: ["b", "b+", "b级", "b級", "b类", "b類", "普通", "普通客户", "普通客戶", "中"],
  C: ["c", "c+", "c级", "c級", "c类", "c類", "一般", "一般客户", "一般客戶", "低"],
};

/** The grade that a cell names; null when it names none. */
export function gradeOf(text: string): Grade | null {
  const word = text.normalize("NFKC").replace(/\s/g, "").toLowerCase();
  if (GRADE_WORDS.A.includes(word)) return "A";
  if (GRADE_WORDS.B.includes(word)) return "B";
  return GRADE_WORDS.C.includes(word) ? "C" : null;
}

const plainField = { key: "", label: "", options: [], retired: false };

/** The amount that a cell names, in minor units of the currency; null when it names none, or one of another money. */
export function readMoney(text: string, currency: string, unit?: AmountUnit): number | null {
  const value = parseText({ ...plainField, type: "money", currency }, text, unit);
  return typeof value === "number" ? value : null;
}

/** Why a cell that should be an amount is none: of another money, or no amount at all. */
export const notMoney = (text: string, currency: string, unit?: AmountUnit): RowProblem => {
  const read = readAmount(text);
  const monies = read && (read.monies ?? unit?.monies);
  return monies && !monies.includes(currency) ? "other_currency" : "field_value";
};

/** The day that a cell names, YYYY-MM-DD; null when it names none. */
export function readDay(text: string, counting: DayCounting = COMMON_ERA): string | null {
  const value = parseText({ ...plainField, type: "date", currency: "" }, dayText(text, counting));
  return typeof value === "string" ? value : null;
}

/** The tags of some cells, divided at commas, semicolons and line ends. */
export function readTags(cells: string[], problems: RowReason[]): string[] {
  const tags = cells.flatMap((cell) => cell.split(/[,，;；、|\n]+/)).map((tag) => tag.trim());
  const distinct = [...new Set(tags.filter((tag) => tag !== ""))];
  const long = distinct.find((tag) => charsOf(tag) > FIELD_CHARS.tags);
  if (long) problems.push({ code: "too_long", field: "tags", value: shown(long) });
  if (distinct.length > MAX_TAGS) {
    problems.push({ code: "too_many_tags", field: "tags", value: String(distinct.length) });
  }
  return distinct;
}
