import { NextIntlClientProvider } from "next-intl";
import { createElement, type FunctionComponent } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ClockProvider } from "@/components/customers/clock";
import { type RuleNames, RuleNamesProvider } from "@/components/rules/names";
import type { Locale } from "@/db/enums";
import { FIELDS } from "@/lib/conditions/fields";
import type { AllocationProof } from "@/lib/customers/timeline-types";
import { messagesOf } from "@/lib/i18n/messages";
import { type AllocationRule, allocationBrief, allocationRule } from "@/lib/policies/allocation-rule";
import { problemsOfAllocationRule } from "./problems";
import { useAllocatedText } from "./use-allocated-text";
import { useAllocationSentence } from "./use-allocation-sentence";
import { useAllocationWords } from "./use-allocation-words";

const TEAM = "019a0000-0000-7000-8000-000000000001";
const LI = "019a0000-0000-7000-8000-000000000002";
const NAMES: RuleNames = {
  ...{ pools: [], customFields: [], currency: "CNY", suggestions: {} },
  teams: [{ id: TEAM, name: "华东一组" }],
  people: [{ id: LI, name: "李娜" }],
};

function say(locale: Locale, words: () => string): string {
  const Said: FunctionComponent = () => words();
  const now = new Date("2026-11-20T02:00:00Z");
  // biome-ignore lint/correctness/noChildrenProp: the types ask for it
  const named = createElement(RuleNamesProvider, { names: NAMES, children: createElement(Said) });
  // biome-ignore lint/correctness/noChildrenProp: the types ask for it
  const clock = createElement(ClockProvider, { now, children: named });
  const intl = { locale, messages: messagesOf(locale), timeZone: "Asia/Shanghai", children: clock };
  return renderToStaticMarkup(createElement(NextIntlClientProvider, intl)).replaceAll("&#x27;", "'");
}
const sentence = (locale: Locale, rule: AllocationRule) =>
  say(locale, () => useAllocationSentence().text(rule));
const rule = (given: Partial<AllocationRule> = {}) => allocationRule({ id: "r", ...given });

describe("a rule of allocation as a sentence", () => {
  const best = rule({
    when: { field: "grade", op: "in", values: ["A"] },
    except: { field: "bounceCount", op: "at_least", number: 3 },
    ...{ to: { kind: "teams", teamIds: [TEAM] }, perDay: 5 },
  });

  it.each<[Locale, string, string]>([
    [
      "zh-CN",
      "A 级的客户轮流分给华东一组的销售，每人每天最多 5 位；回海次数不少于 3 的除外。",
      "公海的客户分给李娜里手上最少的人。",
    ],
    [
      "zh-TW",
      "A 級的客戶輪流分給华东一组的業務，每人每日最多 5 位；回公海次數不少於 3 的除外。",
      "公海的客戶分給李娜裡手上最少的人。",
    ],
    [
      "en",
      "Customers of Grade A go to the reps of 华东一组 in turn, at most 5 a day each, except those",
      "Customers go to whoever holds the least of 李娜.",
    ],
  ])("in %s", (locale, whole, short) => {
    expect(sentence(locale, best)).toContain(whole);
    expect(sentence(locale, rule({ method: "fewest_held", to: { kind: "people", userIds: [LI] } }))).toBe(
      short,
    );
  });

  it("names everybody, and whoever is no longer there", () => {
    expect(sentence("zh-CN", rule())).toBe("公海的客户轮流分给全体销售。");
    expect(sentence("zh-CN", rule({ to: { kind: "people", userIds: [LI, TEAM] } }))).toContain(
      "李娜、不在公海的人",
    );
  });

  it("has a short name where it has none of its own", () => {
    const short = (given: Partial<AllocationRule>) =>
      say("zh-CN", () => useAllocationWords()(allocationBrief(rule(given))));
    expect(short({})).toBe("轮流分给全体");
    expect(short({ method: "fewest_held", to: { kind: "teams", teamIds: [TEAM] } })).toBe("团队里手上最少的");
    expect(short({ name: "夜班" })).toBe("夜班");
  });
});

describe("an allocation in the history", () => {
  const proof: AllocationProof = {
    rule: allocationBrief(rule({ name: "夜班" })),
    held: 3,
    cap: 20,
    free: 2,
    turnSince: null,
  };
  const told = (locale: Locale, given: Partial<AllocationProof> = {}, by: string | null = null) =>
    say(locale, () => {
      const { title, lines } = useAllocatedText()(
        { ...proof, ...given },
        { by, to: "李娜", fromPool: "华东公海" },
      );
      return [title, ...lines].join("|");
    });

  it("says by which rule, and that it was his turn", () => {
    expect(told("zh-CN")).toBe(
      "按规则「夜班」从华东公海分给李娜|轮到李娜：还没按这条规则分到过。当时 2 人能接。",
    );
    expect(told("zh-TW", {}, "王磊")).toBe(
      "王磊依規則「夜班」從华东公海分給李娜|輪到李娜：還沒依這條規則分到過。當時 2 人能接。",
    );
    const since = { turnSince: new Date("2026-11-18T01:30:00Z"), free: 1 };
    expect(told("en", since)).toMatch(
      /^Allocated from 华东公海 to 李娜 by the rule “夜班”\|It was 李娜’s turn: the last by this rule was .*9:30.*Nobody else could take it\.$/,
    );
  });

  it("or that he held the least", () => {
    const rest = { rule: allocationBrief(rule({ method: "fewest_held" })) };
    expect(told("zh-CN", rest)).toContain("李娜手上最少：3/20。");
    expect(told("en", { ...rest, cap: null })).toContain("李娜 held the least: 3.");
  });
});

describe("what keeps a rule from being published", () => {
  const codes = (given: Partial<AllocationRule>) =>
    problemsOfAllocationRule(rule(given), FIELDS).map(({ at, code }) => `${at} ${code}`);
  it("nobody named, no number, a condition without a value", () => {
    expect(codes({})).toEqual([]);
    expect(codes({ to: { kind: "teams", teamIds: [] } })).toEqual(["to to_missing"]);
    expect(codes({ to: { kind: "people", userIds: [] }, perDay: Number.NaN })).toEqual([
      "to to_missing",
      "perDay per_day_missing",
    ]);
    expect(codes({ when: { field: "grade", op: "in", values: [] } })).toEqual([
      expect.stringContaining("value_missing"),
    ]);
  });
});
