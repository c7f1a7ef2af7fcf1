import { describe, expect, it } from "vitest";
import { LOCALES } from "@/db/enums";
import { messagesOf } from "@/lib/i18n/messages";
import { describeApi, rowsOf, type Schema } from "./describe";
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

/** Every sentence that the reference shows of calls, what they take and answer, and of schemas. */
function shownIn(locale: (typeof LOCALES)[number]): string[] {
  const { groups, schemas } = describeApi(locale);
  const calls = groups.flatMap(({ calls }) => calls);
  const rows = (schema: Schema) => rowsOf(schema).map(({ description }) => description);
  const shown = [
    ...calls.flatMap(({ description, params }) => [description, ...params.map((row) => row.description)]),
    ...calls.flatMap(({ bodies, answer }) => [
      ...bodies.flatMap(({ schema }) => rows(schema)),
      ...(answer ? rows(answer.schema) : []),
    ]),
    ...schemas.flatMap(({ schema }) => [schema.description ?? null, ...rows(schema)]),
  ];
  return shown.filter((text) => text !== null);
}

describe("the sentences of the reference", () => {
  it("are those of the document in English, and none is kept that it doesn't show", () => {
    const shown = new Set(shownIn("en"));
    expect(shown.size).toBeGreaterThan(120);
    const kept = Object.values(messagesOf("en").apiTexts).flatMap((texts) => Object.values(texts));
    expect(kept.filter((text) => !shown.has(text))).toEqual([]);
    expect([...shown].filter((text) => !kept.includes(text))).toEqual([]);
  });

  it.each(["zh-CN", "zh-TW"] as const)("are said in Chinese in %s", (locale) => {
    expect(shownIn(locale).filter((text) => !/\p{Script=Han}/u.test(text))).toEqual([]);
    const codes = describeApi(locale).codes;
    expect(codes.length).toBeGreaterThan(50);
    expect(codes.filter(({ text }) => !/\p{Script=Han}/u.test(text))).toEqual([]);
  });
});
