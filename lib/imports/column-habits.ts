import { cleanLine, MISSING_WORDS } from "./clean-text";
import { type DayCounting, ROC_BARE } from "./day-text";
import { foldHeader } from "./header-words";

/** How one column writes things: its words for a missing value, and how it counts its days. */
export type ColumnHabit = { missing: ReadonlySet<string>; days: DayCounting };

/** Once is a name or a slip. */
const CLEARLY = 2;
const FOUR_DIGIT_YEAR = /(?:^|\D)(?:19|20)\d{2}(?:\D|$)/;

function missingWords(cells: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const cell of cells) {
    const word = cell.toLowerCase();
    if (MISSING_WORDS.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return new Set([...counts].flatMap(([word, count]) => (count >= CLEARLY ? [word] : [])));
}

/** Whether a column counts years from 1912: all its days are written so, and none with a year of four digits. */
function isRoc(cells: readonly string[]): boolean {
  const days = cells.filter((cell) => cell !== "");
  const bare = days.filter((cell) => ROC_BARE.test(cell.normalize("NFKC")));
  return (
    bare.length > 0 && bare.length >= days.length * 0.8 && !days.some((cell) => FOUR_DIGIT_YEAR.test(cell))
  );
}

/** The habits of each column of a table, by its first rows. */
export function habitsOf(
  header: readonly string[],
  rows: readonly string[][],
  from1904: boolean,
): ColumnHabit[] {
  return header.map((_, column) => {
    const cells = rows.map((row) => cleanLine(row[column] ?? ""));
    return { missing: missingWords(cells), days: { roc: isRoc(cells), from1904 } };
  });
}

const CODE_WORDS =
  /(代码|代號|代号|编号|编码|統編|统编|邮编|邮政编码|工号|code|number|zip|zipcode|postcode|postalcode|id|symbol|ticker|no)$/;
const MOST_DIGITS = 12;
/** So many are as long as they were meant to be; else the numbers just grow. */
const LONG_SHARE = 0.2;

/**
 * Columns of codes whose zeros in front were eaten, with how many digits they have: digits alone, many of one length, the
 * others shorter, and none of those begins with a zero. It is offered, for numbers that are counted up look so too.
 */
export function eatenZeros(header: readonly string[], rows: readonly string[][]): Record<string, number> {
  const found: Record<string, number> = {};
  header.forEach((name, column) => {
    if (!CODE_WORDS.test(foldHeader(name))) return;
    const cells = rows.map((row) => cleanLine(row[column] ?? "")).filter((cell) => cell !== "");
    if (cells.length < 2 || !cells.every((cell) => /^\d+$/.test(cell))) return;
    const longest = Math.max(...cells.map((cell) => cell.length));
    const shorter = cells.filter((cell) => cell.length < longest);
    if (longest < 4 || longest > MOST_DIGITS || shorter.length === 0) return;
    if (cells.length - shorter.length < cells.length * LONG_SHARE) return;
    if (!shorter.some((cell) => cell.startsWith("0"))) found[name] = longest;
  });
  return found;
}
