import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { foldSearch } from "./search-fold";
import { type GramTerms, gramsOf, gramTermsOf, wordsOf } from "./search-grams";
import { readingsOf, spellingsOf } from "./search-readings";

/** The index in small: whether the grams of a name answer what is typed. */
function finds(name: string, typed: string): boolean {
  const grams = new Set(gramsOf(name));
  const holds = ({ all, anyOf }: GramTerms) =>
    all.every((one) => grams.has(one)) && anyOf.every((any) => any.some((one) => grams.has(one)));
  const { text, spoken } = gramTermsOf(typed);
  const folded = foldSearch(name);
  const asText = text !== null && holds(text) && wordsOf(typed).every((word) => folded.includes(word));
  return asText || spoken.some(holds);
}

describe("a name is found", () => {
  test.each([
    ["重庆长乐科技有限公司", "长乐"],
    ["重庆长乐科技有限公司", "庆长"],
    ["重庆长乐科技有限公司", "重慶長樂"],
    ["重慶長樂科技有限公司", "重庆长乐"],
    ["臺灣積體電路", "台湾积体"],
    ["重庆长乐科技有限公司", "changle"],
    ["重庆长乐科技有限公司", "zhangle"],
    ["重庆长乐科技有限公司", "chongqing"],
    ["重庆长乐科技有限公司", "zhongqing"],
    ["重庆长乐科技有限公司", "chongqingchanglekeji"],
    ["重庆长乐科技有限公司", "chang le"],
    ["重庆长乐科技有限公司", "changl"],
    ["重庆长乐科技有限公司", "CQCL"],
    ["重庆长乐科技有限公司", "zqzl"],
    ["重庆长乐科技有限公司", "cl"],
    ["重庆长乐科技有限公司", "clkjyxgs"],
    ["招商银行", "yinhang"],
    ["招商银行", "zsyh"],
    ["平行线文化", "pingxing"],
    ["西安曲江", "xian"],
    ["西安曲江", "xi'an"],
    ["西安曲江", "xianqujiang"],
    ["先驱文化", "xianqu"],
    ["提安华庭", "tianhua"],
    ["天华", "tianhua"],
    ["湖昂", "huang"],
    ["黄河", "huang"],
    ["吕梁绿洲", "lvliang"],
    ["吕梁绿洲", "luliang"],
    ["TCL 科技集团", "tclkj"],
    ["Acme 100% Steel", "0%"],
    ["Acme 100% Steel", "steel acme"],
    ["Ａｃｍｅ　Ｓｔｅｅｌ", "acme steel"],
    ["(上海)青屿物流", "青屿"],
  ])("%s by %s", (name, typed) => expect(finds(name, typed)).toBe(true));

  test.each([
    ["重庆长乐科技有限公司", "长庆"],
    ["重庆长乐科技有限公司", "乐长"],
    ["重庆长乐科技有限公司", "lechang"],
    ["重庆长乐科技有限公司", "qlkj"],
    ["重庆长乐科技有限公司", "changke"],
    ["重庆长乐科技有限公司", ""],
    ["Acme 100% Steel", "#"],
    ["Acme Steel", "acne"],
  ])("%s not by %s", (name, typed) => expect(finds(name, typed)).toBe(false));

  it("by every part of two characters and more, whatever it is", () => {
    const character = fc.constantFrom(..."重庆长乐銀行臺灣abcXYZ019 ％%_\\'\"（）ａ𠮷");
    const names = fc.array(character, { minLength: 2, maxLength: 20 }).map((all) => all.join(""));
    fc.assert(
      fc.property(names, fc.nat(), fc.nat(), (name, from, size) => {
        const folded = [...foldSearch(name)];
        const start = from % folded.length;
        const part = folded.slice(start, start + 2 + (size % 6)).join("");
        fc.pre(wordsOf(part).some((word) => [...word].length >= 2));
        expect(finds(name, part)).toBe(true);
      }),
    );
  });
});

describe("by how it sounds", () => {
  const character = fc.constantFrom(..."西安提天先驱华阿恩昂湖乎黄长乐银行曲江女吕单于重庆");
  const names = fc.array(character, { minLength: 2, maxLength: 8 });

  it("any two to four of its characters, whichever way each is read and the letters fall apart", () => {
    fc.assert(
      fc.property(names, fc.nat(), fc.integer({ min: 2, max: 4 }), fc.nat(), (name, from, size, which) => {
        const part = name.slice(from % (name.length - 1)).slice(0, size);
        const said = part.map((one, at) => {
          const readings = readingsOf(one);
          return readings[(which + at) % readings.length] ?? "";
        });
        expect(finds(name.join(""), said.join(""))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ["西安西安", "xianxian"],
    ["提安提安", "tiantian"],
    ["西阿先恩贸易", "xiaxianen"],
    ["天天天天", "tiantiantiantian"],
  ])("%s by %s, which falls apart in many ways", (name, typed) => expect(finds(name, typed)).toBe(true));

  it("and by two that only one syllable sounds like by no name that lacks them", () => {
    const [tian, ti] = ["天", "提安"].map((name) => new Set(gramsOf(name)));
    const spoken = gramTermsOf("tian").spoken.flatMap(({ all, anyOf }) => [...all, ...anyOf.flat()]);
    const shared = spoken.filter((one) => tian?.has(one) && ti?.has(one));
    expect(shared).toEqual([]);
  });
});

describe("letters as syllables", () => {
  test.each([
    ["changle", ["chang le"]],
    ["xian", ["xian", "xia n…", "xi an", "xi a n…"]],
    ["changl", ["chang l…"]],
    ["cqcl", []],
  ])("%s", (letters, said) => {
    const shown = spellingsOf(letters).map(
      ({ syllables, rest }) => syllables.join(" ") + (rest ? ` ${rest}…` : ""),
    );
    expect(shown.filter((one) => said.includes(one)).sort()).toEqual([...said].sort());
    if (said.length === 0) expect(shown).toEqual([]);
  });

  it("never takes long, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."aeiounghzcsl"), maxLength: 40 }), (letters) => {
        expect(gramTermsOf(letters).spoken.length).toBeLessThanOrEqual(7);
      }),
    );
  });
});
