import { type SQL, sql } from "drizzle-orm";
import { asksLeave, compileCondition, switchesOf } from "@/lib/conditions/compile";
import { contractEnd } from "@/lib/conditions/facts";
import type { Known } from "@/lib/conditions/known-fields";
import type { Condition } from "@/lib/conditions/schema";
import { spanEnd } from "@/lib/conditions/spans";
import { heardAtSql } from "@/lib/policies/quiet-hours-sql";
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
    over_cap: situation.overCapSince,
    owner_left: sql`null::timestamptz`,
  };
  return own[since];
}

/** From when a clock runs: never from before the tenure. */
export function startOf(since: ClockStart, situation: Situation): SQL {
  if (since === "claimed") return situation.heldSince;
  const fact = startingFact(since, situation);
  const start = sql`greatest(${situation.heldSince}, ${fact})`;
  return STARTS_WITH_FACT.includes(since) ? sql`case when ${fact} is not null then ${start} end` : start;
}

/** When a clock from `from` that would have run out at `end` has: past the pauses, and not under a protection given later. */
function pastPauses(from: SQL, end: SQL, { protectedUntil }: Situation): SQL {
  const past = sql`coalesce(past_pauses(${from}, ${end}, x.pauses), ${end})`;
  return sql`case when ${protectedUntil} > ${past} then ${protectedUntil} else ${past} end`;
}

/** Whom the rule takes, its exception left out. */
export const concerns = ({ when, except }: ReturnRule): Condition => ({ all: [when, { not: except }] });

/**
 * The first instant from the clock's end on at which the condition holds, outside every pause. The condition changes
 * only where something happens, which computes the deadline anew, or at its switches: so these are the only candidates.
 */
function firstHolding(rule: ReturnRule, ended: SQL, known: Known, situation: Situation): SQL {
  const condition = concerns(rule);
  const switches = switchesOf(condition, askedAt(known, situation, situation.now));
  if (switches.length === 0 && !asksLeave(condition)) {
    return sql`case when ${compileCondition(condition, askedAt(known, situation, ended))} then ${ended} end`;
  }
  const bounds = sql`(select array_agg(bound) from unnest(x.pauses) stretch, unnest(array[lower(stretch), upper(stretch)]) bound)`;
  return sql`(select min(i.t) from unnest(array[${sql.join([ended, ...switches], sql`, `)}]::timestamptz[] || ${bounds}) i(t)
    where i.t >= ${ended} and not coalesce(x.pauses @> i.t, false) and ${compileCondition(condition, askedAt(known, situation, sql`i.t`))})`;
}

/** A clock that is computed: of a rule, or of a rule as it was before the notice of another. */
type Running = { rule: ReturnRule; place: number; grace: Grace | undefined; was: number | null };

/** The clocks that a policy needs; those that only a notice needs come last. */
function clocksOf({ document, grace }: Rules): { running: Running[]; clocks: ReturnRule[] } {
  const on = document.returnRules.filter((rule) => rule.on);
  const clocks = [...on];
  const running = on.map((rule, place): Running => {
    const notice = grace[rule.id];
    const was = notice?.was?.on ? clocks.push(notice.was) - 1 : null;
    return { rule, place, grace: notice, was };
  });
  return { running, clocks };
}

const column = (letter: string, place: number): SQL => sql.raw(`x.${letter}${place}`);
const named = (expressions: readonly SQL[], letter: string): SQL =>
  sql.join(
    expressions.map((expression, n) => sql`${expression} as ${sql.raw(letter + n)}`),
    sql`, `,
  );

/** The instant that the notice promises to those who held before the rule became what it is; null when it promises none. */
function promise({ place, grace, was }: Running, situation: Situation): SQL {
  if (!grace) return sql`null::timestamptz`;
  const due = column("d", place);
  const until = instant(grace.until);
  const before = was === null ? until : sql`coalesce(${column("d", was)}, ${until})`;
  return sql`case when ${situation.heldSince} < ${instant(grace.from)} and ${due} < ${until}
    then nullif(greatest(${due}, least(${before}, ${until})), ${due}) end`;
}

/**
 * Step by step, each on the one before: from when every clock runs (`f`), when it would have run out (`r`) and with the
 * pauses has (`e`), when its rule takes the customer (`d`), and until when a notice keeps it (`g`). `offset 0` keeps each
 * from being computed over and over.
 */
function steps(rules: Rules, situation: Situation): SQL {
  const { running, clocks } = clocksOf(rules);
  const from = clocks.map((rule) => startOf(rule.clock.since, situation));
  const runOut = clocks.map(({ clock }, n) => spanEnd(column("f", n), clock.span, situation.timeZone));
  const ended = clocks.map((_, n) => pastPauses(column("f", n), column("r", n), situation));
  const due = clocks.map((rule, n) => firstHolding(rule, column("e", n), rules.known, situation));
  const promised = running.map((one) => promise(one, situation));
  return sql`(select x.*, ${named(promised, "g")} from (select x.*, ${named(due, "d")} from (select x.*, ${named(ended, "e")} from (
    select x.*, ${named(runOut, "r")} from (select x.*, ${named(from, "f")} from (select ${pausesOf(situation)} as pauses offset 0) x
    offset 0) x offset 0) x offset 0) x offset 0) x)`;
}

