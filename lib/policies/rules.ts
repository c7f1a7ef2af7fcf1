import { clausesOf, type Span } from "@/lib/conditions/schema";
import type { GraceByRule } from "@/lib/deadlines/grace";
import { addMs, DAY, HOUR } from "@/lib/time";
import type { AllocationRule } from "./allocation-rule";
import type { PoolRule } from "./pool-rule";
import { type ReturnRule, sameRule, substanceOf } from "./return-rule";
import { briefOf, poolRuleBrief, type RuleBrief } from "./rule-brief";
import type { PolicyDocument } from "./schema";

/** How long a rule that is new or another takes nothing from those who hold already. */
export const NOTICE_MS = DAY;

/** A value of a policy as it is compared and shown: lists are in their stored order. */
export type PolicyValue = string | number | boolean | null | readonly (string | number)[];

/** One field that differs between two policies. `effect` says what it means for those who hold or claim. */
export type FieldChange = {
  kind: "field";
  field: string;
  from: PolicyValue;
  to: PolicyValue;
  effect: "stricter" | "looser" | "other";
};

/** A return rule that came, went, became another, or moved; `moved` when only its place among the others differs. */
export type RuleChange = {
  kind: "rule";
  id: string;
  from: ReturnRule | null;
  to: ReturnRule | null;
  moved: boolean;
};

/** As RuleChange, of a rule for what lies in the pool. */
export type PoolRuleChange = {
  kind: "pool_rule";
  id: string;
  from: PoolRule | null;
  to: PoolRule | null;
  moved: boolean;
};

/** As RuleChange, of a rule of allocation. */
export type AllocationRuleChange = {
  kind: "allocation_rule";
  id: string;
  from: AllocationRule | null;
  to: AllocationRule | null;
  moved: boolean;
};
export type PolicyChange = FieldChange | RuleChange | PoolRuleChange | AllocationRuleChange;

type Direction = "less_is_stricter" | "more_is_stricter" | "other";

/** How to read a change of each number; null is "no limit" where less is stricter. */
const DIRECTIONS: Record<string, Direction> = {
  holdingCap: "less_is_stricter",
  "claimLimits.perDay": "less_is_stricter",
  "claimLimits.perWeek": "less_is_stricter",
  coolDownDays: "more_is_stricter",
  "protection.maxCustomers": "less_is_stricter",
  "protection.maxDays": "less_is_stricter",
  "qualifying.minNoteLength": "more_is_stricter",
  bounceGuard: "less_is_stricter",
  freezeHours: "more_is_stricter",
};

function flatten(value: unknown, path: string, into: Map<string, PolicyValue>): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) flatten(inner, path ? `${path}.${key}` : key, into);
  } else into.set(path, value as PolicyValue);
}

function fieldsOf(policy: PolicyDocument): Map<string, PolicyValue> {
  const {
    format: _format,
    returnRules: _rules,
    poolRules: _poolRules,
    allocationRules: _allocation,
    ...fields
  } = policy;
  const flat = new Map<string, PolicyValue>();
  flatten(fields, "", flat);
  return flat;
}

/** Channels and outcomes are sets: their order says nothing. */
const comparable = (field: string, value: PolicyValue): string =>
  JSON.stringify(
    Array.isArray(value) && field.startsWith("qualifying.") ? [...value].map(String).sort() : value,
  );

function effectOf(field: string, from: PolicyValue, to: PolicyValue): FieldChange["effect"] {
  const direction = DIRECTIONS[field] ?? "other";
  if (direction === "other") return "other";
  const number = (value: PolicyValue) => (typeof value === "number" ? value : Number.POSITIVE_INFINITY);
  const less = number(to) < number(from);
  return less === (direction === "less_is_stricter") ? "stricter" : "looser";
}

function fieldChanges(before: PolicyDocument, after: PolicyDocument): FieldChange[] {
  const old = fieldsOf(before);
  return [...fieldsOf(after)].flatMap(([field, to]) => {
    const from = old.get(field) ?? null;
    return comparable(field, from) === comparable(field, to)
      ? []
      : [{ kind: "field" as const, field, from, to, effect: effectOf(field, from, to) }];
  });
}

