import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseCompanyName } from "./company-name";
import { shareOfBrands } from "./testing/brand-share";

describe("parseCompanyName", () => {
  it.each([
    ["上海长乐科技有限公司", "长乐"],
    ["长乐（上海）科技有限公司", "长乐"],
    ["长乐(上海)科技股份有限公司北京分公司", "长乐"],
    ["上海市浦东新区长乐科技有限公司", "长乐"],
    ["广州爵士隆进出口公司", "爵士隆"],
    ["诺华制药常熟公司", "诺华"],
    ["河南省超市管理有限公司", ""],
    ["ＡＢＣ（中国）有限公司", "abc"],
    ["Easter Seals Society, Inc.", "easter seals society"],
    ["A.B. Foods Co., Ltd.", "ab foods"],
  ])("%s has the brand %s", (name, brand) => {
    expect(parseCompanyName(name).brand).toBe(brand);
  });

  test("says the brand in the characters that were typed, and folds it for comparing", () => {
    expect(parseCompanyName("台灣積體電路製造股份有限公司")).toMatchObject({
      ...{ regions: ["台湾省"], brand: "积体", typedBrand: "積體", trade: "电路制造" },
    });
  });

  test("takes regions with and without their kind, of several ranks, and from brackets", () => {
    expect(parseCompanyName("广东省深圳市南山区长乐电子有限公司").regions).toEqual([
      "广东省",
      "深圳市",
      "南山区",
    ]);
    expect(parseCompanyName("长乐（上海）科技有限公司").regions).toEqual(["上海"]);
  });

  test("finds the brand in nearly all names of a public list", () => {
    const file = readFileSync(new URL("./testing/company-name-parts.txt", import.meta.url), "utf8");
    const { right, total } = shareOfBrands(file);
    expect(total).toBeGreaterThan(80);
    expect(right / total).toBeGreaterThanOrEqual(0.96);
  });

  test("never fails and never makes anything up", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (name) => {
        const { brand, typedBrand, core } = parseCompanyName(name);
        expect(core.includes(brand)).toBe(true);
        expect(typedBrand.length).toBe(brand.length);
      }),
    );
  });
});
