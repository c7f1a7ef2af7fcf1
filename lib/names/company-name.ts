import { simplify } from "./fold";
import { westernWords, withoutForm } from "./legal-forms";
import { DIRECTIONS, ORDINARY, ORDINARY_WITHIN } from "./region-words";
import { type Region, regionsAt } from "./regions";
import { takeRegions } from "./take-regions";
import { LONGEST_TRADE } from "./trade-words";
import { allTrade, isTrade, tradeFrom } from "./trades";

/**
 * A company name taken apart, folded. `brand` is empty when the name says only where and what, `typedBrand` is it in the
 * characters that were typed; `core` is brand and trade.
 */
export type CompanyName = {
  regions: string[];
  brand: string;
  typedBrand: string;
  trade: string;
  core: string;
};

/** A place at the end of a text: of a branch, or between brand and trade. */
function placeBehind(text: string, withCounties: boolean): number {
  for (let length = Math.min(8, text.length - 2); length >= 2; length -= 1) {
    const tail = text.slice(-length);
    const found = regionsAt(tail).some(({ text: name, whole, region }) => {
      if (name !== tail) return false;
      if (whole && !DIRECTIONS.has(name)) return true;
      if (ORDINARY_WITHIN.has(name) && (region.level === "county" || ORDINARY.has(name))) return false;
      return region.level !== "county" || (withCounties ? /[市县]$/u : /市$/u).test(region.name);
    });
    if (found) return length;
  }
  return 0;
}

/** 环保博锐: the trade first, then the brand. */
function brandBehindTrade(rest: string): string {
  for (let at = rest.length - 2; at >= 2; at -= 1) {
    if (allTrade(rest.slice(0, at))) return rest.slice(at);
  }
  return rest;
}

/** A trade within ends the brand: 邓禄普轮胎销售天骄. */
function untilTrade(brand: string): string {
  for (let at = 2; at < brand.length - 1; at += 1) {
    for (let length = 2; length <= LONGEST_TRADE && at + length < brand.length; length += 1) {
      if (isTrade(brand.slice(at, at + length))) return brand.slice(0, at);
    }
  }
  return brand;
}

function withoutPlacesBehind(text: string, withCounties: boolean): string {
  let left = text;
  for (;;) {
    const length = placeBehind(left, withCounties);
    if (length === 0 || left.length - length < 2) return left;
    left = left.slice(0, -length);
  }
}

function brandOf(name: string, rest: string, regions: readonly Region[]): { brand: string; trade: string } {
  const at = tradeFrom(rest);
  const trade = rest.slice(at);
  let brand = untilTrade(at === rest.length ? brandBehindTrade(rest) : rest.slice(0, at));
  const limited = /有限|股份/u.test(name);
  // A bare 公司 of a place that begins with its trade has no brand: 天津环保泥回收公司.
  if (regions.length > 0 && !limited && trade !== "" && brand.length === 3 && isTrade(brand.slice(0, 2)))
    brand = "";
  brand = withoutPlacesBehind(brand, trade !== "").replace(/^(.{2,})(?:集团|股份|控股)$/u, "$1");
  if (brand.length === 1) brand = "";
  // A company limited by shares has a brand even where it is a trade by itself.
  const byShares = /(?<!银行)股份有限公司/u.test(name) && regions.length > 0 && at === 0 && rest.length >= 4;
  if (
    brand === "" &&
    byShares &&
    isTrade(rest.slice(0, 2)) &&
    allTrade(rest.slice(2)) &&
    !rest.endsWith("中心")
  ) {
    brand = rest.slice(0, 2);
  }
  return { brand, trade };
}

const HAN = /\p{Script=Han}/u;
const BRACKETED = /[([{【〔〈][^)\]}】〕〉]*[)\]}】〕〉]/gu;
const SIGNS = /["\s《》「」『』“”()[\]{}【】〔〕〈〉]+/gu;

const western = (folded: string): CompanyName => {
  const words = westernWords(folded).join(" ");
  return { regions: [], brand: words, typedBrand: words, trade: "", core: words };
};

/** 长乐（上海）科技: what stands before a place in brackets is the brand, though it be a place too. */
function brandBeforePlace(folded: string, places: readonly string[]): string {
  const head = places.length > 0 ? (/^([^([{【〔〈]{2,6})[([{【〔〈]/u.exec(folded)?.[1] ?? "") : "";
  return regionsAt(head).some(({ text, whole }) => text === head && !whole) ? head : "";
}

/**
 * Takes a company name apart: the regions before it (and in brackets, and of a branch), the brand (字号), the trade; the
 * legal form is left out. Names without a Chinese character keep their words but for the legal form, and are all brand.
 */
export function parseCompanyName(typed: string): CompanyName {
  const plain = typed.normalize("NFKC").toLowerCase().normalize("NFKC");
  const folded = simplify(plain);
  if (!HAN.test(folded)) return western(folded);
  const places = [...folded.matchAll(BRACKETED)]
    .map(([found]) => found.slice(1, -1))
    .filter((one) => regionsAt(one).some(({ text }) => text === one));
  const strip = (text: string) => text.replace(BRACKETED, "").replace(SIGNS, "");
  const name = strip(folded);
  const head = brandBeforePlace(folded, places);
  const taken = takeRegions(withoutForm(name, isTrade).slice(head.length));
  const branch = placeBehind(taken.rest, false);
  const rest = taken.rest.length - branch >= 2 ? taken.rest.slice(0, taken.rest.length - branch) : taken.rest;
  const { brand, trade } = head ? { brand: head, trade: rest } : brandOf(name, rest, taken.regions);
  const at = name.indexOf(brand);
  return {
    regions: [...taken.regions.map((one) => one.name), ...places],
    ...{ brand, typedBrand: strip(plain).slice(at, at + brand.length), trade, core: head + rest },
  };
}
