import { clausesOf } from "@/lib/conditions/schema";
import { holds, type PlainFact } from "@/lib/conditions/testing/plain-evaluate";
import { type PlainCalendar, plainEnd } from "@/lib/conditions/testing/plain-time";
import type { GraceByRule } from "@/lib/deadlines/grace";
import type { ClockStart, ReturnRule } from "@/lib/policies/return-rule";

export type Stretch = { from: number; until: number };
type FactAt = (field: string, at: number) => PlainFact;

/** A customer as a test sees it: its facts, its protections and its owner's leave. */
export type PlainCustomer = { factAt: FactAt; pauses: readonly Stretch[]; protectedUntil: number | null };

const FACT_OF: Record<ClockStart, string> = {
  claimed: "sinceClaimed",
  qualifying_follow_up: "sinceQualifyingFollowUp",
  follow_up: "sinceFollowUp",
  deal: "sinceDeal",
  contract_end: "sinceContractEnd",
  stage_change: "sinceStageChange",
  grade_dropped: "sinceGradeDropped",
  intent_dropped: "sinceIntentDropped",
  churn_risk: "churnRiskAt",
  activity: "sinceActivity",
  over_cap: "overCapSince",
  owner_left: "ownerLeft",
};
const NEEDS_FACT = new Set<ClockStart>([
  ...(["contract_end", "grade_dropped", "intent_dropped", "churn_risk", "over_cap", "owner_left"] as const),
]);

function merged(pauses: readonly Stretch[]): Stretch[] {
  const ordered = pauses.filter((one) => one.until > one.from).sort((a, b) => a.from - b.from);
  const result: Stretch[] = [];
  for (const pause of ordered) {
    const last = result.at(-1);
    if (last && pause.from <= last.until) last.until = Math.max(last.until, pause.until);
    else result.push({ ...pause });
  }
  return result;
}

/** The clock counts only while no pause runs: walk from pause to pause until it has run for its length. */
function ranOut(from: number, end: number, pauses: readonly Stretch[]): number {
  let left = end - from;
  let at = from;
  for (const pause of pauses) {
    if (pause.until <= at) continue;
    const running = Math.max(0, pause.from - at);
    if (left <= running) return at + left;
    left -= running;
    at = pause.until;
  }
  return at + left;
}

/** When the rule takes the customer: tried instant by instant; null when it never does of itself. */
export function plainDue(rule: ReturnRule, customer: PlainCustomer, calendar: PlainCalendar) {
  const { factAt } = customer;
  const held = Number(factAt("sinceClaimed", 0));
  const fact = factAt(FACT_OF[rule.clock.since], 0);
  if (fact === null && NEEDS_FACT.has(rule.clock.since)) return null;
  const from = fact === null ? held : Math.max(held, Number(fact));
  const pauses = merged(customer.pauses);
  const clock = ranOut(from, plainEnd(from, rule.clock.span, calendar), pauses);
  const end = Math.max(clock, customer.protectedUntil ?? clock);
  const turns = [rule.when, rule.except].flatMap(clausesOf).flatMap((clause) => {
    const since = "span" in clause ? factAt(clause.field, 0) : null;
    return "span" in clause && since !== null ? [plainEnd(Number(since), clause.span, calendar)] : [];
  });
  const candidates = [end, ...turns, ...pauses.flatMap(({ from, until }) => [from, until])]
    .filter((at) => at >= end)
    .sort((a, b) => a - b);
  const due = candidates.find(
    (at) =>
      !pauses.some((pause) => pause.from <= at && at < pause.until) &&
      holds(rule.when, factAt, at, calendar) &&
      !holds(rule.except, factAt, at, calendar),
  );
  return due === undefined ? null : { from, dueAt: due };
}

/** The earliest deadline under the rules, with the notice of those that changed; null when no rule takes the customer. */
export function plainDeadline(
  rules: readonly ReturnRule[],
  grace: GraceByRule,
  customer: PlainCustomer,
  calendar: PlainCalendar,
): { rule: string; from: number; dueAt: number } | null {
  const held = Number(customer.factAt("sinceClaimed", 0));
  const all = rules.flatMap((rule, place) => {
    const byClock = rule.on ? plainDue(rule, customer, calendar) : null;
    if (!byClock) return [];
    const notice = grace[rule.id];
    let { dueAt } = byClock;
    if (notice && held < notice.from.getTime() && dueAt < notice.until.getTime()) {
      const was = notice.was?.on ? plainDue(notice.was, customer, calendar) : null;
      dueAt = Math.max(dueAt, Math.min(was?.dueAt ?? notice.until.getTime(), notice.until.getTime()));
    }
    return [{ rule: rule.id, from: byClock.from, dueAt, place }];
  });
  const [first] = all.sort((a, b) => a.dueAt - b.dueAt || a.place - b.place);
  return first ? { rule: first.rule, from: first.from, dueAt: first.dueAt } : null;
}
