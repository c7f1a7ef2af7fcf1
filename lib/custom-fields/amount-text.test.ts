import { describe, expect, it } from "vitest";
import { readAmount, unitOfHeader } from "./amount-text";
import { parseText } from "./parse-text";
import type { FieldFacts } from "./types";

const money = (currency: string): FieldFacts => ({
  ...{ key: "", label: "", options: [], retired: false },
  ...{ type: "money", currency },
});

describe("an amount as people write it", () => {
  it.each([
    ["¥ 1,200.50", "CNY", 120_050],
    ["¥1200", "JPY", 1200],
    ["3.5万", "CNY", 3_500_000],
    ["人民币 12 万元", "CNY", 12_000_000],
    ["3千万", "CNY", 3_000_000_000],
    ["1.2億", "TWD", 12_000_000_000],
    ["NT$ 1,200", "TWD", 120_000],
    ["USD 500", "USD", 50_000],
    ["500 usd", "USD", 50_000],
    ["£1,000", "GBP", 100_000],
    ["RM 12", "MYR", 1_200],
    ["$12", "SGD", 1_200],
    ["1200", "HKD", 120_000],
  ])("%s in %s", (text, currency, minor) => {
    expect(parseText(money(currency), text)).toBe(minor);
  });

  it.each([
    ["US$ 500", "CNY"],
    ["500美元", "CNY"],
    ["€12", "CNY"],
    ["$500", "CNY"],
    ["1200元", "USD"],
    ["¥500元", "JPY"],
  ])("%s is no amount in %s", (text, currency) => {
    expect(parseText(money(currency), text)).toBeNull();
  });

  it.each(["", "三万", "12,34", "1.2.3", "-5", "5 - 8", "约5万", "5万左右", "XYZ 5", "元"])(
    "%s is no amount at all",
    (text) => {
      expect(parseText(money("CNY"), text)).toBeNull();
    },
  );

  it("says which monies it may be", () => {
    expect(readAmount("$5")?.monies).toContain("TWD");
    expect(readAmount("5")?.monies).toBeNull();
  });
});

describe("the unit of a header", () => {
  it.each([
    ["预计金额（万元）", "预计金额", 1e4, "CNY"],
    ["预计金额(单位：万元)", "预计金额", 1e4, "CNY"],
    ["预计金额【百万】", "预计金额", 1e6, null],
    ["预计金额万元", "预计金额", 1e4, "CNY"],
    ["預估金額（新臺幣千元）", "預估金額", 1e3, "TWD"],
    ["年预算（美元）", "年预算", 1, "USD"],
    ["Revenue (USD k)", "Revenue", 1e3, "USD"],
    ["Revenue (in thousands)", "Revenue", 1e3, null],
    ["Deal value [million EUR]", "Deal value", 1e6, "EUR"],
  ])("%s", (header, rest, times, currency) => {
    const read = unitOfHeader(header);
    expect(read).toMatchObject({ rest, unit: { times } });
    if (currency) expect(read?.unit.monies).toContain(currency);
    else expect(read?.unit.monies).toBeNull();
  });

  it.each(["预计金额", "Account Manager (RM)x", "Platform", "电话（手机）", "地址(省)", "", "()", "Firm"])(
    "none of %s",
    (header) => {
      expect(unitOfHeader(header)).toBeNull();
    },
  );
});