type Changed<R> = { id: string; from: R | null; to: R | null; moved: boolean };

/** The ids that both lists have, in the order of each. */
function commonOrder(rules: readonly { id: string }[], others: readonly { id: string }[]): string[] {
  const known = new Set(others.map(({ id }) => id));
  return rules.map(({ id }) => id).filter((id) => known.has(id));
}

function changesOf<R extends { id: string }>(before: readonly R[], after: readonly R[]): Changed<R>[] {
  const old = new Map(before.map((rule) => [rule.id, rule]));
  const kept = new Set(after.map(({ id }) => id));
  const placeBefore = commonOrder(before, after);
  const placeAfter = commonOrder(after, before);
  const changed = after.flatMap((to): Changed<R>[] => {
    const from = old.get(to.id) ?? null;
    const moved = from !== null && placeBefore.indexOf(to.id) !== placeAfter.indexOf(to.id);
    const same = from !== null && sameRule(from, to);
    return same && !moved ? [] : [{ id: to.id, from, to, moved: same }];
  });
  const gone = before.flatMap((from): Changed<R>[] =>
    kept.has(from.id) ? [] : [{ id: from.id, from, to: null, moved: false }],
  );
  return [...changed, ...gone];
}

/** What differs between two policies: field by field in the order of the document, then rule by rule. */
export const diffPolicies = (before: PolicyDocument, after: PolicyDocument): PolicyChange[] => [
  ...fieldChanges(before, after),
  ...changesOf(before.returnRules, after.returnRules).map((one) => ({ kind: "rule" as const, ...one })),
  ...changesOf(before.poolRules, after.poolRules).map((one) => ({ kind: "pool_rule" as const, ...one })),
  ...changesOf(before.allocationRules, after.allocationRules).map((one) => ({
    ...{ kind: "allocation_rule" as const, ...one },
  })),
];

/** The rules that may take more after than before: new ones, and those that are another in substance. */
export function changedRules(before: PolicyDocument, after: PolicyDocument): ReturnRule[] {
  const old = new Map(before.returnRules.map((rule) => [rule.id, substanceOf(rule)]));
  return after.returnRules.filter((rule) => rule.on && old.get(rule.id) !== substanceOf(rule));
}

/** What besides its rules decides who is too many; a cap that is raised makes nobody so. */
const makesOthersTooMany = (before: PolicyDocument, after: PolicyDocument): boolean =>
  (after.holdingCap ?? Number.POSITIVE_INFINITY) < (before.holdingCap ?? Number.POSITIVE_INFINITY) ||
  after.won.countsTowardsCap !== before.won.countsTowardsCap ||
  after.overflowOrder.join() !== before.overflowOrder.join();

/** Rules over the cap that stay as they are and yet may take others, before a day has passed. */
function widenedRules(before: PolicyDocument, after: PolicyDocument): ReturnRule[] {
  if (!makesOthersTooMany(before, after)) return [];
  const isShort = ({ clock: { span } }: ReturnRule) =>
    span.unit === "hours" ? span.amount * HOUR < NOTICE_MS : span.amount === 0;
  return after.returnRules.filter((rule) => rule.on && rule.clock.since === "over_cap" && isShort(rule));
}

/**
 * The notice that goes with a new version: a rule that is new or another, or takes others because more are too many, takes
 * nothing by that before a day has passed from those who hold at `publishedAt`, and what an earlier version promised still
 * holds.
 */
export function noticeFor(
  before: { document: PolicyDocument; grace: GraceByRule },
  after: PolicyDocument,
  publishedAt: Date,
): GraceByRule {
  const kept = new Set(after.returnRules.map(({ id }) => id));
  const running = Object.entries(before.grace).filter(
    ([id, promised]) => promised.until > publishedAt && kept.has(id),
  );
  const notice: Record<string, GraceByRule[string]> = Object.fromEntries(running);
  for (const { id } of changedRules(before.document, after)) {
    // Changed twice within a day: what held before the first time is what nobody needs to be quicker than.
    const was = notice[id]
      ? notice[id].was
      : (before.document.returnRules.find((rule) => rule.id === id) ?? null);
    notice[id] = { from: publishedAt, until: addMs(publishedAt, NOTICE_MS), was };
  }
  for (const { id } of widenedRules(before.document, after)) {
    notice[id] = { from: publishedAt, until: addMs(publishedAt, NOTICE_MS), was: null };
  }
  return notice;
}

