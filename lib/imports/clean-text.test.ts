import { describe, expect, it } from "vitest";
import { cleanLine, cleanLines, saysNothing } from "./clean-text";
import { customerOf } from "./testing/read-row";

describe("text", () => {
  it.each([
    ["  海风  贸易 ", "海风 贸易"],
    ["\uFEFF海风\u200B", "海风"],
    ["\u202E海风\u202C", "海风"],
    ["海\u0000风\u0007\u001B[31m", "海风[31m"],
    ["海风\u3000贸易\u00A0", "海风 贸易"],
    ["Cafe\u0301", "Café"],
    ["👨\u200D👩\u200D👧", "👨\u200D👩\u200D👧"],
    ["𠮷野家", "𠮷野家"],
    ["海\r\n风", "海 风"],
    ['="000123"', "000123"],
    ["'000123", "000123"],
    ["'138 0013 8000", "138 0013 8000"],
    ["'91440300MA5DA1XX2X", "91440300MA5DA1XX2X"],
    ["'45 AID SOCIETY LIMITED", "'45 AID SOCIETY LIMITED"],
    ["'t Hart", "'t Hart"],
    ["=SUM(A1)", "=SUM(A1)"],
    ["\t13800138000", "13800138000"],
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["海\uD800风", "海\uD800风"],
  ])("%j is cleaned to %j", (raw, clean) => {
    expect(cleanLine(raw)).toBe(clean);
  });

  it("keeps line ends where lines are wanted", () => {
    expect(cleanLines(" a \r\n\r b\tc \n")).toBe("a\n\nb c");
  });

  it.each(["", "-", "--", "—", "NA", "n/a", "#N/A", "null", "NULL", "无", "暂无", "/", "***", "\\N", "..."])(
    "%j says nothing",
    (text) => {
      expect(saysNothing(text)).toBe(true);
      expect(customerOf({ region: text, phone: text, email: text, grade: text })).toMatchObject({
        region: null,
        contacts: [],
        extra: {},
      });
    },
  );

  it.each(["0", "无锡", "NASA", "N", "-1", "A-", "×"])("%j says something", (text) => {
    expect(saysNothing(text)).toBe(false);
  });

  it.each(["! LTD", "+ PLUSS LTD", "-NNOV8", "=Equal Ltd", "@Home", "A&B"])("keeps the name %s", (name) => {
    expect(customerOf({ name }).name).toBe(name);
  });
});
