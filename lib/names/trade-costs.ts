import { TRADE } from "./name-weights";
import { DIRECTIONS, ORDINARY_WITHIN } from "./region-words";
import { type RegionName, regionsAt } from "./regions";
import { isEnding, isShop, isStuff, tradeCharacter, tradesAt } from "./trades";

/** What it costs to read all behind each place of a text as trades: behind a brand, and where the name has none. */
export type TradeCosts = { behindBrand: number[]; brandless: number[] };

type Rows = TradeCosts & {
  /** Behind another trade, of a name with a brand and of one without. */
  next: number[];
  nextBrandless: number[];
  /** Within a word that no list has, which may end, or goes on to the end. */
  unknown: number[];
  tail: number[];
};

const placeCost = ({ text, whole, region }: RegionName): number => {
  if (DIRECTIONS.has(text)) return Infinity;
  if (whole) return TRADE.wholePlace;
  if (ORDINARY_WITHIN.has(text) || region.code?.startsWith("71")) return Infinity;
  return region.level === "county" ? TRADE.county : TRADE.place;
};

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;

function lower(row: number[], index: number, cost: number): void {
  if (cost < at(row, index)) row[index] = cost;
}

function readWords(text: string, from: number, rows: Rows): void {
  for (const { word, first, later } of tradesAt(text, from)) {
    if (!text.startsWith(word, from)) continue;
    const [more, brandless] = [at(rows.next, from + word.length), at(rows.nextBrandless, from + word.length)];
    lower(rows.behindBrand, from, first + more);
    lower(rows.next, from, later + more);
    lower(rows.brandless, from, first + brandless);
    lower(rows.nextBrandless, from, later + brandless);
  }
}

function readOne(text: string, from: number, rows: Rows): void {
  const one = text.charAt(from);
  const last = from === text.length - 1;
  if (last && isEnding(one)) {
    lower(rows.next, from, TRADE.ending);
    lower(rows.nextBrandless, from, TRADE.ending);
    lower(rows.behindBrand, from, TRADE.ending + (isShop(one) ? 0 : TRADE.endingAlone));
  } else if (isStuff(one)) {
    lower(rows.next, from, TRADE.stuff + at(rows.next, from + 1));
    lower(rows.nextBrandless, from, TRADE.stuff + at(rows.nextBrandless, from + 1));
    if (last) lower(rows.behindBrand, from, TRADE.stuff + TRADE.stuffAlone);
  }
}

function readPlaces(text: string, from: number, rows: Rows): void {
  for (const found of regionsAt(text, from)) {
    const [cost, to] = [placeCost(found), from + found.text.length];
    lower(rows.behindBrand, from, cost + at(rows.next, to));
    lower(rows.next, from, cost + at(rows.next, to));
    lower(rows.nextBrandless, from, cost + at(rows.nextBrandless, to));
  }
}

function readUnknown(text: string, from: number, rows: Rows): void {
  const last = from === text.length - 1;
  const cost = tradeCharacter(text.charAt(from));
  const [more, ended] = [at(rows.unknown, from + 1), last ? Infinity : at(rows.next, from + 1)];
  rows.unknown[from] = cost + Math.min(more, ended);
  rows.tail[from] = cost + at(rows.tail, from + 1);
  // A run of one character is hardly ever a word.
  const within = TRADE.unknown + cost + Math.min(more, ended + TRADE.single);
  const alone = TRADE.unknown + at(rows.tail, from) + (last ? TRADE.single : 0);
  const either = Math.min(within, alone);
  lower(rows.next, from, either);
  lower(rows.behindBrand, from, TRADE.unknownFirst + Math.min(within, alone + TRADE.unknownAlone));
  lower(rows.brandless, from, TRADE.unknownBrandless + either);
  lower(rows.nextBrandless, from, TRADE.unknownBrandless + either);
}

function row(size: number, end: number): number[] {
  const costs = new Array<number>(size + 1).fill(Infinity);
  costs[size] = end;
  return costs;
}

/** Reads a text from its end on as trades, in the way that costs least. */
export function tradeCosts(text: string): TradeCosts {
  const size = text.length;
  const rows: Rows = {
    behindBrand: row(size, TRADE.none),
    brandless: row(size, TRADE.none),
    next: row(size, 0),
    nextBrandless: row(size, 0),
    unknown: row(size, Infinity),
    tail: row(size, 0),
  };
  for (let from = size - 1; from >= 0; from -= 1) {
    readWords(text, from, rows);
    readOne(text, from, rows);
    readPlaces(text, from, rows);
    readUnknown(text, from, rows);
  }
  return rows;
}

/** What it costs to read a text from one place to each that follows as known trades. */
export function tradesFrom(text: string, from: number): number[] {
  const reached = new Array<number>(text.length - from + 1).fill(Infinity);
  reached[0] = 0;
  for (let start = from; start < text.length; start += 1) {
    const cost = at(reached, start - from);
    if (cost === Infinity) continue;
    for (const { word, first } of tradesAt(text, start)) {
      if (text.startsWith(word, start)) lower(reached, start - from + word.length, cost + first);
    }
  }
  return reached;
}
