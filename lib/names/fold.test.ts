import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { foldName, foldText, simplify } from "./fold";

describe("folding", () => {
  it.each([
    ["長樂科技", "长乐科技"],
    ["臺灣積體電路", "台湾积体电路"],
    ["裏頭", "里头"],
  ])("%s and %s are one name", (a, b) => {
    expect(foldName(a)).toBe(foldName(b));
    expect(foldText(a)).toBe(b);
  });

  test("keeps legal suffixes apart: they are not the same beyond doubt", () => {
    expect(foldName("长乐有限公司")).not.toBe(foldName("长乐股份有限公司"));
  });

  test("folds a part as it does within the whole", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
        expect(simplify(a + b)).toBe(simplify(a) + simplify(b));
        expect(simplify(simplify(a))).toBe(simplify(a));
        expect(simplify(a)).toHaveLength(a.length);
      }),
    );
  });
});