const dueOf = ({ place }: Running): SQL => sql`coalesce(${column("g", place)}, ${column("d", place)})`;

/** The next reminder of the rule that decides, after now. */
function nextReminder({ rule }: Running, { quietHours }: PolicyDocument, { now, timeZone }: Situation): SQL {
  const leads = rule.reminders.map((one) => one.beforeMinutes).sort((a, b) => b - a);
  if (leads.length === 0) return sql`null::timestamptz`;
  const steps = leads.map((lead) => {
    const at = heardAtSql(sql`(x.due_at - ${lead}::int * interval '1 minute')`, quietHours, timeZone);
    return sql`when ${at} > ${now} then ${at}`;
  });
  return sql`case ${sql.join(steps, sql` `)} end`;
}

const NOTHING = sql`
  select null::timestamptz as due_at, null::text as rule, null::timestamptz as from_at, null::timestamptz as grace_until, null::timestamptz as remind_at`;

/** A bit for each running rule, the first the lowest: there are at most 30. */
const bits = (running: readonly Running[], is: (one: Running) => SQL): SQL =>
  sql.join(
    running.map((one) => sql`case when ${is(one)} then ${sql.raw(String(2 ** one.place))} else 0 end`),
    sql` + `,
  );

/**
 * The deadline of the customer `c` under the rules, always one row: `due_at` (null when no clock runs), `rule`, `from_at`,
 * `grace_until` (set when the notice and not the clock decides), `remind_at` (the next reminder after now). Of rules that
 * take it at the same instant the first in their order counts. With `until` also `takers` and `running`: a bit for each
 * running rule that takes it by then, and that takes it ever as things stand.
 */
export function deadlineSql(rules: Rules, situation: Situation, until?: SQL): SQL {
  const { running } = clocksOf(rules);
  if (running.length === 0) return until ? sql`${NOTHING}, 0 as takers, 0 as running` : NOTHING;
  const takers = until ? sql`, ${bits(running, (one) => sql`${dueOf(one)} <= ${until}`)} as takers` : sql``;
  const all = until
    ? sql`, ${bits(running, (one) => sql`${column("d", one.place)} is not null`)} as running`
    : sql``;
  const decides = (value: (one: Running) => SQL) =>
    sql`case x.due_at ${sql.join(
      running.map((one) => sql`when ${dueOf(one)} then ${value(one)}`),
      sql` `,
    )} end`;
  return sql`
    select x.due_at, ${decides(({ rule }) => sql`${rule.id}::text`)} as rule, ${decides(({ place }) => column("f", place))} as from_at,
      ${decides(({ place }) => column("g", place))} as grace_until, ${decides((one) => nextReminder(one, rules.document, situation))} as remind_at${takers}${all}
    from (select x.*, least(${sql.join(running.map(dueOf), sql`, `)}) as due_at from ${steps(rules, situation)} x offset 0) x`;
}

/** Every deadline that runs for the customer `c` under the rules, the earliest first: as `deadlineSql`, without reminders. */
export function deadlinesSql(rules: Rules, situation: Situation): SQL {
  const { running } = clocksOf(rules);
  if (running.length === 0) return sql`select * from (${NOTHING}) x where false`;
  const rows = running.map(
    (one) =>
      sql`(${one.place}::int, ${one.rule.id}::text, ${column("f", one.place)}, ${dueOf(one)}, ${column("g", one.place)})`,
  );
  return sql`
    select r.due_at, r.rule, r.from_at, r.grace_until from ${steps(rules, situation)} x
    cross join lateral (values ${sql.join(rows, sql`, `)}) r(place, rule, from_at, due_at, grace_until)
    where r.due_at is not null order by r.due_at, r.place`;
}

/**
 * The clock of every running rule for the customer `c`, in their order: `place`, `rule`, `from_at`, `run_out_at` (without
 * the pauses), `ended_at`, `takes_at` (when its condition holds first), `due_at` (with the notice), `grace_until`, and `pauses`.
 */
export function clocksSql(rules: Rules, situation: Situation): SQL {
  const { running } = clocksOf(rules);
  const rows = running.map((one) => {
    const [from, runOut, ended, takes] = ["f", "r", "e", "d"].map((letter) => column(letter, one.place));
    return sql`(${one.place}::int, ${one.rule.id}::text, ${from}, ${runOut}, ${ended}, ${takes}, ${dueOf(one)}, ${column("g", one.place)})`;
  });
  return sql`
    select r.*, x.pauses from ${steps(rules, situation)} x
    cross join lateral (values ${sql.join(rows, sql`, `)}) r(place, rule, from_at, run_out_at, ended_at, takes_at, due_at, grace_until)`;
}
