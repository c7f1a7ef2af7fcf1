import { type SQL, sql } from "drizzle-orm";
import { asksLeave, compileCondition, switchesOf } from "@/lib/conditions/compile";
import { contractEnd } from "@/lib/conditions/facts";
import type { Known } from "@/lib/conditions/known-fields";
import type { Condition } from "@/lib/conditions/schema";
import { spanEnd } from "@/lib/conditions/spans";
import { type ClockStart, type ReturnRule, STARTS_WITH_FACT } from "@/lib/policies/return-rule";
import type { PolicyDocument } from "@/lib/policies/schema";
import { instant } from "@/lib/sql-values";
import type { Grace, GraceByRule } from "./grace";
import { askedAt, pausesOf, type Situation } from "./situation";

/** A policy with the notice that goes with it. */
export type Rules = { document: PolicyDocument; grace: GraceByRule; known: Known };

/** The fact that starts each clock, beside the beginning of the tenure. */
function startingFact(since: ClockStart, situation: Situation): SQL {
  const own: Record<ClockStart, SQL> = {
    claimed: situation.heldSince,
    qualifying_follow_up: situation.qualifiedAt,
    follow_up: situation.lastFollowUpAt,
    deal: situation.lastDealAt,
    contract_end: contractEnd(situation.timeZone),
    stage_change: sql`c.stage_changed_at`,
    grade_dropped: sql`c.grade_dropped_at`,
    intent_dropped: sql`c.intent_dropped_at`,
    churn_risk: sql`c.churn_risk_at`,
    activity: sql`c.last_activity_at`,
  };
  return own[since];
}

/** From when a clock runs: never from before the tenure. */
function startOf(since: ClockStart, situation: Situation): SQL {
  if (since === "claimed") return situation.heldSince;
  const fact = startingFact(since, situation);
  const start = sql`greatest(${situation.heldSince}, ${fact})`;
  return STARTS_WITH_FACT.includes(since) ? sql`case when ${fact} is not null then ${start} end` : start;
}

/** When the clock has run out: past the pauses of the tenure, and not under a protection given after it had. */
function endOf(rule: ReturnRule, from: SQL, situation: Situation): SQL {
  const end = spanEnd(from, rule.clock.span, situation.timeZone);
  const past = sql`coalesce(past_pauses(${from}, ${end}, p.pauses), ${end})`;
  return sql`case when ${situation.protectedUntil} > ${past} then ${situation.protectedUntil} else ${past} end`;
}

const concerns = ({ when, except }: ReturnRule): Condition => ({ all: [when, { not: except }] });

/**
 * The first instant from the clock's end on at which the condition holds, outside every pause. The condition changes
 * only where something happens, which computes the deadline anew, or at its switches: so these are the only candidates.
 */
function firstHolding(rule: ReturnRule, known: Known, situation: Situation): SQL {
  const condition = concerns(rule);
  const switches = switchesOf(condition, askedAt(known, situation, situation.now));
  const leave = asksLeave(condition);
  if (switches.length === 0 && !leave) {
    return sql`case when ${compileCondition(condition, askedAt(known, situation, sql`e.ended`))} then e.ended end`;
  }
  const bounds = sql`(select array_agg(bound) from unnest(p.pauses) stretch, unnest(array[lower(stretch), upper(stretch)]) bound)`;
  return sql`(select min(i.t) from unnest(array[${sql.join([sql`e.ended`, ...switches], sql`, `)}]::timestamptz[] || ${bounds}) i(t)
    where i.t >= e.ended and not coalesce(p.pauses @> i.t, false) and ${compileCondition(condition, askedAt(known, situation, sql`i.t`))})`;
}

/** When a rule would take the customer; `from_at` and `due_at`, the latter null when it doesn't concern it. */
const byClock = (rule: ReturnRule, known: Known, situation: Situation): SQL => sql`
  (select s.from_at, ${firstHolding(rule, known, situation)} as due_at
    from (select ${startOf(rule.clock.since, situation)} as from_at) s
    cross join lateral (select ${endOf(rule, sql`s.from_at`, situation)} as ended) e)`;

/** The instant that the notice promises to those who held before the rule became what it is; null when it promises none. */
function promise(grace: Grace, known: Known, situation: Situation): SQL {
  const until = instant(grace.until);
  const was = grace.was?.on
    ? sql`(select due_at from ${byClock(grace.was, known, situation)} w)`
    : sql`null::timestamptz`;
  return sql`case when ${situation.heldSince} < ${instant(grace.from)} and d.due_at < ${until}
    then nullif(greatest(d.due_at, least(coalesce(${was}, ${until}), ${until})), d.due_at) end`;
}

const leadsOf = (rule: ReturnRule): SQL =>
  sql`${`{${rule.reminders.map((one) => one.beforeMinutes).join(",")}}`}::int[]`;

function ruleRow(rule: ReturnRule, place: number, rules: Rules, situation: Situation): SQL {
  const grace = rules.grace[rule.id];
  const promised = grace ? promise(grace, rules.known, situation) : sql`null::timestamptz`;
  return sql`
    select ${place}::int as place, ${rule.id}::text as rule, d.from_at, coalesce(g.promised, d.due_at) as due_at, g.promised as grace_until,
      ${leadsOf(rule)} as leads
    from ${byClock(rule, rules.known, situation)} d cross join lateral (select ${promised} as promised) g`;
}

const NO_ROW = sql`
  select 0 as place, null::text as rule, null::timestamptz as from_at, null::timestamptz as due_at, null::timestamptz as grace_until, null::int[] as leads`;

/**
 * Every deadline that runs for the customer `c` under the rules, the earliest first: `rule`, `from_at`, `due_at`,
 * `grace_until` (set when the notice and not the clock decides), `remind_at` (the next reminder after now).
 */
export function deadlinesSql(rules: Rules, situation: Situation): SQL {
  const rows = rules.document.returnRules.flatMap((rule, place) =>
    rule.on ? [ruleRow(rule, place, rules, situation)] : [],
  );
  return sql`
    select r.due_at, r.rule, r.from_at, r.grace_until,
      (select min(r.due_at - lead * interval '1 minute') from unnest(r.leads) lead where r.due_at - lead * interval '1 minute' > ${situation.now}) as remind_at
    from (select ${pausesOf(situation)} as pauses) p
    cross join lateral (${rows.length > 0 ? sql.join(rows, sql` union all `) : NO_ROW}) r
    where r.due_at is not null order by r.due_at, r.place`;
}

/** The deadline columns of `c` in the situation, to be set in an update of it; all null when no clock runs. */
export const deadlineAssignment = (rules: Rules, situation: Situation): SQL =>
  sql`(due_at, due_rule, due_from, remind_at) = (select d.due_at, d.rule, d.from_at, d.remind_at from (${deadlinesSql(rules, situation)}) d limit 1)`;
