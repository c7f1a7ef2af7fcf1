import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { CERTAIN_FROM, compare, DESK_FROM } from "./compare";
import { type Comparable, featuresOf } from "./features";
import { keysOf } from "./keys";
import { measurePairs } from "./testing/measure-pairs";
import { readSites } from "./testing/read-sites";

type Given = Partial<Omit<Comparable, "contacts">> & { phone?: string; email?: string; person?: string };

const customer = ({ phone, email, person, ...given }: Given): Comparable => ({
  ...{ id: "a", name: "?", creditCode: null, region: null, address: null, website: null },
  ...given,
  contacts: [{ name: person ?? null, phone: phone ?? null, email: email ?? null }],
});
const of = (a: Given, b: Given) => compare(featuresOf(customer(a)), featuresOf(customer(b)));

describe("compare", () => {
  it.each<[string, Given, Given]>([
    ["one credit code", { name: "甲", creditCode: "X" }, { name: "乙", creditCode: "X" }],
    [
      "one registered name and one phone",
      { name: "上海长乐科技有限公司", phone: "+8613800138000" },
      { name: "上海長樂科技有限公司", phone: "+8613800138000" },
    ],
    [
      "one name, phone and place",
      { name: "Easter Seals Gilchrist, Inc.", phone: "4927402", address: "1001 W. Roosevelt Rd" },
      { name: "EASTER SEALS GILCHRIST", phone: "4927402", address: "1001 West Roosevelt" },
    ],
  ])("is certain by %s", (_, a, b) => {
    expect(of(a, b).score).toBeGreaterThanOrEqual(CERTAIN_FROM);
  });

  it.each<[string, Given, Given, string[]]>([
    [
      "one brand and one site",
      { name: "上海长乐科技有限公司", website: "www.changle.com.cn" },
      { name: "长乐（上海）信息技术股份有限公司", website: "https://changle.com.cn/about" },
      ["brand", "domain"],
    ],
    [
      "a legal form more and a phone",
      { name: "长乐科技", phone: "+862162345678" },
      { name: "上海长乐科技有限公司", phone: "+862162345678" },
      ["name", "phone"],
    ],
    [
      "a local number and the whole one",
      { name: "Acme Widgets", phone: "+17732859902" },
      { name: "Acme Widget Company", phone: "2859902" },
      ["similar_name", "phone"],
    ],
  ])("goes to the desk by %s", (_, a, b, reasons) => {
    const found = of(a, b);
    expect(found.score).toBeGreaterThanOrEqual(DESK_FROM);
    expect(found.score).toBeLessThan(CERTAIN_FROM);
    expect(found.reasons).toEqual(reasons);
  });

  it.each<[string, Given, Given]>([
    ["two codes", { name: "甲有限公司", creditCode: "X" }, { name: "甲有限公司", creditCode: "Y" }],
    ["other brands of one trade", { name: "上海长乐科技有限公司" }, { name: "上海永和科技有限公司" }],
    ["one brand in two cities", { name: "上海长乐科技有限公司" }, { name: "广州长乐餐饮管理有限公司" }],
    [
      "a mailbox that everybody may have",
      { name: "甲乙丙", email: "a@qq.com" },
      { name: "丁戊己", email: "b@qq.com" },
    ],
    ["only a common word", { name: "Child Care Center" }, { name: "Day Care Center" }],
  ])("leaves alone %s", (_, a, b) => {
    expect(of(a, b).score).toBeLessThan(DESK_FROM);
  });

  test("says the same whichever way round, and a phone that everybody shares says little", () => {
    const a = featuresOf(customer({ name: "长乐科技", phone: "+862162345678" }));
    const b = featuresOf(customer({ name: "长乐商贸", phone: "+862162345678" }));
    expect(compare(a, b)).toEqual(compare(b, a));
    expect(compare(a, b, () => 10_000).score).toBeLessThan(compare(a, b).score);
  });

  test("two that may be one share a key", () => {
    const keys = (given: Given) => keysOf(featuresOf(customer(given)));
    const shared = (a: Given, b: Given) => keys(a).filter((key) => keys(b).includes(key));
    expect(shared({ name: "上海長樂科技" }, { name: "长乐（北京）商贸有限公司" })).toEqual(["b:长乐"]);
    expect(shared({ name: "?", phone: "+17732859902" }, { name: "!", phone: "2859902" })).toEqual([
      "q:2859902",
    ]);
  });
});

test("finds the sites that are one in a public list, and is certain only of those", () => {
  const csv = readFileSync(new URL("./testing/sites.csv", import.meta.url), "utf8");
  const quality = measurePairs(readSites(csv));
  expect(quality.truePairs).toBeGreaterThan(500);
  expect(quality.f1).toBeGreaterThanOrEqual(0.93);
  expect(quality.blockingRecall).toBeGreaterThanOrEqual(0.97);
  expect(quality.certain).toBeGreaterThan(100);
  expect(quality.certainPrecision).toBeGreaterThanOrEqual(0.995);
});
