import { describe, expect, test } from "vitest";
import { deadlinesOf } from "@/lib/deadlines/rules";
import { diffPolicies, emptiesBook, noticeFor, shortenedClocks, warnAboutDocument } from "./rules";
import { DEFAULT_POLICY, type PolicyDocument } from "./schema";

const change = (over: Partial<PolicyDocument>): PolicyDocument => ({ ...DEFAULT_POLICY, ...over });
const at = (iso: string) => new Date(iso);

describe("what differs between two policies", () => {
  test("nothing, when nothing differs but the order of a set", () => {
    const reminders = [...DEFAULT_POLICY.reminderLeadMinutes].reverse();
    expect(diffPolicies(DEFAULT_POLICY, change({ reminderLeadMinutes: reminders }))).toEqual([]);
  });

  test("every field by its path, with both values and what it means", () => {
    const after = change({ holdingCap: 10, coolDownDays: 3, claimLimits: { perDay: 3, perWeek: null } });
    expect(diffPolicies(DEFAULT_POLICY, after)).toEqual([
      { field: "holdingCap", from: 20, to: 10, effect: "stricter" },
      { field: "claimLimits.perWeek", from: 5, to: null, effect: "looser" },
      { field: "coolDownDays", from: 7, to: 3, effect: "looser" },
    ]);
  });

  test("a limit where there was none is stricter; a longer note is stricter; masking is neither", () => {
    const before = change({ noDealDays: null });
    const after = change({
      maskContacts: false,
      qualifying: { ...DEFAULT_POLICY.qualifying, minNoteLength: 40 },
    });
    const effects = Object.fromEntries(diffPolicies(before, after).map((one) => [one.field, one.effect]));
    expect(effects).toEqual({
      noDealDays: "stricter",
      "qualifying.minNoteLength": "stricter",
      maskContacts: "other",
    });
  });
});

describe("the notice of a shorter clock", () => {
  const published = at("2026-11-20T02:00:00Z");
  const tomorrow = at("2026-11-21T02:00:00Z");

  test("a clock that is shorter, or new, is a shorter one; a longer or a dropped one is not", () => {
    expect(shortenedClocks(DEFAULT_POLICY, change({ noFollowUpDays: 29 }))).toEqual(["no_follow_up"]);
    expect(shortenedClocks(change({ noDealDays: null }), DEFAULT_POLICY)).toEqual(["no_deal"]);
    expect(shortenedClocks(DEFAULT_POLICY, change({ noFollowUpDays: 31, noDealDays: null }))).toEqual([]);
  });

  test("only the shorter clocks wait a day", () => {
    const notice = noticeFor(
      { document: DEFAULT_POLICY, grace: {} },
      change({ noFollowUpDays: 7 }),
      published,
    );
    expect(notice).toEqual({ no_follow_up: { from: published, until: tomorrow, was: 30 } });
  });

  test("a version that follows within the day keeps what the one before it promised", () => {
    const strict = change({ noFollowUpDays: 7 });
    const promised = noticeFor({ document: DEFAULT_POLICY, grace: {} }, strict, published);
    const next = { document: strict, grace: promised };
    const unrelated = { ...strict, coolDownDays: 1 };
    expect(noticeFor(next, unrelated, at("2026-11-20T03:00:00Z"))).toEqual(promised);
    expect(noticeFor(next, unrelated, tomorrow)).toEqual({});
  });

  test("a holder from before is due a day after the publication, at the earliest; a new holder by the clock", () => {
    const strict = change({ noFollowUpDays: 7, firstContactHours: null, noDealDays: null });
    const grace = noticeFor({ document: DEFAULT_POLICY, grace: {} }, strict, published);
    const held = (since: string) => ({
      ...{ heldSince: at(since), qualifiedAt: null, lastDealAt: null, wonAt: null, protectedUntil: null },
      ...{ pauses: [], grace },
    });
    const [old] = deadlinesOf(strict, held("2026-11-01T02:00:00Z"), "Asia/Shanghai");
    expect(old).toMatchObject({ rule: "no_follow_up", dueAt: tomorrow, graceUntil: tomorrow });
    expect(old?.from).toEqual(at("2026-11-01T02:00:00Z"));
    const [untouched] = deadlinesOf(strict, held("2026-11-19T02:00:00Z"), "Asia/Shanghai");
    expect(untouched).toMatchObject({ dueAt: at("2026-11-26T02:00:00Z"), graceUntil: null });
    const [later] = deadlinesOf(strict, held("2026-11-20T02:00:00Z"), "Asia/Shanghai");
    expect(later).toMatchObject({ dueAt: at("2026-11-27T02:00:00Z"), graceUntil: null });
  });

  test("a shorter clock never moves a deadline back: who was due within the day stays due then", () => {
    const strict = change({ noFollowUpDays: 7, firstContactHours: null, noDealDays: null });
    const grace = noticeFor({ document: DEFAULT_POLICY, grace: {} }, strict, published);
    const heldSince = at("2026-10-21T05:00:00Z");
    const facts = {
      heldSince,
      qualifiedAt: null,
      lastDealAt: null,
      wonAt: null,
      protectedUntil: null,
      pauses: [],
    };
    const [first] = deadlinesOf(strict, { ...facts, grace }, "Asia/Shanghai");
    expect(first).toMatchObject({
      dueAt: at("2026-11-20T05:00:00Z"),
      graceUntil: at("2026-11-20T05:00:00Z"),
    });
  });

  test("shortened twice within a day: the clock from before both is what counts", () => {
    const strict = change({ noFollowUpDays: 7 });
    const first = noticeFor({ document: DEFAULT_POLICY, grace: {} }, strict, published);
    const again = at("2026-11-20T08:00:00Z");
    const second = noticeFor({ document: strict, grace: first }, change({ noFollowUpDays: 3 }), again);
    expect(second).toEqual({ no_follow_up: { from: again, until: at("2026-11-21T08:00:00Z"), was: 30 } });
  });

  test("a clock that stayed as it was takes its customer on its day, whatever else became stricter", () => {
    const strict = change({ noDealDays: 30 });
    const grace = noticeFor({ document: DEFAULT_POLICY, grace: {} }, strict, published);
    const heldSince = at("2026-11-19T03:00:00Z");
    const facts = {
      heldSince,
      qualifiedAt: null,
      lastDealAt: null,
      wonAt: null,
      protectedUntil: null,
      pauses: [],
    };
    const [first] = deadlinesOf(strict, { ...facts, grace }, "Asia/Shanghai");
    expect(first).toMatchObject({
      rule: "first_contact",
      dueAt: at("2026-11-20T03:00:00Z"),
      graceUntil: null,
    });
  });
});

describe("warnings", () => {
  const codes = (policy: PolicyDocument) => warnAboutDocument(policy).map((one) => one.code);

  test("no reminder is shorter than the shortest clock; the defaults have one", () => {
    expect(codes(DEFAULT_POLICY)).toEqual([]);
    expect(warnAboutDocument(change({ reminderLeadMinutes: [4320, 1440] }))).toEqual([
      { code: "REMINDER_BEFORE_CLOCK", leadMinutes: 1440, rule: "first_contact", clockMinutes: 1440 },
    ]);
    expect(codes(change({ firstContactHours: null, reminderLeadMinutes: [4320, 1440] }))).toEqual([]);
    expect(codes(change({ reminderLeadMinutes: [] }))).toEqual([]);
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
