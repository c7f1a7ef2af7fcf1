import { polyphonic } from "pinyin-pro";
import { SYLLABLES } from "./search-syllables";

const HAN = /^\p{Script=Han}$/u;
const LETTERS = /^[a-z]+$/;
const MOST_READINGS = 4;
const remembered = new Map<string, readonly string[]>();

/** Whether the character is one that pinyin reads. */
export const isHan = (character: string): boolean => HAN.test(character);

/** ü is typed as v, and by whom it is not, as u. */
const spellings = (reading: string): string[] =>
  reading.includes("v") ? [reading, reading.replace("v", "u")] : [reading];

/** Every way a character is read, without tones; none for one that has no reading. */
export function readingsOf(character: string): readonly string[] {
  const known = remembered.get(character);
  if (known) return known;
  const [all = []] = polyphonic(character, { toneType: "none", type: "array", v: true });
  const read = all.filter((reading) => LETTERS.test(reading)).slice(0, MOST_READINGS);
  const readings = [...new Set(read.flatMap(spellings))];
  remembered.set(character, readings);
  return readings;
}

/** Typed letters as syllables: `rest` is the beginning of one more, or empty. */
export type Spelling = { syllables: string[]; rest: string };

const LONGEST = 6;
const MOST_SPELLINGS = 64;
const whole = new Set(SYLLABLES);
const beginnings = new Set(
  SYLLABLES.flatMap((one) => Array.from(one, (_, index) => one.slice(0, index + 1))),
);

/** The syllables that begin so. */
export const completionsOf = (rest: string): string[] => SYLLABLES.filter((one) => one.startsWith(rest));

/** The ways in which letters can be read as pinyin, the last syllable perhaps unfinished; those of fewest syllables first. */
export function spellingsOf(letters: string): Spelling[] {
  const found: Spelling[] = [];
  const walk = (from: number, syllables: string[]) => {
    if (found.length >= MOST_SPELLINGS * 4) return;
    if (from === letters.length) {
      found.push({ syllables, rest: "" });
      return;
    }
    const rest = letters.slice(from);
    if (syllables.length > 0 && beginnings.has(rest) && !whole.has(rest)) found.push({ syllables, rest });
    for (let length = Math.min(LONGEST, rest.length); length > 0; length -= 1) {
      const syllable = rest.slice(0, length);
      if (whole.has(syllable)) walk(from + length, [...syllables, syllable]);
    }
  };
  walk(0, []);
  const size = ({ syllables, rest }: Spelling) => syllables.length + (rest ? 1 : 0);
  return found.sort((a, b) => size(a) - size(b)).slice(0, MOST_SPELLINGS);
}
