import { CURRENCIES } from "@/lib/organization/currencies";

const DOLLARS = ["USD", "TWD", "HKD", "SGD", "AUD", "NZD", "CAD", "MXN", "CLP", "COP"];
const YUAN = ["CNY", "TWD", "HKD", "MOP"];

/** What people call monies, and which each name may mean. */
const MONIES: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(CURRENCIES.map((code) => [code, [code]])),
  ...{
    "¥": ["CNY", "JPY"],
    $: DOLLARS,
    "€": ["EUR"],
    "£": ["GBP"],
    "₩": ["KRW"],
    "₫": ["VND"],
    "฿": ["THB"],
  },
  ...{
    "₹": ["INR"],
    "₱": ["PHP"],
    "₪": ["ILS"],
    "₺": ["TRY"],
    NT$: ["TWD"],
    HK$: ["HKD"],
    US$: ["USD"],
    S$: ["SGD"],
  },
  ...{ A$: ["AUD"], AU$: ["AUD"], C$: ["CAD"], CA$: ["CAD"], NZ$: ["NZD"], MOP$: ["MOP"], R$: ["BRL"] },
  ...{ RMB: ["CNY"], NTD: ["TWD"], RM: ["MYR"], RP: ["IDR"] },
  ...{
    元: YUAN,
    块: YUAN,
    塊: YUAN,
    圆: [...YUAN, "JPY"],
    圓: [...YUAN, "JPY"],
    人民币: ["CNY"],
    人民幣: ["CNY"],
  },
  ...{ 新台币: ["TWD"], 新臺幣: ["TWD"], 新台幣: ["TWD"], 台币: ["TWD"], 台幣: ["TWD"], 臺幣: ["TWD"] },
  ...{
    港元: ["HKD"],
    港币: ["HKD"],
    港幣: ["HKD"],
    美元: ["USD"],
    美金: ["USD"],
    欧元: ["EUR"],
    歐元: ["EUR"],
  },
  ...{
    英镑: ["GBP"],
    英鎊: ["GBP"],
    日元: ["JPY"],
    日圆: ["JPY"],
    日圓: ["JPY"],
    韩元: ["KRW"],
    韓元: ["KRW"],
  },
  ...{ 新元: ["SGD"], 新币: ["SGD"], 新幣: ["SGD"], 澳元: ["AUD"], 加元: ["CAD"] },
};

const TIMES: Readonly<Record<string, number>> = {
  ...{
    千: 1e3,
    万: 1e4,
    萬: 1e4,
    十万: 1e5,
    十萬: 1e5,
    百万: 1e6,
    百萬: 1e6,
    千万: 1e7,
    千萬: 1e7,
    亿: 1e8,
    億: 1e8,
  },
  ...{ k: 1e3, thousand: 1e3, thousands: 1e3, m: 1e6, mn: 1e6, million: 1e6, millions: 1e6 },
};

const oneOf = (words: Iterable<string>): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[$]/g, "\\$"))
    .join("|");
const HAN_MULTIPLE = "千|[十百千]?[万萬]|[亿億]";
const HAN_FIRST = /^\p{Script=Han}/u;
const MONEY = oneOf(Object.keys(MONIES));
const MULTIPLE = oneOf(Object.keys(TIMES));

const moneyOf = (name: string | undefined) => (name ? MONIES[name.toUpperCase()] : undefined);
const timesOf = (word: string | undefined) => (word ? TIMES[word.toLowerCase()] : undefined);

/** In what amounts stand: how many units of a money each one is, and which monies that may be; null where nothing says it. */
export type AmountUnit = { times: number; monies: readonly string[] | null };

const both = (a: readonly string[] | undefined, b: readonly string[] | undefined) =>
  a && b ? a.filter((one) => b.includes(one)) : (a ?? b ?? null);

/** An amount as people write it: its digits, and what stands around them. */
export type AmountText = { digits: string; times: number | null; monies: readonly string[] | null };

const AMOUNT = new RegExp(`^(?:(${MONEY})\\s*)?([\\d.,]*\\d\\.?)\\s*(${HAN_MULTIPLE})?\\s*(${MONEY})?$`, "i");

/** Reads `¥3.5万`, `NT$ 1,200`, `1200元`, `USD 500`; null when it is no amount. */
export function readAmount(text: string): AmountText | null {
  const match = AMOUNT.exec(text.normalize("NFKC").trim());
  if (!match) return null;
  const [, before, typed = "", times, after] = match;
  const digits = typed.replace(/,(?=\d{3}(?:\D|$))/g, "");
  return { digits, times: timesOf(times) ?? null, monies: both(moneyOf(before), moneyOf(after)) };
}

const UNIT = new RegExp(
  `^(?:单位|單位|unit|in)?\\s*[:：]?\\s*(${MONEY})?\\s*(${MULTIPLE})?\\s*(${MONEY})?\\s*(${MULTIPLE})?$`,
  "i",
);
const BRACKETED = /^(.*?)\s*[([【]([^()[\]【】]+)[)\]】]$/su;
const ATTACHED = new RegExp(
  `^(.*?)((?:${HAN_MULTIPLE})?(?:${oneOf(Object.keys(MONIES).filter((name) => HAN_FIRST.test(name)))}))$`,
  "su",
);

/** The unit that a header names for its column (`预计金额（万元）`, `Revenue (USD k)`), and the header without it; null without one. */
export function unitOfHeader(header: string): { rest: string; unit: AmountUnit } | null {
  const plain = header.normalize("NFKC").trim();
  const [, rest = "", named = ""] = BRACKETED.exec(plain) ?? ATTACHED.exec(plain) ?? [];
  const match = rest && named ? UNIT.exec(named.trim()) : null;
  if (!match) return null;
  const [, first, times, second, after] = match;
  if (!first && !times && !second && !after) return null;
  return {
    rest,
    unit: { times: timesOf(times ?? after) ?? 1, monies: both(moneyOf(first), moneyOf(second)) },
  };
}
