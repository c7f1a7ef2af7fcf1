import { Converter } from "opencc-js/t2cn";

/**
 * Rises when what the functions below answer changes, or how a company name is taken apart: rows that keep their answers
 * are then brought along.
 */
export const FOLD_VERSION = 2;

const simplified = new Map<string, string>();
let convert: ((text: string) => string) | undefined;

function simplifyCharacter(character: string): string {
  const known = simplified.get(character);
  if (known !== undefined) return known;
  convert ??= Converter({ from: "t", to: "cn" });
  const answer = convert(character);
  // One for one, so that what is found in the folded text stands at the same place of the typed one.
  const kept = answer.length === character.length ? answer : character;
  simplified.set(character, kept);
  return kept;
}

/**
 * The text in simplified characters, each by itself whatever stands around it: a part of a text folds as it does within
 * the whole, and nothing moves.
 */
export function simplify(text: string): string {
  return text.replace(/\p{Script=Han}/gu, simplifyCharacter);
}

/** Width, case, composed characters and traditional or simplified characters do not count; everything else does. */
export function foldText(text: string): string {
  return simplify(text.normalize("NFKC").toLowerCase().normalize("NFKC"));
}

/**
 * The key by which two spellings of one name are the same: width, case, composed characters, traditional or simplified
 * characters, spaces, kinds of brackets, quotes, dashes, dots, commas and the like do not count; words, legal suffixes
 * and signs that tell names apart (`&`, `+`, `!`) do. Never empty for a name that is not.
 */
export function foldName(name: string): string {
  const plain = foldText(name);
  const folded = plain
    .replace(/[[{【〔〈《]/gu, "(")
    .replace(/[\]}】〕〉》]/gu, ")")
    .replace(/[\p{Z}\p{Cc}\p{Cf}\p{Pd}\s"'`´‘’“”„«»「」『』.,:;，。、：；·・•‧∙|/\\_]/gu, "")
    // An accent may stand beside its letter only now.
    .normalize("NFKC");
  return folded === "" ? plain.trim() : folded;
}
