import { distance } from "fastest-levenshtein";

/** Whether two words are one, written with a slip: a letter in five may differ, none in a short one, none in a number. */
export function alike(a: string, b: string): boolean {
  if (a === b) return true;
  if (/\d/.test(a) || /\d/.test(b)) return false;
  const shorter = Math.min(a.length, b.length);
  if (shorter < 4 || Math.abs(a.length - b.length) > 2) return false;
  return distance(a, b) <= (shorter < 6 ? 1 : 2);
}

/** What two lists of words share, by weight: `both` against the whole of each, `part` against the lesser. */
export type Overlap = { both: number; part: number; shared: number };

/** Weighs the words that two names share; each word counts once. */
export function overlapOf(
  a: readonly string[],
  b: readonly string[],
  weigh: (word: string) => number,
): Overlap {
  const left = new Set(b);
  let shared = 0;
  for (const word of new Set(a)) {
    const found = left.has(word) ? word : [...left].find((other) => alike(word, other));
    if (found === undefined) continue;
    left.delete(found);
    shared += (weigh(word) + weigh(found)) / 2;
  }
  const sum = (words: readonly string[]) =>
    [...new Set(words)].reduce((total, word) => total + weigh(word), 0);
  const [one, other] = [sum(a), sum(b)];
  if (one === 0 || other === 0) return { both: 0, part: 0, shared: 0 };
  return {
    both: Math.min(1, (2 * shared) / (one + other)),
    part: Math.min(1, shared / Math.min(one, other)),
    shared,
  };
}
