import { NextIntlClientProvider } from "next-intl";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { LOCALES, type Locale } from "@/db/enums";
import { FIELDS, OPERATORS } from "@/lib/conditions/fields";
import type { Clause, Condition } from "@/lib/conditions/schema";
import { messagesOf } from "@/lib/i18n/messages";
import { CLOCK_STARTS, NEVER, noFollowUp, type ReturnRule } from "@/lib/policies/return-rule";
import { withOperator } from "./clause-shape";
import { type RuleNames, RuleNamesProvider } from "./names";
import { RuleSentence } from "./rule-sentence";

const NAMES: RuleNames = {
  pools: [
    { id: "019a0000-0000-7000-8000-000000000001", name: "大客户池" },
    { id: "019a0000-0000-7000-8000-000000000002", name: "华南2部" },
  ],
  people: [],
  teams: [{ id: "t1", name: "华东一组" }],
  customFields: [
    {
      key: "f_00000001",
      label: "产品线",
      type: "choice",
      options: [{ value: "x", label: "云", retired: false }],
    },
    { key: "f_00000002", label: "预算", type: "money", options: [] },
  ],
  currency: "CNY",
  suggestions: {},
};

function say(rule: ReturnRule, locale: Locale): string {
  const sentence = createElement(RuleSentence, { rule, poolName: "华东公海" });
  // biome-ignore lint/correctness/noChildrenProp: the types ask for it
  const named = createElement(RuleNamesProvider, { names: NAMES, children: sentence });
  const intl = { locale, messages: messagesOf(locale), timeZone: "Asia/Shanghai", children: named };
  const markup = renderToStaticMarkup(createElement(NextIntlClientProvider, intl));
  return markup.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&#x27;", "'");
}

const rule = (given: Partial<ReturnRule>): ReturnRule => ({ ...noFollowUp(30), ...given });
const grades: Clause = { field: "grade", op: "in", values: ["A", "B"] };
const won: Clause = { field: "won", op: "is", flag: true };
const worth: Clause = { field: "expectedValue", op: "at_least", number: 5_000_000 };
const marked: Clause = { field: "tags", op: "has_any", values: ["重点"] };

describe("a rule as a sentence", () => {
  const key = rule({
    when: { all: [grades, { any: [worth, marked] }] },
    except: { any: [won, { field: "ownerOnLeave", op: "is", flag: true }] },
    clock: { since: "qualifying_follow_up", span: { amount: 7, unit: "working_days" } },
  });

  it("is said in the words of the business", () => {
    expect(say(key, "zh-CN")).toBe(
      "A 级、B 级且（预计金额不少于 ¥50,000 或标签有重点）的客户超过 7 个工作日没有有效跟进，就回收到华东公海；已成交或负责人在休假的除外。",
    );
  });

  it("is said in traditional Chinese and in English", () => {
    expect(say(key, "zh-TW")).toBe(
      "A 級、B 級且（預計金額不少於 ¥50,000 或標籤有重点）的客戶超過 7 個工作日沒有有效跟進，就回收到华东公海；已成交或負責人在休假的除外。",
    );
    expect(say(key, "en")).toBe(
      "Customers of Grade A or Grade B and (whose expected value is at least ¥50,000 or with tags 重点) go back to 华东公海 after 7 working days without a qualifying follow-up, except those already won or whose owner is on leave.",
    );
  });

  it("leaves out what isn't said", () => {
    const plain = rule({ when: { all: [] }, except: NEVER });
    expect(say(plain, "zh-CN")).toBe("客户超过 30 天没有有效跟进，就回收到华东公海。");
    expect(say(plain, "en")).toBe(
      "Customers go back to 华东公海 after 30 days without a qualifying follow-up.",
    );
  });

  it("names another pool and another cool-down", () => {
    const moved = rule({ when: won, targetPoolId: "019a0000-0000-7000-8000-000000000001", coolDownDays: 14 });
    expect(say(moved, "zh-CN")).toBe(
      "已成交的客户超过 30 天没有有效跟进，就回收到大客户池。原负责人 14 天内不能再领。",
    );
  });

  it("denies a clause in plain words and a group as a whole", () => {
    const when: Condition = { all: [{ not: won }, { not: { any: [grades, marked] } }] };
    expect(say(rule({ when: { not: { any: [{ all: [won] }] } } }), "zh-CN")).toMatch(/^未成交的客户/);
    expect(say(rule({ when }), "zh-CN")).toMatch(/^未成交且不符合（A 级、B 级或标签有重点）的客户/);
  });

  it("needs no brackets where groups say the same", () => {
    const when: Condition = { all: [won, { all: [grades, { any: [marked] }] }] };
    expect(say(rule({ when }), "zh-CN")).toMatch(/^已成交且 ?A 级、B 级且标签有重点的客户/);
  });

  it("knows the organisation's own fields", () => {
    const when: Condition = {
      all: [
        { field: "custom.f_00000001", op: "not_in", values: ["x"] },
        { field: "custom.f_00000002", op: "at_most", number: 150 },
        { field: "custom.f_99999999", op: "is_set" },
      ],
    };
    expect(say(rule({ when }), "zh-CN")).toMatch(/^产品线不是云且预算不超过 ¥1\.50 且有已停用的字段的客户/);
  });

  it("leaves what people have written as it is", () => {
    const when: Condition = {
      all: [
        { field: "tags", op: "has_any", values: ["VIP客户"] },
        { field: "name", op: "contains", text: "云A" },
      ],
    };
    expect(say(rule({ when, targetPoolId: "019a0000-0000-7000-8000-000000000002" }), "zh-CN")).toBe(
      "标签有 VIP客户且名称含「云A」的客户超过 30 天没有有效跟进，就回收到华南2部。",
    );
  });

  it("says the end of a clock that has no length", () => {
    const clock = { since: "contract_end", span: { amount: 0, unit: "days" } } as const;
    expect(say(rule({ when: { all: [] }, clock }), "zh-CN")).toBe("客户合同一结束，就回收到华东公海。");
  });
});

describe.each(LOCALES)("every field, operator and clock in %s", (locale) => {
  const filled = (clause: Clause): Clause => {
    if ("values" in clause) return { ...clause, values: ["一", "二"] };
    if ("number" in clause) return { ...clause, number: 3 };
    if ("text" in clause) return { ...clause, text: "字" };
    if ("day" in clause) return { ...clause, day: "2026-11-21" };
    return "span" in clause ? { ...clause, span: { amount: 3, unit: "hours" } } : clause;
  };

  it("has words", () => {
    const kinds = {
      ...FIELDS,
      "custom.f_00000002": { kind: "day" },
      "custom.f_00000001": { kind: "labels" },
    } as const;
    for (const [field, { kind }] of Object.entries(kinds)) {
      for (const op of OPERATORS[kind]) {
        const clause = filled(withOperator({ field, op: "is_set" }, op));
        expect(say(rule({ when: clause }), locale), `${field} ${op}`).not.toMatch(
          /[{}<>]|rules\.|undefined|NaN/,
        );
      }
    }
    for (const since of CLOCK_STARTS) {
      for (const amount of [0, 1, 9]) {
        const said = say(rule({ clock: { since, span: { amount, unit: "working_days" } } }), locale);
        expect(said, since).not.toMatch(/[{}<>]|rules\.|undefined|NaN/);
      }
    }
  });
});
