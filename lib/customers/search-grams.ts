import { foldSearch } from "./search-fold";
import { completionsOf, isHan, readingsOf, spellingsOf } from "./search-readings";

/**
 * What of a name can be looked for, as numbers that an index holds: characters alone and two side by side (three where
 * there are letters, of which two say little), syllables alone and in twos, initials in twos and threes.
 */
type Kind = "text" | "syllable" | "initials";

/** FNV-1a of the kind and the gram as a 32 bit integer: of millions of grams a few share a number, and the text decides. */
function gram(kind: Kind, text: string): number {
  let hash = 0x811c9dc5;
  for (const part of [kind, " ", text]) {
    for (let at = 0; at < part.length; at += 1) hash = Math.imul(hash ^ part.charCodeAt(at), 0x01000193);
  }
  return hash | 0;
}

const ALNUM = /^[a-z0-9]$/;

function textGrams(characters: readonly string[], add: (gram: number) => void, least = 1): void {
  for (let at = 0; at < characters.length; at += 1) {
    const [a = "", b = "", c = ""] = characters.slice(at, at + 3);
    if (least === 1) add(gram("text", a));
    if (b) add(gram("text", a + b));
    if (c && [a, b, c].some((one) => ALNUM.test(one))) add(gram("text", a + b + c));
  }
}

const MOST_COMBINED = 16;

/** Two syllables side by side, apart from the one that their letters would be together: ti an is not tian. */
const pairOf = (first: string, second: string): number => gram("syllable", `${first}'${second}`);

/** Every choice of one from each list, within reason. */
function combined(lists: readonly (readonly string[])[]): string[] {
  let all = [""];
  for (const list of lists)
    all = all.flatMap((one) => list.map((next) => one + next)).slice(0, MOST_COMBINED);
  return all;
}

function readGrams(characters: readonly string[], add: (gram: number) => void): void {
  // Letters between the characters are their own initials: TCL 科技 is tclkj.
  const said = characters.filter((one) => isHan(one) || ALNUM.test(one));
  const readings = said.map((one) => (isHan(one) ? readingsOf(one) : []));
  const initials = said.map((one, at) => {
    const first = [...new Set(readings[at]?.map((reading) => reading.charAt(0)))];
    return first.length > 0 ? first : ALNUM.test(one) ? [one] : [];
  });
  for (const [at, own] of readings.entries()) {
    for (const syllable of own) add(gram("syllable", syllable));
    for (const one of own) for (const next of readings[at + 1] ?? []) add(pairOf(one, next));
    for (const size of [2, 3]) {
      const window = initials.slice(at, at + size);
      if (window.length === size) for (const one of combined(window)) add(gram("initials", one));
    }
  }
}

/** The grams of a name, each once. */
export function gramsOf(name: string): number[] {
  const characters = [...foldSearch(name)];
  const grams = new Set<number>();
  const add = (one: number) => void grams.add(one);
  textGrams(characters, add);
  if (characters.some(isHan)) readGrams(characters, add);
  return [...grams];
}

/**
 * One way in which a typed text may be meant: all of these grams, and of each list at least one. `shared` are those in
 * which two that follow each other overlap, for guessing how many names hold both; null where they overlap in more.
 */
export type GramTerms = { all: number[]; anyOf: number[][]; shared: number[] | null };

const LETTERS = /^[a-z]+$/;
const MOST_LETTERS = 40;
const MOST_SPELLINGS = 16;

/** The words of a search as they are compared. */
export const wordsOf = (typed: string): string[] => foldSearch(typed).split(" ").filter(Boolean);

function asText(words: readonly string[]): GramTerms | null {
  const grams = new Set<number>();
  const shared = words.flatMap((word) => [...word].slice(1, -1).map((one) => gram("text", one)));
  for (const word of words) {
    const characters = [...word];
    // What is longer than one character holds no more in single ones.
    if (characters.length === 1) grams.add(gram("text", word));
    else textGrams(characters, (one) => void grams.add(one), 2);
  }
  const simple = words.every((word) => ![...word].some((one) => ALNUM.test(one)));
  return grams.size === 0 ? null : { all: [...grams], anyOf: [], shared: simple ? shared : null };
}

/** As pinyin: the last syllable may go on. Where letters fall apart in very many ways, those go first that leave none over. */
function asPinyin(letters: string): GramTerms[] {
  const [ended = [], begun = []] = [true, false].map((whole) =>
    spellingsOf(letters).filter(({ rest }) => (rest === "") === whole),
  );
  return [...ended, ...begun].slice(0, MOST_SPELLINGS).map(({ syllables, rest }) => {
    const done = rest ? syllables : syllables.slice(0, -1);
    const last = completionsOf(rest || (syllables.at(-1) ?? ""));
    const pairs = done.slice(0, -1).map((one, at) => pairOf(one, done[at + 1] ?? ""));
    const before = done.at(-1);
    const shared = done.slice(1).map((one) => gram("syllable", one));
    const ends = last.map((one) => (before === undefined ? gram("syllable", one) : pairOf(before, one)));
    return { all: pairs, anyOf: [ends], shared };
  });
}

function asInitials(letters: string): GramTerms {
  const size = Math.min(3, letters.length);
  const windows = Array.from({ length: letters.length - size + 1 }, (_, at) => letters.slice(at, at + size));
  const shared = windows.slice(1).map((one) => gram("initials", one.slice(0, 2)));
  return { all: [...new Set(windows.map((one) => gram("initials", one)))], anyOf: [], shared };
}

/** What a search may mean among the names: the text itself and, of letters, pinyin and initials. */
export function gramTermsOf(typed: string): { text: GramTerms | null; spoken: GramTerms[] } {
  const words = wordsOf(typed);
  const letters = words.join("").replaceAll("'", "");
  const spoken = LETTERS.test(letters) && letters.length >= 2 && letters.length <= MOST_LETTERS;
  return { text: asText(words), spoken: spoken ? [asInitials(letters), ...asPinyin(letters)] : [] };
}
