import { GOODS } from "./goods-words";
import { TRADE } from "./name-weights";
import { AMBIGUOUS, COMMON, TRADES } from "./trade-words";

/** A word for a trade, and what it costs as the first of a trade and behind another. */
export type TradeWord = { word: string; first: number; later: number };

const WORDS = new Map<string, TradeWord>();
for (const [list, first, later] of [
  [GOODS, TRADE.plain, TRADE.plain],
  [TRADES, TRADE.plain, TRADE.plain],
  [AMBIGUOUS, TRADE.ambiguousFirst, TRADE.ambiguous],
  [COMMON, TRADE.common, TRADE.common],
  ["集团 控股 股份", TRADE.group, TRADE.group],
] as const) {
  for (const word of list.trim().split(/\s+/)) WORDS.set(word, { word, first, later });
}

/** By their first two characters, each by its code. */
const STARTS = new Map<number, Map<number, TradeWord[]>>();
for (const one of WORDS.values()) {
  const [first, second] = [one.word.charCodeAt(0), one.word.charCodeAt(1)];
  const seconds = STARTS.get(first) ?? new Map<number, TradeWord[]>();
  STARTS.set(first, seconds.set(second, [...(seconds.get(second) ?? []), one]));
}

const uses = new Map<string, number>();
for (const word of WORDS.keys()) for (const one of word) uses.set(one, (uses.get(one) ?? 0) + 1);
const CHARACTERS = new Map([...uses].map(([one, count]) => [one, characterAt(count)]));
const UNSEEN = characterAt(0);

function characterAt(count: number): number {
  return TRADE.character - TRADE.seen * Math.log2(1 + count);
}

const NONE: TradeWord[] = [];

/** The words that may begin at this place of a text, by its next two characters. */
export const tradesAt = (text: string, from: number): readonly TradeWord[] =>
  STARTS.get(text.charCodeAt(from))?.get(text.charCodeAt(from + 1)) ?? NONE;

/** What a character costs in a trade that no list has. */
export const tradeCharacter = (character: string): number => CHARACTERS.get(character) ?? UNSEEN;

/** Whether the word says what a company does. */
export const isTrade = (word: string): boolean => WORDS.has(word);

/** Whether the word says what a company does, and is hardly ever a brand. */
export const isPlainTrade = (word: string): boolean => (WORDS.get(word)?.first ?? Infinity) <= TRADE.plain;

const SHOPS = "店厂行部社场站摊柜铺点户";
const ENDINGS = new Set(`${SHOPS}业馆院所园坊堂城屋室庄廊吧苑处校队楼村网`);
const SHOP_ENDINGS = new Set(SHOPS);
const STUFF = new Set("布茶酒米面油菜花纸砖泥沙砂石钢铁铜铝药鞋帽衣书车船电水煤木肉鱼饭粥糖盐");

/** One character that ends a trade: a shop, a works. */
export const isEnding = (character: string): boolean => ENDINGS.has(character);

/** Of those the ones with which no brand ends. */
export const isShop = (character: string): boolean => SHOP_ENDINGS.has(character);

/** What is dealt in, in one character. */
export const isStuff = (character: string): boolean => STUFF.has(character);
