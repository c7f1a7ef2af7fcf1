import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCreditCode, foldName, identityKey, normalisePhone } from "./normalise";

describe("normalisePhone", () => {
  it.each([
    ["13800138000", "CN", "+8613800138000"],
    ["138 0013 8000", "CN", "+8613800138000"],
    ["138-0013-8000", "CN", "+8613800138000"],
    ["１３８００１３８０００", "CN", "+8613800138000"],
    ["+86 138 0013 8000", "CN", "+8613800138000"],
    ["0086-13800138000", "CN", "+8613800138000"],
    ["8613800138000", "CN", "+8613800138000"],
    ["86-010-62345678", "CN", "+861062345678"],
    ["013800138000", "CN", "+8613800138000"],
    ["13800138000.0", "CN", "+8613800138000"],
    ["电话：13800138000", "CN", "+8613800138000"],
    ["Tel. 010-62345678", "CN", "+861062345678"],
    ["13800138000，", "CN", "+8613800138000"],
    ["19912345678", "CN", "+8619912345678"],
    ["010-62345678", "CN", "+861062345678"],
    ["(010)62345678", "CN", "+861062345678"],
    ["(86-755)8266 8888", "CN", "+8675582668888"],
    ["+86 (0)755 8266 8888", "CN", "+8675582668888"],
    ["0513—83112345", "CN", "+8651383112345"],
    ["400-800-1234", "CN", "+864008001234"],
    ["4008001234", "CN", "+864008001234"],
    ["800 810 1234", "CN", "+868008101234"],
    ["+852 2123 4567", "CN", "+85221234567"],
    ["852 21234567", "CN", "+85221234567"],
    ["+853 6612 3456", "CN", "+85366123456"],
    ["+886 912 345 678", "CN", "+886912345678"],
    ["0912-345-678", "TW", "+886912345678"],
    ["02-2345-6789", "TW", "+886223456789"],
    ["2123 4567", "HK", "+85221234567"],
    ["13800138000", "TW", null],
    ["3347938701", "US", "+13347938701"],
    ["(334) 793-8701", "US", "+13347938701"],
    ["334.793.8701", "US", "+13347938701"],
    ["1-334-793-8701", "US", "+13347938701"],
    ["82668888", "CN", null],
    ["8266 8888", "CN", null],
    ["95588", "CN", null],
    ["2345-6789", "TW", null],
    ["285-9902", "US", null],
  ] as const)("%s of %s is %s", (raw, country, e164) => {
    const phone = normalisePhone(raw, country);
    if (e164 === null && country === "TW" && raw.startsWith("138"))
      expect(phone).toEqual({ error: "invalid" });
    else expect(phone).toMatchObject({ e164, extension: null, rest: [] });
  });

  it.each([
    ["010-62345678转801", "801"],
    ["010-62345678 转 801", "801"],
    ["010-62345678分机801", "801"],
    ["0755-82668888-801", "801"],
    ["400-800-1234-5", "5"],
    ["010-62345678 ext. 801", "801"],
    ["010-62345678#801", "801"],
    ["010-62345678x801", "801"],
  ])("%s has the extension %s", (raw, extension) => {
    const phone = normalisePhone(raw, "CN");
    expect(phone).toMatchObject({ extension, rest: [] });
    expect("error" in phone ? "" : phone.display.endsWith(` ext. ${extension}`)).toBe(true);
  });

  it.each([
    ["13800138000/13900139000", ["13900139000"]],
    ["13800138000、13900139000；13700137000", ["13900139000", "13700137000"]],
    ["13800138000 13900139000", ["13900139000"]],
    ["13800138000 or 13900139000", ["13900139000"]],
    ["13800138000或13900139000", ["13900139000"]],
    ["13800138000\n13900139000", ["13900139000"]],
    ["13800138000 010-62345678 转 8001", ["010-62345678 转 8001"]],
    ["010-62345678/79", ["010-62345679"]],
    ["010-62345678/79/80", ["010-62345679", "010-62345680"]],
  ])("%s is a first number and %j", (raw, rest) => {
    const phone = normalisePhone(raw, "CN");
    expect("error" in phone ? phone : phone.rest).toEqual(rest);
  });

  it.each([
    ["电话：１３８ ００１３ ８０００", "电话：１３８ ００１３ ８０００", []],
    ["Tel: 010-62345678 转 8001 / 13900139000", "Tel: 010-62345678 转 8001", ["13900139000"]],
    ["１３８００１３８０００／手机 13900139000", "１３８００１３８０００", ["手机 13900139000"]],
    [" 13800138000.0 ", "13800138000.0", []],
  ])("%j keeps what was typed", (raw, typed, rest) => {
    expect(normalisePhone(raw, "CN")).toMatchObject({ typed, rest });
  });

  it.each([
    ["138****1234", "masked"],
    ["138＊＊＊＊1234", "masked"],
    ["138xxxx1234", "masked"],
    ["138••••1234", "masked"],
    ["1.38E+10", "scientific"],
    ["1,38e10", "scientific"],
    ["7.73E+016", "scientific"],
    ["", "not_a_number"],
    ["------", "not_a_number"],
    ["同上", "not_a_number"],
    ["13800138000(张三)", "not_a_number"],
    ["1-800-FLOWERS", "not_a_number"],
    ["#######", "not_a_number"],
    ["12345", "too_short"],
    ["110", "too_short"],
    ["12345678901234567", "too_long"],
    ["138001380001", "invalid"],
    ["1380013800", "invalid"],
    ["11111111111", "invalid"],
    ["12345678901", "invalid"],
    ["0000000", "invalid"],
    ["+999 123 4567", "invalid"],
    ["'; drop table customers; --", "not_a_number"],
  ])("%j is refused: %s", (raw, error) => {
    expect(normalisePhone(raw, "CN")).toEqual({ error });
  });

  it("shows a number in the manner of its country", () => {
    expect(normalisePhone("13800138000", "CN")).toMatchObject({
      display: "138 0013 8000",
      typed: "13800138000",
    });
    expect(normalisePhone("+13347938701", "CN")).toMatchObject({ display: "+1 334 793 8701" });
  });

  it("answers any text, and its own answer with the same number", () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[0-9+*x/ ()-]{0,30}$/),
      fc.constant("9".repeat(5000)),
    );
    fc.assert(
      fc.property(text, (raw) => {
        const phone = normalisePhone(raw, "CN");
        if ("error" in phone || phone.e164 === null) return;
        expect(normalisePhone(phone.e164, "CN")).toMatchObject({ e164: phone.e164 });
      }),
      { numRuns: 1000 },
    );
  });
});

