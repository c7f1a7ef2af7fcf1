import { describe, expect, it } from "vitest";
import { formatMoment } from "./dates";
import { errorText } from "./error-text";
import { matchLocale } from "./locales";
import { placeholders } from "./placeholders";
import { translatorFor } from "./translator";

describe("matchLocale", () => {
  it.each([
    ["zh-TW,zh;q=0.9,en;q=0.8", "zh-TW"],
    ["zh-Hant-HK", "zh-TW"],
    ["zh-MO;q=0.4,en;q=0.3", "zh-TW"],
    ["zh-Hans-HK", "zh-CN"],
    ["zh-SG", "zh-CN"],
    ["zh", "zh-CN"],
    ["en-GB,zh;q=0.5", "en"],
    ["fr-FR,fr;q=0.9", "en"],
    ["fr-FR,zh-CN;q=0.2", "zh-CN"],
    ["en;q=0,zh-TW", "zh-TW"],
    ["*", "zh-CN"],
    ["", "zh-CN"],
    [null, "zh-CN"],
    ["zh-CN;q=oops", "zh-CN"],
    ["zh-CN;q=oops,fr", "en"],
  ])("%s is %s", (header, locale) => {
    expect(matchLocale(header)).toBe(locale);
  });
});

describe("formatMoment", () => {
  const at = new Date("2026-11-20T10:00:00Z");
  const now = new Date("2026-11-18T02:32:00Z");
  it.each([
    ["zh-CN", "11-20 周五 18:00"],
    ["zh-TW", "11-20 週五 18:00"],
    ["en", "Fri 20 Nov 18:00"],
  ] as const)("in %s is %s", (locale, text) => {
    expect(formatMoment(at, { locale, timeZone: "Asia/Shanghai" }, now)).toBe(text);
  });
  it("names the year when it is another one, by the organisation's day", () => {
    const newYear = new Date("2026-12-31T16:30:00Z");
    expect(formatMoment(newYear, { locale: "zh-CN", timeZone: "Asia/Shanghai" }, now)).toBe(
      "2027-01-01 周五 00:30",
    );
    expect(formatMoment(newYear, { locale: "en", timeZone: "Pacific/Apia" }, now)).toBe(
      "Fri 1 Jan 2027 05:30",
    );
  });
});

describe("errorText", () => {
  const where = { locale: "zh-CN", timeZone: "Asia/Shanghai" } as const;
  const t = translatorFor("zh-CN", "errors");
  it("says instants as days and hours", () => {
    const params = { until: "2026-11-25T16:00:00.000Z", days: 30, since: null };
    expect(errorText(t, { code: "COOLING_DOWN", params }, where)).toBe(
      "你手上有过它，冷却 30 天，11-26 周四 00:00 起可再领。",
    );
  });
  it("falls back to the plain sentence when a fact is missing", () => {
    expect(errorText(t, { code: "DAILY_LIMIT_REACHED", params: { used: 5, limit: 5 } }, where)).toBe(
      "今天的领取已用完，明天再来。",
    );
    expect(errorText(t, { code: "PROTECTED", params: { until: null } }, where)).toBe("这位客户在保护中。");
  });
  it("tells a lost race from one's own customer", () => {
    const params = { ownerName: "李薇", mine: false, claimedAt: null };
    expect(errorText(t, { error: "ALREADY_CLAIMED", params }, where)).toBe("李薇快了一步，你的额度没有变。");
    expect(errorText(t, { code: "ALREADY_CLAIMED", params: { ...params, mine: true } }, where)).toBe(
      "它已经在你手上。",
    );
    expect(errorText(t, { code: "ALREADY_CLAIMED", params: { ...params, ownerName: null } }, where)).toBe(
      "刚被别人领取，你的额度没有变。",
    );
  });
});

describe("placeholders", () => {
  it.each([
    ["no facts", []],
    ["{a} of {b}", ["a", "b"]],
    ["{count, plural, one {# customer} other {# customers}}", ["count"]],
    ["{mine, select, true {Yes} other {{name} did, {at, number}}}", ["at", "mine", "name"]],
  ])("%s asks for %j", (message, names) => {
    expect(placeholders(message)).toEqual(names);
  });
});
