import { KEPT_AS_TEXT, withoutGuard } from "@/lib/csv";

// Control characters but for line ends and tabs, characters of no width, and those that reverse the
// writing direction. The joiners of emoji and of some scripts (U+200C, U+200D) carry meaning and stay.
const UNWANTED = /(?![\n\t])\p{Cc}|[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFFE\uFFFF]/gu;

/** Whether a cell is a text in the form of a formula, which calculates nothing. */
export const isKeptAsText = (raw: string): boolean => KEPT_AS_TEXT.test(raw.trim());

/** Text that a database can hold: without zero characters, and lone halves of characters marked as broken. */
export const storable = (text: string): string =>
  /[\0\p{Cs}]/u.test(text) ? text.replaceAll("\0", "").replace(/\p{Cs}/gu, "\uFFFD") : text;

/** A cell without what nobody meant to type: control characters, marks of direction, doubled and outer spaces. One line. */
export const cleanLine = (raw: string): string => cleanLines(raw).replace(/\s+/gu, " ");

/** Like cleanLine, but the line ends stay, as `\n`. */
export function cleanLines(raw: string): string {
  const text = raw.replace(/\r\n?/g, "\n").replace(UNWANTED, "").normalize("NFC").trim();
  const unwrapped = (KEPT_AS_TEXT.exec(text)?.[1] ?? withoutGuard(text)).trim();
  return unwrapped.replace(/[^\S\n]+/gu, " ").replace(/ ?\n ?/g, "\n");
}

/** Words that some columns use for a missing value, and that are a name, a place or a value in others. */
export const MISSING_WORDS: ReadonlySet<string> = new Set(["na", "null", "none", "nil"]);

const NOTHING = new Set([
  ...["", "n/a", "#n/a", "#null!", "#value!", "#ref!", "#name?", "\\n"],
  ...["无", "無", "暂无", "暫無", "没有", "沒有", "未知", "不详", "不詳"],
]);

/** Whether a cleaned cell only says that there is no value: `-`, `N/A`, `无`, and those of the missing words that its column uses. */
export const saysNothing = (text: string, words: ReadonlySet<string> = MISSING_WORDS): boolean =>
  NOTHING.has(text.toLowerCase()) || words.has(text.toLowerCase()) || /^[-–—−_./\\—·*?？]+$/u.test(text);
