import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FIELD_TYPES, type FieldType } from "@/db/enums";
import { minorUnits, typedAmount } from "./money";
import { parseText } from "./parse-text";
import type { FieldFacts } from "./types";
import { valueSchema } from "./value-schema";

const field = (type: FieldType, more: Partial<FieldFacts> = {}): FieldFacts => ({
  ...{ key: "f_0a1b2c3d", label: "Field", type, retired: false, currency: "CNY" },
  options: [
    { value: "o_a", label: "甲", retired: false },
    { value: "o_b", label: "乙", retired: false },
    { value: "o_c", label: "丙", retired: true },
  ],
  ...more,
});

const takes = (type: FieldType, value: unknown, held?: string | string[]) =>
  valueSchema(field(type), held).safeParse(value).success;

describe("what a field takes", () => {
  test.each<[FieldType, unknown[], unknown[]]>([
    ["text", ["预算已批", " a "], ["", "  ", 1, true, "138****1234", "a\u0000b", "\ud800", "x".repeat(501)]],
    ["number", [0, -1.5, 0.000001, 1e12], ["1", Number.NaN, Number.POSITIVE_INFINITY, 1e-7, 1e12 + 1]],
    ["money", [0, 1, 9_000_000_000_000], [-1, 1.5, "1", 9_000_000_000_001]],
    [
      "date",
      ["2024-02-29", "1999-12-31"],
      ["2026-02-29", "2026-13-01", "2026-1-1", "0999-01-01", "26-01-01", 1],
    ],
    ["choice", ["o_a", "o_b"], ["o_c", "o_x", "甲", ["o_a"], ""]],
    ["multiple_choice", [["o_a"], ["o_b", "o_a", "o_a"]], [[], ["o_c"], "o_a", ["o_a", 1]]],
    ["yes_no", [true, false], ["true", 1, 0]],
  ])("%s", (type, good, bad) => {
    expect(good.filter((value) => !takes(type, value))).toEqual([]);
    expect([...bad, null, undefined, {}].filter((value) => takes(type, value))).toEqual([]);
  });

  test("a retired choice stays where it is held, and choices come in the order of the options", () => {
    expect(takes("choice", "o_c", "o_c")).toBe(true);
    expect(valueSchema(field("multiple_choice"), ["o_c"]).parse(["o_c", "o_b", "o_a"])).toEqual([
      "o_a",
      "o_b",
      "o_c",
    ]);
  });

  const anything = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
    fc.subarray(["o_a", "o_b", "o_c", "o_x"]),
    fc.constantFrom("o_a", "o_b", "o_c"),
  );
  test("what it takes it takes again unchanged, after JSON too", () => {
    const accepted = { count: 0 };
    fc.assert(
      fc.property(fc.constantFrom(...FIELD_TYPES), anything, (type, value) => {
        const read = valueSchema(field(type)).safeParse(value);
        if (!read.success) return;
        accepted.count += 1;
        const back: unknown = JSON.parse(JSON.stringify(read.data));
        expect(back).toStrictEqual(read.data);
        expect(valueSchema(field(type)).parse(back)).toStrictEqual(read.data);
      }),
      { numRuns: 2_000 },
    );
    expect(accepted.count).toBeGreaterThan(200);
  });
});

describe("what people write", () => {
  test.each<[FieldType, string, unknown]>([
    ["number", "1,234.5", 1234.5],
    ["number", "－3", -3],
    ["number", "12人", null],
    ["money", "¥ 1,200.50", 120050],
    ["money", "3.5万", 3_500_000],
    ["money", "1200元", 120000],
    ["money", "1.005", null],
    ["money", "-5", null],
    ["date", "2026/1/5", "2026-01-05"],
    ["date", "2026年11月20日", "2026-11-20"],
    ["date", "20261120", "2026-11-20"],
    ["date", "2026-11-20 00:00:00", "2026-11-20"],
    ["date", "1/5/2026", null],
    ["date", "2026-02-30", null],
    ["yes_no", "是", true],
    ["yes_no", "NO", false],
    ["yes_no", "也许", null],
    ["choice", " 甲 ", "o_a"],
    ["choice", "丙", null],
    ["multiple_choice", "乙，甲", ["o_a", "o_b"]],
    ["multiple_choice", "乙，丁", null],
    ["text", " 两行 ", "两行"],
  ])("%s: %s", (type, text, value) => {
    expect(parseText(field(type), text)).toEqual(value);
  });

  test("an amount is typed again as it stands, in any currency", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_000_000_000_000 }),
        fc.constantFrom("CNY", "JPY", "KWD"),
        (minor, currency) => {
          expect(minorUnits(typedAmount(minor, currency), currency)).toBe(minor);
        },
      ),
    );
  });
});