describe("foldName", () => {
  it.each([
    ["Acme, Inc.", "ACME INC"],
    ["Ａｃｍｅ　Ｉｎｃ", "acme inc"],
    ["海风（深圳）有限公司", "海风(深圳)有限公司"],
    ["海风【深圳】有限公司", " 海风 ( 深圳 ) 有限公司 "],
    ["万  科Ａ", "万科a"],
    ["O’Neil‑Smith", "O'Neil-Smith"],
    ["Café", "Cafe\u0301"],
    ["玛丽·居里", "玛丽•居里"],
    ["海风\u200B贸易", "海风贸易"],
    ["ﬁrst", "first"],
  ])("%s and %s are one", (a, b) => {
    expect(foldName(a)).toBe(foldName(b));
  });

  it.each([
    ["A&B", "AB"],
    ["C++ Ltd", "C Ltd"],
    ["! LTD", "LTD"],
    ["海风有限公司", "海风股份有限公司"],
    ["海风", "海峰"],
    ["Асме", "Acme"],
    ["海风(深圳)", "海风(上海)"],
  ])("%s and %s are two", (a, b) => {
    expect(foldName(a)).not.toBe(foldName(b));
  });

  it("is never empty for a name that is not, and folds its own result to itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (name) => {
        const key = foldName(name);
        expect(foldName(key)).toBe(key);
        if (name.normalize("NFKC").trim() !== "") expect(key).not.toBe("");
      }),
      // Signs that fall to a space and an accent, next to a letter that takes the accent.
      { numRuns: 1000, examples: [["g\u00b4"], ["\u{1d5b4}\u0384"]] },
    );
  });
});

describe("checkCreditCode", () => {
  it.each([
    "91440300708461136T",
    "91110000802100433B",
    "914403001922038216",
    "91440300708461136t",
    " 9144 0300-7084 6113 6T",
    "９１４４０３００７０８４６１１３６Ｔ",
  ])("%s is one", (raw) => {
    expect(checkCreditCode(raw)).toEqual({ code: raw.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase() });
  });

  it.each([
    ["", "length"],
    ["91440300708461136", "length"],
    ["91440300708461136T0", "length"],
    ["91440300708461136I", "character"],
    ["9144030070846113OT", "character"],
    ["91440300708461136中", "character"],
    ["914403007084611360", "checksum"],
  ])("%s is none: %s", (raw, error) => {
    expect(checkCreditCode(raw)).toEqual({ error });
  });

  it("notices any one wrong character", () => {
    const code = "91440300708461136T";
    const characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    for (let place = 0; place < code.length; place++) {
      for (const character of characters) {
        const changed = code.slice(0, place) + character + code.slice(place + 1);
        expect("code" in checkCreditCode(changed)).toBe(changed === code);
      }
    }
  });
});

describe("identityKey", () => {
  it.each([
    [{ name: "海风（深圳）", creditCode: "91440300708461136T", externalId: "7" }, "cc:91440300708461136T"],
    [{ name: "海风（深圳）", externalId: "7", phoneE164: "+861" }, "x:7:海风(深圳)"],
    [{ name: "Acme, Inc.", phoneE164: "+861", region: "广东" }, "n:acmeinc|+861"],
    [{ name: "Acme, Inc.", region: " 广东 " }, "n:acmeinc|广东"],
    [{ name: "Acme, Inc.", creditCode: null, externalId: "", phoneE164: null, region: null }, "n:acmeinc|"],
  ])("of %j is %s", (facts, key) => {
    expect(identityKey(facts)).toBe(key);
  });
});
