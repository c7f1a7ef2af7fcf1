import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskExtra, maskText } from "./free-text";
import { isMasked, maskEmail, maskName, maskPhone, maskWechat } from "./mask";

describe("a phone", () => {
  it.each([
    ["13812341234", "138****1234"],
    ["138 1234 1234", "138****1234"],
    ["１３８１２３４１２３４", "138****1234"],
    ["+8613812341234", "+86 138****1234"],
    ["0755-26770001", "0755-****0001"],
    ["(010) 62345678", "010-****5678"],
    ["0571-8765432", "0571-****432"],
    ["+14155550123", "+141****0123"],
    ["(334) 793-8701", "33****8701"],
    ["26770001", "26****01"],
    ["95588", "9****"],
    ["1234", "****"],
    ["张先生 13812341234", "138****1234"],
    ["13812341234 / 0755-26770001", "138****1234, 0755-****0001"],
    ["", ""],
  ])("%s is shown as %s", (typed, shown) => expect(maskPhone(typed)).toBe(shown));

  it("hides at least three digits in a row of whatever is typed, and all of its words", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[+0-9 ()a-z-]{5,20}$/), (typed) => {
        const shown = maskPhone(typed);
        const digits = typed.replace(/\D/g, "");
        expect(shown).not.toMatch(/[a-z]/);
        if (digits.length >= 5) expect(shown.replace(/\D/g, "").length).toBeLessThan(digits.length);
      }),
    );
  });
});

it.each([
  ["zhou.ning@example.com", "z***@example.com"],
  ["z@example.com", "***@example.com"],
  ["nonsense", "***"],
])("the address %s is shown as %s", (typed, shown) => expect(maskEmail(typed)).toBe(shown));

it("keeps the first sign of a name and two of a long WeChat id", () => {
  expect([maskName("陈屿"), maskName("John Smith"), maskName("")]).toEqual(["陈*", "J*", "*"]);
  expect([maskWechat("chenyu_88"), maskWechat("chen")]).toEqual(["ch****", "****"]);
});

it("knows its own work, so that it is never stored", () => {
  for (const shown of [maskPhone("13812341234"), maskEmail("a@b.cn"), maskWechat("wx_123456")]) {
    expect(isMasked(shown)).toBe(true);
  }
  expect(isMasked("5* hotel")).toBe(false);
});

describe("free text", () => {
  it.each([
    ["打 13812341234 找陈工", "打 138****1234 找陈工"],
    ["打138-1234-1234找陈工", "打138****1234找陈工"],
    ["座机 0755 2677 0001 转 8", "座机 0755-****0001 转 8"],
    ["wechat: chenyu_88，下周", "wechat: ch****，下周"],
    ["加微信chenyu88再谈", "加微信ch****再谈"],
    ["QQ 12345678", "QQ 12****"],
    ["mail zhou.ning＠example.com please", "mail z***@example.com please"],
  ])("%s becomes %s", (typed, shown) => expect(maskText(typed)).toBe(shown));

  it.each([
    "2026-11-20 15:30 再谈",
    "合同 ¥1860000，月底前",
    "年用量约 1400000 件",
    "报价 186,000 元",
    "online store called yesterday",
    "股票代码 000001",
  ])("%s stays", (typed) => expect(maskText(typed)).toBe(typed));

  it("hides a mobile that is written like an amount", () => {
    expect(maskText("13812341234元")).toBe("138****1234元");
  });

  it("hides any mobile and address put between any words", () => {
    const word = fc.stringMatching(/^[一-龥，。 ]{0,12}$/);
    const mobile = fc.stringMatching(/^1[3-9][0-9]{9}$/);
    fc.assert(
      fc.property(word, mobile, word, (before, number, after) => {
        const shown = maskText(`${before}${number}${after} a.person@firm.cn`);
        expect(shown).not.toContain(number.slice(3, 7) + number.slice(7));
        expect(shown).not.toContain("a.person");
      }),
    );
  });
});

it("hides the cells of an import whose header speaks of contact, whatever they look like", () => {
  expect(maskExtra({ 备用电话: "12345", 注册资本: "5000 万", 备注: "13812341234" })).toEqual({
    备用电话: "****",
    注册资本: "5000 万",
    备注: "138****1234",
  });
});
