import { regionsAt } from "./regions";
import { LONGEST_TRADE, TRADE_WORDS } from "./trade-words";

/** Whether the word says what a company does. */
export const isTrade = (word: string): boolean => TRADE_WORDS.has(word);

/** One character that ends a trade: a shop, a works. */
const ENDING = /^[业店厂行部社馆院所园场站坊堂城铺屋室庄廊吧苑]$/u;

/** Trades that are brands as often when they come first. */
const HEADS = new Set([
  "高科",
  "高新",
  "科创",
  "动力",
  "世纪",
  "创展",
  "联合",
  "联盟",
  "天然",
  "森林",
  "绿色",
  "智慧",
  "生态",
  "乐园",
  "健康",
  "阳光",
]);

type Step = "end" | "ending" | "trade" | "place" | undefined;

/** For each place of the text: whether all behind it are trades, and places between them. */
function stepsOf(text: string): Step[] {
  const size = text.length;
  const steps: Step[] = new Array(size + 1);
  steps[size] = "end";
  if (size > 0 && ENDING.test(text.slice(-1))) steps[size - 1] = "ending";
  for (let at = size - 2; at >= 0; at -= 1) {
    for (let length = 2; length <= LONGEST_TRADE && at + length <= size && !steps[at]; length += 1) {
      if (steps[at + length] && isTrade(text.slice(at, at + length))) steps[at] = "trade";
    }
    if (!steps[at] && placeBetween(text, at, steps)) steps[at] = "place";
  }
  return steps;
}

const placeBetween = (text: string, at: number, steps: readonly Step[]): boolean =>
  regionsAt(text, at).some(({ text: name, whole, region }) => {
    const next = at + name.length;
    return (
      next < text.length && steps[next] && steps[next] !== "ending" && (whole || region.level !== "county")
    );
  });

/** Where the trade begins in what is left behind the regions: 0 when it is all trade, the length when none is. */
export function tradeFrom(text: string): number {
  const steps = stepsOf(text);
  for (let at = 0; at < text.length; at += 1) {
    const step = steps[at];
    if (at === 1 || !step || step === "place" || (step === "ending" && at < 2)) continue;
    if (at === 0 && HEADS.has(text.slice(0, 2)) && steps[2]) continue;
    return at;
  }
  return text.length;
}

/** Whether a text is nothing but trades. */
export function allTrade(text: string): boolean {
  const reached = [true];
  for (let to = 1; to <= text.length; to += 1) {
    reached[to] = false;
    for (let length = 2; length <= LONGEST_TRADE && length <= to && !reached[to]; length += 1) {
      reached[to] = reached[to - length] === true && isTrade(text.slice(to - length, to));
    }
  }
  return reached[text.length] === true;
}
