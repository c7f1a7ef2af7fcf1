import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { csvRows, spreadsheetText } from "./csv";

describe("a CSV for spreadsheets", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+ ADDED MUSIC LIMITED", "'+ ADDED MUSIC LIMITED"],
    ["-SIGNS LTD", "'-SIGNS LTD"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["＝HYPERLINK(1)", "'＝HYPERLINK(1)"],
    ["\t=1", "'\t=1"],
    ["  =cmd|' /C calc'!A0", "'  =cmd|' /C calc'!A0"],
    ["\0=1", "'\0=1"],
    ["|calc", "'|calc"],
  ])("keeps %j from being run, and readable", (given, shown) => {
    expect(spreadsheetText(given)).toBe(shown);
  });

  test.each(["-5", "12.5", "!NNOVATE", "深圳 A+ 公司", "a=b", ""])("leaves %j alone", (text) => {
    expect(spreadsheetText(text)).toBe(text);
  });

  test("reads back cell by cell, whatever the cells hold", () => {
    const cells = ['a "quoted" word', "two\nlines", "a,b;c", " spaces ", "客户", ""];
    const [row] = parse(csvRows([cells])) as string[][];
    expect(row).toEqual(cells);
    expect(csvRows([["a", null, 3]])).toBe("a,,3\r\n");
  });
});
