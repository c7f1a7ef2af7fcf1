import { type SQL, sql } from "drizzle-orm";
import { heardAtSql } from "@/lib/policies/quiet-hours-sql";
import type { PolicyDocument } from "@/lib/policies/schema";
import {
  clocksOf,
  column,
  dueOf,
  graceOf,
  type Held,
  type Rules,
  type Running,
  stepsOf,
  takesAt,
  withStep,
} from "./clock-steps";
import type { Situation } from "./situation";

const NO_INSTANT = sql`null::timestamptz`;

const earliest = (running: readonly Running[]): SQL =>
  running.length === 0 ? NO_INSTANT : sql`least(${sql.join(running.map(dueOf), sql`, `)})`;

/** What is true of the rule that decides: of rules that take the customer at the same instant the first. */
const ofDeciding = (running: readonly Running[], due: SQL, value: (one: Running) => SQL): SQL =>
  running.length === 0
    ? sql`null`
    : sql`case ${due} ${sql.join(
        running.map((one) => sql`when ${dueOf(one)} then ${value(one)}`),
        sql` `,
      )} end`;

const idOf = ({ rule }: Running): SQL => sql`${rule.id}::text`;

/** The next reminder of the rule that decides, after now. */
function nextReminder({ rule }: Running, { quietHours }: PolicyDocument, { now, timeZone }: Situation): SQL {
  const leads = rule.reminders.map((one) => one.beforeMinutes).sort((a, b) => b - a);
  if (leads.length === 0) return NO_INSTANT;
  const steps = leads.map((lead) => {
    const at = heardAtSql(sql`(x.due_at - ${lead}::int * interval '1 minute')`, quietHours, timeZone);
    return sql`when ${at} > ${now} then ${at}`;
  });
  return sql`case ${sql.join(steps, sql` `)} end`;
}

const NOTHING = sql`
  select null::timestamptz as due_at, null::text as rule, null::timestamptz as from_at, null::timestamptz as grace_until, null::timestamptz as remind_at`;

/**
 * The deadline of the customer `c` under the rules, always one row: `due_at` (null when no clock runs), `rule`, `from_at`,
 * `grace_until` (set when the notice and not the clock decides), `remind_at` (the next reminder after now). Of rules that
 * take it at the same instant the first in their order counts.
 */
export function deadlineSql(rules: Rules, situation: Situation): SQL {
  const clocks = clocksOf([{ rules }]);
  const [running = []] = clocks.policies;
  if (running.length === 0) return NOTHING;
  const due = sql`x.due_at`;
  const steps = withStep(stepsOf(clocks, situation), [sql`${earliest(running)} as due_at`]);
  return sql`
    select x.due_at, ${ofDeciding(running, due, idOf)} as rule, ${ofDeciding(running, due, ({ clock }) => column("f", clock))} as from_at,
      ${ofDeciding(running, due, graceOf)} as grace_until, ${ofDeciding(running, due, (one) => nextReminder(one, rules.document, situation))} as remind_at
    from (${steps} limit all) x`;
}

/** Every deadline that runs for the customer `c` under the rules, the earliest first: as `deadlineSql`, without reminders. */
export function deadlinesSql(rules: Rules, situation: Situation): SQL {
  const clocks = clocksOf([{ rules }]);
  const [running = []] = clocks.policies;
  if (running.length === 0) return sql`select * from (${NOTHING}) x where false`;
  const rows = running.map(
    (one) =>
      sql`(${one.place}::int, ${idOf(one)}, ${column("f", one.clock)}, ${dueOf(one)}, ${graceOf(one)})`,
  );
  return sql`
    select r.due_at, r.rule, r.from_at, r.grace_until from (${stepsOf(clocks, situation)} limit all) x
    cross join lateral (values ${sql.join(rows, sql`, `)}) r(place, rule, from_at, due_at, grace_until)
    where r.due_at is not null order by r.due_at, r.place`;
}

/**
 * The clock of every running rule for the customer `c`, in their order: `place`, `rule`, `from_at`, `run_out_at` (without
 * the pauses), `ended_at`, `takes_at` (when its condition holds first), `due_at` (with the notice), `grace_until`, and `pauses`.
 */
export function clocksSql(rules: Rules, situation: Situation): SQL {
  const clocks = clocksOf([{ rules }]);
  const rows = clocks.policies.flat().map((one) => {
    const [from, runOut, ended] = ["f", "r", "e"].map((letter) => column(letter, one.clock));
    return sql`(${one.place}::int, ${idOf(one)}, ${from}, ${runOut}, ${ended}, ${takesAt(one.clock)}, ${dueOf(one)}, ${graceOf(one)})`;
  });
  return sql`
    select r.*, x.pauses from (${stepsOf(clocks, situation, { everyEnd: true })} limit all) x
    cross join lateral (values ${sql.join(rows, sql`, `)}) r(place, rule, from_at, run_out_at, ended_at, takes_at, due_at, grace_until)`;
}

/** A bit for each running rule, the first the lowest: there are at most 30. */
const bits = (running: readonly Running[], is: (one: Running) => SQL): SQL =>
  running.length === 0
    ? sql`0`
    : sql.join(
        running.map((one) => sql`case when ${is(one)} then ${sql.raw(String(2 ** one.place))} else 0 end`),
        sql` + `,
      );

/** A draft beside the version in force; `overCapSince`: who would be too many under it. */
export type Comparing = {
  draft: Rules;
  inForce: Rules & { id: string };
  until: SQL;
  overCapSince?: SQL | undefined;
};

/**
 * The deadlines of many customers at once, as they stand and under a draft: of each what is carried and `owner_id`,
 * `was_at` and `was_rule` (stored, but where it waits to be computed anew), `is_at`, `is_place` (of the rule that decides,
 * among those that run), `is_grace`, and `takers` and `running`: a bit for each running rule of the draft that takes it by
 * `until`, and that takes it ever as things stand. By the steps of `deadlineSql`, each for all of them, and a clock that
 * both have but once.
 */
export function deadlinesCompared(
  { draft, inForce, until, overCapSince }: Comparing,
  situation: Situation,
  { tables, carried }: Held,
): SQL {
  const stale = sql`c.due_policy_id is distinct from ${inForce.id}::uuid`;
  const clocks = clocksOf([
    { rules: draft, overCapSince },
    { rules: inForce, only: stale },
  ]);
  const [running = [], standing = []] = clocks.policies;
  const stored = { stale, stored_at: sql`c.due_at`, stored_rule: sql`c.due_rule` };
  const steps = withStep(
    stepsOf(clocks, situation, { held: { tables, carried: { ...carried, ...stored } } }),
    [
      sql`${earliest(running)} as is_at`,
      sql`case when x.stale then ${earliest(standing)} else x.stored_at end as was_at`,
    ],
  );
  const names = Object.keys(carried).map((name) => sql.raw(`x.${name}`));
  return sql`
    select ${sql.join(names, sql`, `)}, x.owner_id, x.was_at, x.is_at,
      case when x.stale then ${ofDeciding(standing, sql`x.was_at`, idOf)} else x.stored_rule end as was_rule,
      ${ofDeciding(running, sql`x.is_at`, ({ place }) => sql.raw(String(place)))} as is_place,
      ${ofDeciding(running, sql`x.is_at`, graceOf)} as is_grace,
      ${bits(running, (one) => sql`${dueOf(one)} <= ${until}`)} as takers,
      ${bits(running, ({ clock }) => sql`${takesAt(clock)} is not null`)} as running
    from (${steps} limit all) x`;
}
