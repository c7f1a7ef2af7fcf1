import { Converter } from "opencc-js/t2cn";

const toSimplified = Converter({ from: "t", to: "cn" });
const folded = new Map<string, string>();
const MOST_REMEMBERED = 60_000;

/** Character by character: a part of a name folds to the same part of the folded name, whatever stands around it. */
function simplified(character: string): string {
  if (character < "\u2E80") return character;
  const known = folded.get(character);
  if (known !== undefined) return known;
  const simple = toSimplified(character);
  if (folded.size < MOST_REMEMBERED) folded.set(character, simple);
  return simple;
}

/** A text as search compares it: full width as half, small letters, simplified characters, single spaces. */
export function foldSearch(text: string): string {
  const plain = text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  let result = "";
  for (const character of plain) result += simplified(character);
  return result;
}
