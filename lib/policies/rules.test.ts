import { describe, expect, test } from "vitest";
import { type Clocks, withClocks } from "@/db/testing/clocks";
import { firstContact, noDeal, noFollowUp, type ReturnRule } from "./return-rule";
import { briefOf } from "./rule-brief";
import {
  changedRules,
  diffPolicies,
  emptiesBook,
  noticeFor,
  warnAboutDocument,
  warnAboutYears,
} from "./rules";
import { DEFAULT_POLICY, type PolicyDocument } from "./schema";

const change = (over: Partial<PolicyDocument> & Clocks): PolicyDocument => ({
  ...DEFAULT_POLICY,
  ...withClocks(over),
});
const at = (iso: string) => new Date(iso);

describe("what differs between two policies", () => {
  test("nothing, when nothing differs but the order of a set", () => {
    const { channels } = DEFAULT_POLICY.qualifying;
    const turned = { ...DEFAULT_POLICY.qualifying, channels: [...channels].reverse() };
    expect(diffPolicies(DEFAULT_POLICY, change({ qualifying: turned }))).toEqual([]);
  });

  test("every field by its path, with both values and what it means", () => {
    const after = change({ holdingCap: 10, coolDownDays: 3, claimLimits: { perDay: 3, perWeek: null } });
    expect(diffPolicies(DEFAULT_POLICY, after)).toEqual([
      { kind: "field", field: "holdingCap", from: 20, to: 10, effect: "stricter" },
      { kind: "field", field: "claimLimits.perWeek", from: 5, to: null, effect: "looser" },
      { kind: "field", field: "coolDownDays", from: 7, to: 3, effect: "looser" },
    ]);
  });

  test("a longer note is stricter; masking is neither", () => {
    const after = change({
      maskContacts: false,
      qualifying: { ...DEFAULT_POLICY.qualifying, minNoteLength: 40 },
    });
    const effects = diffPolicies(DEFAULT_POLICY, after).map(
      (one) => one.kind === "field" && [one.field, one.effect],
    );
    expect(effects).toEqual([
      ["maskContacts", "other"],
      ["qualifying.minNoteLength", "stricter"],
    ]);
  });

  test("a rule that came, went, became another or moved, each by its id; how the database orders keys says nothing", () => {
    const before = change({ noDealDays: null });
    const added = diffPolicies(before, DEFAULT_POLICY);
    expect(added).toEqual([{ kind: "rule", id: "no_deal", from: null, to: noDeal(90), moved: false }]);
    expect(diffPolicies(DEFAULT_POLICY, before)).toEqual([
      { kind: "rule", id: "no_deal", from: noDeal(90), to: null, moved: false },
    ]);
    expect(diffPolicies(DEFAULT_POLICY, change({ noFollowUpDays: 7 }))).toEqual([
      { kind: "rule", id: "no_follow_up", from: noFollowUp(30), to: noFollowUp(7), moved: false },
    ]);
    const turned = change({ returnRules: [noDeal(90), firstContact(24), noFollowUp(30)] });
    expect(
      diffPolicies(DEFAULT_POLICY, turned).map((one) => one.kind === "rule" && [one.id, one.moved]),
    ).toEqual([
      ["no_deal", true],
      ["first_contact", true],
      ["no_follow_up", true],
    ]);
    const { id, name, ...rest } = noDeal(90);
    const shuffled = change({ returnRules: [firstContact(24), noFollowUp(30), { ...rest, name, id }] });
    expect(diffPolicies(DEFAULT_POLICY, shuffled)).toEqual([]);
  });
});

