import type { Ctx } from "@/lib/context";
import { searchCustomers } from "@/lib/customers/search-customers";
import { atMost, type Bench, median, quantile, type Result, timed } from "./measure";
import { brandOf, codeOf, filled, HELD, nameOf, personOf, phoneOf, pick, spread } from "./search-world";
import { asRep, type World } from "./world";

const QUERIES = 100;
const ROUNDS = 3;
const MOST_MS = 50;

type Who = "rep" | "admin";
type Kind = { name: string; who: Who; typed: (n: number, count: number) => string };

const anywhere = (n: number, salt: number, count: number) => 1 + spread(n, salt, count);
const held = (n: number) => 10 * (1 + spread(n, 30, HELD - 1));

const PINYIN_OF: Readonly<Record<string, string>> = {
  ...{
    长: "chang",
    乐: "le",
    银: "yin",
    行: "hang",
    青: "qing",
    瑞: "rui",
    丰: "feng",
    恒: "heng",
    达: "da",
  },
  ...{
    华: "hua",
    盛: "sheng",
    金: "jin",
    鼎: "ding",
    宏: "hong",
    远: "yuan",
    天: "tian",
    宇: "yu",
    明: "ming",
  },
};
const SPOKEN = Object.keys(PINYIN_OF);
const spoken = (n: number) => [pick(SPOKEN, n, 21), pick(SPOKEN, n, 22)];

/** What people look for: what is rare, what is everywhere, and what is in between. */
const KINDS: readonly Kind[] = [
  {
    name: "two characters of a brand",
    who: "rep",
    typed: (n, count) => brandOf(anywhere(n, 11, count)).slice(0, 2),
  },
  {
    name: "two characters of every other name",
    who: "rep",
    typed: (n) => ["科技", "上海", "有限", "贸易"][n % 4] ?? "",
  },
  { name: "city and brand", who: "rep", typed: (n, count) => nameOf(anywhere(n, 12, count)).slice(0, 4) },
  {
    name: "traditional characters",
    who: "rep",
    typed: (n) => ["長樂", "銀行", "華盛", "鑫源", "龍騰", "萬通"][n % 6] ?? "",
  },
  {
    name: "pinyin",
    who: "rep",
    typed: (n) =>
      spoken(n)
        .map((one) => PINYIN_OF[one])
        .join(""),
  },
  {
    name: "initials",
    who: "rep",
    typed: (n) =>
      `sh${spoken(n)
        .map((one) => PINYIN_OF[one]?.charAt(0))
        .join("")}`,
  },
  { name: "the whole name", who: "rep", typed: (n, count) => nameOf(anywhere(n, 13, count)) },
  { name: "the tail of a phone", who: "rep", typed: (n) => phoneOf(held(n)).slice(-6) },
  { name: "a credit code", who: "rep", typed: (n, count) => codeOf(anywhere(n, 14, count)) },
  { name: "a contact's name", who: "rep", typed: (n) => personOf(held(n)) },
  {
    name: "two characters of a brand, everywhere",
    who: "admin",
    typed: (n, count) => brandOf(anywhere(n, 15, count)).slice(0, 2),
  },
  {
    name: "pinyin, everywhere",
    who: "admin",
    typed: (n) =>
      spoken(n)
        .map((one) => PINYIN_OF[one])
        .join(""),
  },
  {
    name: "the tail of a phone, everywhere",
    who: "admin",
    typed: (n, count) => phoneOf(anywhere(n, 16, count)).slice(-4),
  },
  {
    name: "a contact's name, everywhere",
    who: "admin",
    typed: (n, count) => personOf(anywhere(n, 17, count)),
  },
];

type Side = { world: World; count: number; asked: Record<Who, Ctx> };

function sideOf(world: World, count: number): Side {
  const [rep = ""] = world.reps;
  const admin: Ctx = { ...asRep(world, rep), actor: { kind: "user", id: rep, role: "admin", teamId: null } };
  return { world, count, asked: { rep: asRep(world, rep), admin } };
}

/**
 * p95 of each side over what is asked, each question's median of three, asked in turn: what slows the machine slows both, and
 * a moment of it is no question's time.
 */
async function measured(sides: readonly Side[], { who, typed }: Kind): Promise<number[]> {
  const took = sides.map(() => Array.from({ length: QUERIES }, (): number[] => []));
  // The first round brings what is needed into memory, as a day of work does.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (let n = 0; n < QUERIES; n += 1) {
      for (const [at, { asked, count }] of sides.entries()) {
        const ms = await timed(() => searchCustomers(asked[who], { q: typed(n, count) }));
        if (round > 0) took[at]?.[n]?.push(ms);
      }
    }
  }
  return took.map((questions) => quantile(questions.map(median), 0.95));
}

/** p95 of a search among ten million customers against the same among ten thousand; also under 50 ms. */
export const search: Bench = {
  name: "search",
  async run({ freshDatabase, progress, scale }) {
    const sides: Side[] = [];
    for (const size of [10_000, Math.max(10_000, Math.round(10_000_000 * scale))]) {
      progress(`search: filling ${size.toLocaleString("en")} customers`);
      const { world, seconds, bytes } = await filled(await freshDatabase(), size);
      progress(`search: filled in ${seconds.toFixed(0)} s, ${(bytes / 2 ** 30).toFixed(1)} GB`);
      sides.push(sideOf(world, size));
    }
    const results: Result[] = [];
    for (const kind of KINDS) {
      const [baseline = Number.NaN, value = Number.NaN] = await measured(sides, kind);
      const ratio = value / baseline;
      const good = atMost(1.5)(ratio);
      results.push({
        ...{
          name: `search: ${kind.name}`,
          value,
          unit: "ms p95",
          against: "10,000 customers",
          baseline,
          ratio,
        },
        ...{ aim: `${good.aim} and < ${MOST_MS} ms`, met: good.met && value < MOST_MS },
      });
    }
    for (const { world } of sides) await world.end();
    return results;
  },
};
