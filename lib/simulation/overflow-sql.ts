import { type SQL, sql } from "drizzle-orm";
import { asksLeave, compileCondition, switchesOf } from "@/lib/conditions/compile";
import { clausesOf } from "@/lib/conditions/schema";
import { spanEnd } from "@/lib/conditions/spans";
import { concerns } from "@/lib/deadlines/clock-steps";
import { deadlineSql } from "@/lib/deadlines/deadline-sql";
import { askedAt } from "@/lib/deadlines/situation";
import { worthKey } from "@/lib/deadlines/worth-sql";
import type { ReturnRule } from "@/lib/policies/return-rule";
import { instant } from "@/lib/sql-values";
import { BREAKS_KNOWN } from "./breaks-sql";
import { customerThen } from "./facts-sql";
import { micros } from "./micros-sql";
import { isOverCap } from "./over-cap-rules";
import { askedOf, type Replay } from "./replay";
import { hitsSql } from "./replay-sql";
import { segmentsOf, situationThen, tenuresOf } from "./segments-sql";

/**
 * Who has ever held more of the pool at one time than the cap lets him, `crowds` with the `spells` in which he did; of his
 * tenures only those that ran in one of them can be too many, or keep another from it. What the other rules take is gone.
 */
const crowded = (cap: number | null): SQL => sql`
  runs as materialized (
    select t.*, tstzrange(t.started_at, least(t.ended_at, h.at), '[]') as ran from t left join hits h on h.tenure_id = t.id),
  crowds as materialized (
    select e.user_id, coalesce(u.holding_cap, ${cap}::int) as cap, range_agg(tstzrange(e.at, e.until_at, '[]')) as spells from (
      select user_id, at, sum(n) over w as held, lead(at) over w as until_at from (
        select user_id, lower(ran) as at, 1 as n from runs union all select user_id, upper(ran), -1 from runs where not upper_inf(ran)) e
      window w as (partition by user_id order by at, n desc rows unbounded preceding)) e
    join users u on u.id = e.user_id where e.held > coalesce(u.holding_cap, ${cap}::int) group by e.user_id, u.holding_cap),
  crowded as materialized (
    select r.id as tenure_id, r.user_id, r.customer_id, r.started_at, r.ended_at, r.end_kind, c.cap from runs r join crowds c on c.user_id = r.user_id and c.spells && r.ran)`;

const array = (values: readonly SQL[]): SQL => sql`json_build_array(${sql.join([...values], sql`, `)})`;

/** When each clock over the cap would run out that begins at an instant. */
const runOut = (clocks: readonly ReturnRule[], from: SQL, timeZone: string): SQL =>
  array(
    clocks.map((rule) =>
      isOverCap(rule) ? micros(spanEnd(from, rule.clock.span, sql`${timeZone}::text`)) : sql`null`,
    ),
  );

/** When a rule takes the customer of the stretch `s` that asks for no mark, its own notice left out. */
const takesThen = (rule: ReturnRule, replay: Replay): SQL =>
  sql`(select ${micros(sql`d.due_at`)} from (${deadlineSql(
    { ...replay.rules, document: { ...replay.rules.document, returnRules: [rule] }, grace: {} },
    situationThen(replay),
  )}) d)`;

/** Whether the rule concerns the customer in the stretch `s`; where time alone changes that, from which instants on it does or doesn't. */
function concernedThen(rule: ReturnRule, replay: Replay): SQL {
  const [condition, situation] = [concerns(rule), situationThen(replay)];
  const asked = (at: SQL) => askedAt(replay.rules.known, situation, at);
  const timed = asksLeave(condition) || clausesOf(condition).some((clause) => "span" in clause);
  if (!timed) return compileCondition(condition, asked(sql`s.at`));
  const switches = sql.join([sql`s.started_at`, ...switchesOf(condition, asked(sql`s.at`))], sql`, `);
  return sql`(select json_agg(json_build_array(${micros(sql`i.t`)}, ${compileCondition(condition, asked(sql`i.t`))}) order by i.t) from (
    select distinct i.t from unnest(array[${switches}]::timestamptz[] || (
      select array_agg(bound) from unnest(p.pauses) stretch, unnest(array[lower(stretch), upper(stretch)]) bound)) i(t)
    where i.t >= s.started_at and i.t <= s.ends) i)`;
}

/**
 * What is to be known of those who have ever held too much, in one row: what the other rules take, `hits`; when clocks over
 * the cap would run out that begin with the period, `run_out`; and by person his `cap` and those of his `tenures` that ran meanwhile, with their
 * stretches, as far as no rule has taken them before. Instants are microseconds.
 */
export function crowdsSql(replay: Replay, others: Replay, clocks: readonly ReturnRule[]): SQL {
  const { rules, timeZone, from } = replay;
  const { document } = rules;
  const worth = { lastFollowUpAt: sql`s.follow_up_at`, heldSince: sql`s.started_at` };
  const keys = document.overflowOrder.map((one) => sql`${worthKey(one, worth)}::float8`);
  const counts = document.won.countsTowardsCap ? sql`true` : sql`${situationThen(replay).wonAt} is null`;
  const after = sql`case when p.protected_until is not null then ${runOut(clocks, sql`p.protected_until`, timeZone)} end`;
  const pauses = sql`case when p.pauses is not null then (
    select json_agg(json_build_array(${micros(sql`lower(g)`)}, ${micros(sql`upper(g)`)})) from unnest(p.pauses) g) end`;
  const told = clocks.map((rule) =>
    isOverCap(rule) ? concernedThen(rule, replay) : takesThen(rule, replay),
  );
  return sql`
    with ${tenuresOf(replay)}, ${segmentsOf(replay)}, hits as materialized (${hitsSql(others)}), ${crowded(document.holdingCap)},
    stretches as (
      select s.tenure_id, json_agg(json_build_array(${micros(sql`s.at`)}, ${micros(sql`s.ends`)}, ${micros(sql`p.protected_until`)}, ${counts},
        ${array(keys)}, ${runOut(clocks, sql`s.at`, timeZone)}, ${after}, ${pauses}, ${array(told)}) order by s.at) as stretches
      from s join crowded w on w.tenure_id = s.tenure_id left join hits h on h.tenure_id = s.tenure_id ${customerThen(askedOf(clocks, document.overflowOrder))} ${BREAKS_KNOWN}
      where s.ends >= ${instant(from)} and (h.at is null or h.at >= ${instant(from)} and s.at <= h.at) group by s.tenure_id)
    select ${runOut(clocks, instant(from), timeZone)} as run_out,
      (select coalesce(json_agg(json_build_array(h.tenure_id, ${micros(sql`h.at`)}, ${micros(sql`h.due_at`)}, h.rule, ${micros(sql`h.from_at`)}, ${micros(sql`h.ends`)})), '[]')
        from hits h) as hits,
      (select coalesce(json_agg(json_build_array(c.cap, c.tenures)), '[]') from (
        select w.cap, json_agg(json_build_array(w.tenure_id, w.customer_id, ${micros(sql`w.started_at`)}, ${micros(sql`w.ended_at`)}, w.end_kind is not distinct from 'reclaimed', x.stretches)) as tenures
        from crowded w join stretches x using (tenure_id) group by w.user_id, w.cap) c) as crowds`;
}