/** What an admin should know about a policy before it is published; the interface has the words. */
export type PolicyWarning =
  | { code: "NOTHING_RECLAIMS" }
  | { code: "REMINDER_BEFORE_CLOCK"; leadMinutes: number; rule: RuleBrief; clockMinutes: number }
  | { code: "DAILY_ABOVE_WEEKLY"; perDay: number; perWeek: number }
  | { code: "UNDECLARED_YEAR"; years: number[]; rule: RuleBrief }
  | { code: "CLAIMS_SWITCHED_OFF"; field: "holdingCap" | "claimLimits.perDay" | "claimLimits.perWeek" }
  | { code: "EMPTIES_BOOK"; userId: string; name: string; hit: number; held: number };

/** The shortest time that a span can last, in minutes: a working day may follow upon another. */
const MINUTES_OF = { hours: 60, days: 1440, working_days: 1440 } as const;

/** A rule all of whose reminders would come before its clock has begun. */
function earlyReminder(rule: ReturnRule): PolicyWarning[] {
  const { amount, unit } = rule.clock.span;
  const clockMinutes = amount * MINUTES_OF[unit];
  const leadMinutes = Math.min(...rule.reminders.map((one) => one.beforeMinutes));
  return Number.isFinite(leadMinutes) && leadMinutes >= clockMinutes
    ? [{ code: "REMINDER_BEFORE_CLOCK", leadMinutes, rule: briefOf(rule), clockMinutes }]
    : [];
}

const asksWorkingDays = (span: Span, { when, except }: Pick<ReturnRule, "when" | "except">): boolean =>
  [{ span }, ...clausesOf({ all: [when, except] })].some(
    (one) => "span" in one && one.span.unit === "working_days",
  );

/** The first rule that counts working days through years whose days off are not all known. */
export function warnAboutYears(policy: PolicyDocument, undeclared: readonly number[]): PolicyWarning[] {
  const returns = policy.returnRules.find((one) => one.on && asksWorkingDays(one.clock.span, one));
  const ofPool = policy.poolRules.find((one) => one.on && asksWorkingDays(one.stay, one));
  const rule = returns ? briefOf(returns) : ofPool && poolRuleBrief(ofPool);
  return rule && undeclared.length > 0 ? [{ code: "UNDECLARED_YEAR", years: [...undeclared], rule }] : [];
}

/** What looks wrong in the document itself, whoever holds what. */
export function warnAboutDocument(policy: PolicyDocument): PolicyWarning[] {
  const warnings: PolicyWarning[] = [];
  const running = policy.returnRules.filter(({ on }) => on);
  if (running.length === 0) warnings.push({ code: "NOTHING_RECLAIMS" });
  warnings.push(...running.flatMap(earlyReminder));
  const { perDay, perWeek } = policy.claimLimits;
  if (perDay !== null && perWeek !== null && perDay > perWeek) {
    warnings.push({ code: "DAILY_ABOVE_WEEKLY", perDay, perWeek });
  }
  if (policy.holdingCap === 0) warnings.push({ code: "CLAIMS_SWITCHED_OFF", field: "holdingCap" });
  if (perDay === 0) warnings.push({ code: "CLAIMS_SWITCHED_OFF", field: "claimLimits.perDay" });
  if (perWeek === 0) warnings.push({ code: "CLAIMS_SWITCHED_OFF", field: "claimLimits.perWeek" });
  return warnings;
}

/** Whether a policy takes so much of one person's customers that it has to be said; in hundredths of a percent. */
export const EMPTIES_BOOK_BPS = 2_000;

export const emptiesBook = (hit: number, held: number): boolean =>
  held > 0 && hit * 10_000 > held * EMPTIES_BOOK_BPS;
