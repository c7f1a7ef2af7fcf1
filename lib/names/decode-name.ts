import { brandRank } from "./brand-characters";
import { BRAND } from "./name-weights";
import { type Reading, readPlaces } from "./read-places";
import { DIRECTIONS } from "./region-words";
import { LESSER, type Region, regionsAt } from "./regions";
import { tradeCosts, tradesFrom } from "./trade-costs";
import { isPlainTrade } from "./trades";

/** What the end of a name says: 股份有限公司, 有限公司, 公司 or none of them. */
export type Form = "shares" | "limited" | "company" | "other";

/** The brand stands from `from` to `to`; the two are one where there is none. */
export type Decoded = { regions: readonly Region[]; from: number; to: number };

const LATIN = /[a-z0-9]/;

/** Up to each place of a text: characters, one for each run of Latin letters, and what they cost as a brand. */
type Sums = { latin: boolean[]; lengths: number[]; costs: number[] };

function sumsOf(text: string): Sums {
  const sums: Sums = { latin: [], lengths: [0], costs: [0] };
  let [length, cost] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const one = text.charAt(at);
    const latin = LATIN.test(one);
    const more = latin && sums.latin[at - 1] === true;
    if (!more) length += 1;
    cost += latin ? (more ? BRAND.moreLatin : BRAND.latin) : (BRAND.ranks[brandRank(one)] ?? 0);
    sums.latin.push(latin);
    sums.lengths.push(length);
    sums.costs.push(cost);
  }
  return sums;
}

const between = (sums: readonly number[], from: number, to: number): number =>
  (sums[to] ?? 0) - (sums[from] ?? 0);

/** What a brand costs by its characters and their number; those that begin within a word cost all. */
function brandCost({ latin, lengths, costs }: Sums, from: number, to: number): number {
  if (latin[to - 1] && latin[to]) return Infinity;
  const length = between(lengths, from, to);
  const word = length === 1 && to - from > 1;
  return between(costs, from, to) + (word ? BRAND.latinWord : (BRAND.lengths[length] ?? Infinity));
}

/** What it costs more by the city with which the brand begins, or that it is. */
function placeCost(text: string, from: number): (to: number) => number {
  const places = regionsAt(text, from).filter(
    ({ text: name, region }) =>
      region.level !== "county" && !LESSER.test(region.name) && !DIRECTIONS.has(name),
  );
  if (places.length === 0) return () => 0;
  return (to) => BRAND.place + (places.some((one) => from + one.text.length === to) ? BRAND.onlyPlace : 0);
}

const noneCost = (form: Form): number =>
  form === "shares" ? BRAND.noneByShares : form === "limited" ? BRAND.noneLimited : BRAND.none;

/**
 * Reads a name without its legal form as the law on names has it: places, brand, trade, of which all but one may be
 * missing. Of all ways to read it the one that costs least is taken; `brackets` are where something stood in brackets.
 */
export function decodeName(text: string, form: Form, brackets: readonly number[]): Decoded {
  const trades = tradeCosts(text);
  let best: Decoded = { regions: [], from: 0, to: 0 };
  let least = Infinity;
  const offer = ({ regions }: Reading, from: number, to: number, cost: number) => {
    if (cost >= least) return;
    least = cost;
    best = { regions, from, to };
  };
  const sums = sumsOf(text);
  for (const reading of readPlaces(text)) {
    const from = reading.to;
    offer(reading, from, from, reading.cost + noneCost(form) + (trades.brandless[from] ?? Infinity));
    const inPlace = placeCost(text, from);
    for (let to = from + 1; to <= text.length; to += 1) {
      const cost = reading.cost + brandCost(sums, from, to) + (trades.behindBrand[to] ?? Infinity);
      if (cost >= least) continue;
      const crossed = brackets.some((one) => one > from && one < to) ? BRAND.bracket : 0;
      const trade = isPlainTrade(text.slice(from, to)) ? BRAND.trade : 0;
      offer(reading, from, to, cost + inPlace(to) + crossed + trade);
    }
    if (form !== "company") continue;
    for (const [count, cost] of tradesFrom(text, from).entries()) {
      if (count < 2 || cost === Infinity || text.length - from - count < 2) continue;
      const brand = brandCost(sums, from + count, text.length) + BRAND.behindTrade;
      offer(reading, from + count, text.length, reading.cost + cost + brand);
    }
  }
  return best;
}
