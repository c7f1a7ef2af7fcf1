import { describe, expect, it } from "vitest";
import { LOCALES } from "@/db/enums";
import { messagesOf } from "@/lib/i18n/messages";
import { ENDPOINTS } from "./endpoints";

const ids = ENDPOINTS.map(({ id }) => id);

describe("what a call does", () => {
  it.each(LOCALES)("is said of each in %s, and of none that isn't there", (locale) => {
    expect(Object.keys(messagesOf(locale).apiCalls).sort()).toEqual([...ids].sort());
  });

  it("is said in English as in the document", () => {
    const said = Object.fromEntries(ENDPOINTS.map(({ id, summary }) => [id, summary]));
    expect(messagesOf("en").apiCalls).toEqual(said);
  });

  it.each(["zh-CN", "zh-TW"] as const)("is said in Chinese in %s, each in its own words", (locale) => {
    const texts = Object.values(messagesOf(locale).apiCalls);
    expect(texts.filter((text) => !/\p{Script=Han}{4}/u.test(text))).toEqual([]);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
