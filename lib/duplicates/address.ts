import { foldText } from "@/lib/names/fold";
import { regionsAt } from "@/lib/names/regions";

/** An address as far as it tells one place from another. */
export type Address = {
  /** The number of the house, of a range the first; null when there is none. */
  number: string | null;
  /** Every other number, in order: of the building, the floor, the room. */
  others: readonly string[];
  /** The words of the street, or the pairs of characters of what a Chinese address says besides numbers and regions. */
  words: readonly string[];
};

const STREET_KINDS = new Set(
  `st street str ave avenue av rd road blvd boulevard bl dr drive ln lane ct court pl place pkwy parkway ter terrace hwy highway
  way sq square cir circle plz plaza aly alley expy ste suite unit apt floor fl rm room bldg building po box no`
    .trim()
    .split(/\s+/),
);
const DIRECTIONS = new Set(["n", "s", "e", "w", "north", "south", "east", "west", "ne", "nw", "se", "sw"]);
const HAN = /\p{Script=Han}/u;

function western(text: string): Address {
  const words = text.replace(/['’`.?]/g, "").match(/[\p{L}\p{N}]+(?:-\d+)?/gu) ?? [];
  const at = words.findIndex((word) => /^\d+(?:-\d+)?[a-z]?$/.test(word));
  const number = at < 0 ? null : (/^\d+/.exec(words[at] ?? "")?.[0] ?? null);
  const street = words.slice(at + 1).filter((word) => !STREET_KINDS.has(word) && !DIRECTIONS.has(word));
  return {
    number,
    others: street.filter((word) => /^\d+$/.test(word)),
    words: street.filter((word) => !/^\d+$/.test(word)),
  };
}

/** The regions at the head of an address, as it may name them or not. */
function withoutRegions(text: string): string {
  let rest = text;
  for (let n = 0; n < 4; n += 1) {
    const region = regionsAt(rest)[0];
    if (!region || region.text.length === rest.length) break;
    rest = rest.slice(region.text.length);
  }
  return rest;
}

const DIGITS: Readonly<Record<string, string>> = {
  ...{ 一: "1", 二: "2", 三: "3", 四: "4", 五: "5", 六: "6", 七: "7", 八: "8", 九: "9" },
};

const pairs = (text: string): string[] =>
  text.length < 2
    ? [text].filter(Boolean)
    : Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2));

function chinese(text: string): Address {
  const plain = withoutRegions(text.replace(/[\s,，。.、()（）]/g, ""));
  const counted = plain.replace(
    /[一二三四五六七八九](?=[层楼栋幢座号室单期])/g,
    (digit) => DIGITS[digit] ?? digit,
  );
  const number = /(\d+)(?:[-~至之]\d+)?号(?!楼|院内|线)/.exec(counted)?.[1] ?? null;
  const numbers: string[] = counted.match(/\d+/g) ?? [];
  const at = number === null ? -1 : numbers.indexOf(number);
  return {
    number: number ?? numbers[0] ?? null,
    others: numbers.filter((_, index) => index !== (number === null ? 0 : at)),
    words: [...new Set(pairs(counted.replace(/[\d\-~#a-z]+|[号层楼栋幢座室单元]/g, "")))],
  };
}

/** Reads an address for comparing; null when nothing of it is left. */
export function readAddress(typed: string | null): Address | null {
  const text = foldText(typed ?? "").trim();
  if (text === "") return null;
  const address = HAN.test(text) ? chinese(text) : western(text);
  return address.number === null && address.words.length === 0 ? null : address;
}

/** How two addresses stand to each other: one place, the same street near by, one that can't be told, or different. */
export type AddressMatch = "same" | "near" | "unknown" | "different";

const NEAR = 60;

/** Compares two addresses; `alike` says whether two words are one, misspelled or not. */
export function compareAddresses(
  a: Address | null,
  b: Address | null,
  alike: (one: string, other: string) => boolean,
): AddressMatch {
  if (!a || !b) return "unknown";
  const shared = a.words.filter((word) => b.words.some((other) => alike(word, other))).length;
  const least = Math.min(a.words.length, b.words.length);
  const street = least === 0 ? (a.words.length === b.words.length ? 1 : 0) : shared / least;
  if (a.number === null || b.number === null) return street >= 0.8 && least > 1 ? "near" : "unknown";
  const rooms =
    a.others.length === 0 || b.others.length === 0 || a.others.some((one) => b.others.includes(one));
  if (a.number === b.number) return street >= 0.5 ? (rooms ? "same" : "near") : "different";
  const apart = Math.abs(Number(a.number) - Number(b.number));
  return street >= 0.6 && apart <= NEAR ? "near" : "different";
}
