import { existsSync } from "node:fs";
import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import * as enums from "@/db/enums";
import { ERROR_CODES } from "@/lib/errors";
import { messagesOf } from "./messages";
import { placeholders } from "./placeholders";
import { translatorFor } from "./translator";

const flatten = (node: unknown, path = ""): [string, string][] =>
  typeof node === "object" && node !== null
    ? Object.entries(node).flatMap(([key, child]) => flatten(child, path ? `${path}.${key}` : key))
    : [[path, String(node)]];

const original = new Map(flatten(messagesOf("zh-CN")));
const others = enums.LOCALES.filter((locale) => locale !== "zh-CN");

describe("messages", () => {
  it.each(others)("%s has exactly the keys of zh-CN", (locale) => {
    const keys = flatten(messagesOf(locale)).map(([key]) => key);
    expect(keys.filter((key) => !original.has(key))).toEqual([]);
    expect([...original.keys()].filter((key) => !keys.includes(key))).toEqual([]);
  });

  it.each(others)("%s asks for the same facts in every sentence", (locale) => {
    const differing = flatten(messagesOf(locale)).filter(
      ([key, text]) => placeholders(text).join() !== placeholders(original.get(key) ?? "").join(),
    );
    expect(differing).toEqual([]);
  });

  it.each(enums.LOCALES)(
    "%s has a file for every namespace, and no sentence is empty or shouts",
    (locale) => {
      for (const namespace of Object.keys(messagesOf(locale))) {
        expect(existsSync(new URL(`./messages/${locale}/${namespace}.json`, import.meta.url))).toBe(true);
      }
      const bad = flatten(messagesOf(locale)).filter(([, text]) => text.trim() === "" || /[!！]/.test(text));
      expect(bad).toEqual([]);
    },
  );

  it.each(enums.LOCALES)("%s can be spoken, every sentence of it", (locale) => {
    const t = createTranslator<Record<string, never>>({
      locale,
      messages: messagesOf(locale) as never,
      timeZone: "Asia/Shanghai",
      onError: (error) => {
        throw error;
      },
    }) as unknown as { rich(key: string, values: Record<string, unknown>): unknown };
    for (const [key, text] of flatten(messagesOf(locale))) {
      const tags = Array.from(text.matchAll(/<(\w+)>/g), (match) => match[1] ?? "");
      const values = Object.fromEntries([
        ...placeholders(text).map((name) => [name, 1]),
        ...tags.map((tag) => [tag, (chunks: unknown) => String(chunks)]),
      ]);
      expect(String(t.rich(key, values)), key).not.toMatch(/[{}<>]/);
    }
  });

  it("writes zh-TW in traditional characters", () => {
    const simplified = /[领户导设筛资转记员这说读关闭开连们级]/;
    const exempt = new Set(["enums.locale.zh-CN"]);
    const left = flatten(messagesOf("zh-TW")).filter(
      ([key, text]) => !exempt.has(key) && simplified.test(text),
    );
    expect(left).toEqual([]);
  });

  it("leaves one space between Chinese and latin letters or digits", () => {
    const glued = /[\p{Script=Han}][A-Za-z0-9]|[A-Za-z0-9%][\p{Script=Han}]/u;
    const bad = [...original].filter(([, text]) => glued.test(text.replace(/\{[^{}]*\}/g, "")));
    expect(bad).toEqual([]);
  });
});

describe("codes", () => {
  it.each(enums.LOCALES)(
    "%s has a sentence for every error code, and a plain one where facts may be missing",
    (locale) => {
      const { errors } = messagesOf(locale);
      const sentences: Record<string, unknown> = errors;
      const plain: Record<string, string> = errors.plain;
      for (const code of ERROR_CODES) {
        expect(typeof sentences[code], code).toBe("string");
        if (placeholders(String(sentences[code])).length > 0) expect(plain[code], code).toBeTypeOf("string");
      }
    },
  );

  it.each([
    ["state", enums.CUSTOMER_STATES],
    ["grade", enums.GRADES],
    ["stage", enums.STAGES],
    ["intent", enums.INTENTS],
    ["role", enums.ROLES],
    ["channel", enums.CHANNELS],
    ["outcome", enums.OUTCOMES],
    ["eventKind", enums.EVENT_KINDS],
    ["releaseReason", enums.RELEASE_REASONS],
    ["invalidReason", enums.INVALID_REASONS],
    ["notificationKind", enums.NOTIFICATION_KINDS],
    ["locale", enums.LOCALES],
    ["importState", enums.IMPORT_STATES],
    ["rowOutcome", enums.ROW_OUTCOMES],
  ] as const)("enums.%s names exactly the codes of the list", (group, codes) => {
    for (const locale of enums.LOCALES) {
      expect(Object.keys(messagesOf(locale).enums[group]).sort()).toEqual([...codes].sort());
    }
  });

  it("speaks outside a request", () => {
    expect(translatorFor("en", "common")("days", { count: 2 })).toBe("2 days");
    expect(translatorFor("zh-TW", "enums")("eventKind.claimed")).toBe("領取");
  });
});
