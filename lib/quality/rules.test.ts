import { describe, expect, test } from "vitest";
import { DATA_ISSUE_KINDS, INVALID_REASONS, OUTCOMES } from "@/db/enums";
import { decide, findingsOf } from "./decide";
import { COMPLETENESS_FIELDS, DEFAULT_WEIGHTS, REASON_OF, scoreOf, UNREACHED } from "./rules";
import { SetQualitySettingsInput } from "./schema";
import type { SeenData } from "./seen-sql";

describe("the completeness", () => {
  const all = new Set(COMPLETENESS_FIELDS);

  test("is whole only when nothing that counts is missing, and a hundred by the weights that we bring", () => {
    expect(Object.values(DEFAULT_WEIGHTS).reduce((sum, one) => sum + one, 0)).toBe(100);
    expect([scoreOf(all, DEFAULT_WEIGHTS), scoreOf(new Set(), DEFAULT_WEIGHTS)]).toEqual([100, 0]);
    const heavy = { ...DEFAULT_WEIGHTS, phone: 100, intent: 1 };
    const most = new Set(COMPLETENESS_FIELDS.filter((field) => field !== "intent"));
    expect(scoreOf(most, heavy)).toBe(99);
    expect(scoreOf(most, { ...heavy, intent: 0 })).toBe(100);
  });

  test("can't be asked for by nothing, nor by less than nothing", () => {
    const none = Object.fromEntries(COMPLETENESS_FIELDS.map((field) => [field, 0]));
    const valid = (weights: object, goneAfter = 5) =>
      SetQualitySettingsInput.safeParse({ weights, goneAfter }).success;
    expect([valid(DEFAULT_WEIGHTS), valid(none), valid({ ...none, phone: 1 })]).toEqual([true, false, true]);
    expect([valid({ ...DEFAULT_WEIGHTS, phone: -1 }), valid({ phone: 1 })]).toEqual([false, false]);
    expect([valid(DEFAULT_WEIGHTS, 1), valid(DEFAULT_WEIGHTS, 2)]).toEqual([false, true]);
  });
});

test("every issue has a reason of the ledger, and most outcomes are a conversation", () => {
  expect(DATA_ISSUE_KINDS.every((kind) => INVALID_REASONS.includes(REASON_OF[kind]))).toBe(true);
  expect(OUTCOMES.filter((one) => !UNREACHED.some((unreached) => unreached === one))).toHaveLength(5);
});

describe("what the audit decides", () => {
  const audited = { country: "CN" as const, goneAfter: 3 };
  const well: SeenData = {
    ...{ id: "c", phones_at: 10, ways_at: 10, reached_at: null, wrong_at: null, wrong_ids: null },
    ...{ unanswered: 0, unanswered_by: 0, unanswered_at: null, unanswered_ids: null },
    ...{ sure: true, odd: null, issues: null },
  };
  const kinds = (seen: Partial<SeenData>) =>
    findingsOf({ ...well, ...seen }, audited).map(({ kind }) => kind);

  test("at its boundaries", () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ unanswered: 3, unanswered_by: 1, unanswered_at: 20 })).toEqual([]);
    expect(kinds({ unanswered: 2, unanswered_by: 2, unanswered_at: 20 })).toEqual([]);
    expect(kinds({ unanswered: 3, unanswered_by: 2, unanswered_at: 20 })).toEqual(["gone"]);
    expect(kinds({ sure: false })).toEqual(["unreachable"]);
    expect(kinds({ sure: false, odd: [{ id: "k", phone: "95588" }] })).toEqual([]);
    expect(kinds({ odd: [{ id: "k", phone: "138****5678" }] })).toEqual(["bad_phone"]);
  });

  test("what people said holds until something newer mends it, at the same instant too", () => {
    const open = {
      id: "i",
      kind: "wrong_number" as const,
      state: "open" as const,
      evidence: {},
      evidence_at: 20,
    };
    const fixed = (seen: Partial<SeenData>) => decide({ ...well, ...seen, issues: [open] }, audited).fix;
    expect(fixed({})).toEqual([]);
    expect(fixed({ reached_at: 19 })).toEqual([]);
    expect(fixed({ reached_at: 20 })).toEqual(["i"]);
    expect(fixed({ phones_at: 21 })).toEqual(["i"]);
    const reported = { ...open, kind: "reported" as const };
    expect(decide({ ...well, phones_at: 99, issues: [reported] }, audited).fix).toEqual([]);
  });

  test("what was decided comes back only with newer evidence", () => {
    const dismissed = {
      ...{ id: "i", kind: "wrong_number" as const, state: "dismissed" as const },
      ...{ evidence: {}, evidence_at: 20 },
    };
    const opened = (wrong_at: number) =>
      decide({ ...well, wrong_at, wrong_ids: ["f"], issues: [dismissed] }, audited).open.length;
    expect([opened(20), opened(21)]).toEqual([0, 1]);
  });
});