describe("the notice of a rule that is new or another", () => {
  const published = at("2026-11-20T02:00:00Z");
  const tomorrow = at("2026-11-21T02:00:00Z");

  test("a rule that is new or another in substance is changed; a dropped, renamed or silenced one is not", () => {
    const ids = (before: PolicyDocument, after: PolicyDocument) =>
      changedRules(before, after).map(({ id }) => id);
    expect(ids(DEFAULT_POLICY, change({ noFollowUpDays: 29 }))).toEqual(["no_follow_up"]);
    expect(ids(change({ noDealDays: null }), DEFAULT_POLICY)).toEqual(["no_deal"]);
    const renamed = { ...noDeal(90), name: "No deal", reminders: [], coolDownDays: 9 };
    expect(ids(DEFAULT_POLICY, change({ returnRules: [firstContact(24), renamed] }))).toEqual([]);
    const off = { ...noDeal(30), on: false };
    expect(ids(DEFAULT_POLICY, change({ returnRules: [firstContact(24), noFollowUp(30), off] }))).toEqual([]);
  });

  test("only the changed rules wait a day", () => {
    const notice = noticeFor(
      { document: DEFAULT_POLICY, grace: {} },
      change({ noFollowUpDays: 7 }),
      published,
    );
    expect(notice).toEqual({ no_follow_up: { from: published, until: tomorrow, was: noFollowUp(30) } });
    const fresh = noticeFor({ document: change({ noDealDays: null }), grace: {} }, DEFAULT_POLICY, published);
    expect(fresh).toEqual({ no_deal: { from: published, until: tomorrow, was: null } });
  });

  test("a version that follows within the day keeps what the one before it promised", () => {
    const strict = change({ noFollowUpDays: 7 });
    const promised = noticeFor({ document: DEFAULT_POLICY, grace: {} }, strict, published);
    const next = { document: strict, grace: promised };
    const unrelated = { ...strict, coolDownDays: 1 };
    expect(noticeFor(next, unrelated, at("2026-11-20T03:00:00Z"))).toEqual(promised);
    expect(noticeFor(next, unrelated, tomorrow)).toEqual({});
  });

  test("changed twice within a day: the rule from before both is what counts", () => {
    const strict = change({ noFollowUpDays: 7 });
    const first = noticeFor({ document: DEFAULT_POLICY, grace: {} }, strict, published);
    const again = at("2026-11-20T08:00:00Z");
    const second = noticeFor({ document: strict, grace: first }, change({ noFollowUpDays: 3 }), again);
    expect(second).toEqual({
      no_follow_up: { from: again, until: at("2026-11-21T08:00:00Z"), was: noFollowUp(30) },
    });
  });
});

describe("warnings", () => {
  const codes = (policy: PolicyDocument) => warnAboutDocument(policy).map((one) => one.code);

  test("no reminder is shorter than the shortest clock; the defaults have one", () => {
    expect(codes(DEFAULT_POLICY)).toEqual([]);
    expect(warnAboutDocument(change({ reminderLeadMinutes: [4320, 1440] }))).toEqual([
      {
        code: "REMINDER_BEFORE_CLOCK",
        leadMinutes: 1440,
        rule: briefOf(firstContact(24)),
        clockMinutes: 1440,
      },
    ]);
    expect(codes(change({ firstContactHours: null, reminderLeadMinutes: [4320, 1440] }))).toEqual([]);
    expect(codes(change({ reminderLeadMinutes: [] }))).toEqual([]);
  });

  test("working days through a year that is not announced, counted by a clock or asked by a condition", () => {
    const days = { amount: 7, unit: "working_days" } as const;
    const byClock = { ...noFollowUp(7), clock: { since: "follow_up", span: days } as const };
    const asked = { not: { field: "sinceDeal", op: "for_at_least", span: days } as const };
    const warned = (rule: ReturnRule) =>
      warnAboutYears(change({ returnRules: [noDeal(90), rule] }), [2026, 2027]);
    const warning = { code: "UNDECLARED_YEAR", years: [2026, 2027] };
    expect(warned(byClock)).toEqual([{ ...warning, rule: briefOf(byClock) }]);
    expect(warned({ ...noFollowUp(7), except: asked })).toMatchObject([warning]);
    expect(warned({ ...byClock, on: false })).toEqual([]);
    expect(warned(noFollowUp(7))).toEqual([]);
    expect(warnAboutYears(change({ returnRules: [byClock] }), [])).toEqual([]);
  });

  test("nothing is ever taken back", () => {
    expect(codes(change({ firstContactHours: null, noFollowUpDays: null, noDealDays: null }))).toEqual([
      "NOTHING_RECLAIMS",
    ]);
  });

  test("limits that contradict each other, or that let nobody claim", () => {
    const contradiction = change({ firstContactHours: null, claimLimits: { perDay: 9, perWeek: 5 } });
    expect(codes(contradiction)).toEqual(["DAILY_ABOVE_WEEKLY"]);
    const closed = change({ firstContactHours: null, holdingCap: 0, claimLimits: { perDay: 0, perWeek: 0 } });
    expect(codes(closed)).toEqual(["CLAIMS_SWITCHED_OFF", "CLAIMS_SWITCHED_OFF", "CLAIMS_SWITCHED_OFF"]);
  });

  test("more than a fifth of a book is too much", () => {
    expect(emptiesBook(4, 20)).toBe(false);
    expect(emptiesBook(5, 20)).toBe(true);
    expect(emptiesBook(0, 0)).toBe(false);
  });
});
