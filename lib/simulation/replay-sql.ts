import { type SQL, sql } from "drizzle-orm";
import { deadlineSql } from "@/lib/deadlines/deadline-sql";
import { instant, texts, uuids } from "@/lib/sql-values";
import { BREAKS_KNOWN } from "./breaks-sql";
import { customerThen } from "./facts-sql";
import { ofMicros } from "./micros-sql";
import type { Hit } from "./overflow";
import { askedIn, type Replay } from "./replay";
import { afterwards, mayTake, segmentsOf, situationThen, tenuresOf } from "./segments-sql";

/** No rule runs: nothing is taken. */
const NO_HITS = sql`
  select null::uuid as tenure_id, null::uuid as customer_id, null::uuid as user_id, null::timestamptz as at, null::timestamptz as due_at, null::text as rule,
    null::timestamptz as from_at, null::timestamptz as ends where false`;

/** What is known to be taken, of the tenures `t`. */
function given(taken: ReadonlyMap<string, Hit>): SQL {
  const hits = [...taken.values()];
  const column = (of: (hit: Hit) => number) => sql`${`{${hits.map(of).join(",")}}`}::int8[]`;
  const columns = [
    ...[uuids([...taken.keys()]), texts(hits.map(({ rule }) => rule)), column(({ at }) => at)],
    ...[column(({ due }) => due), column(({ from }) => from), column(({ ends }) => ends)],
  ];
  return sql`
    select t.id as tenure_id, t.customer_id, t.user_id, ${ofMicros(sql`g.at`)} as at, ${ofMicros(sql`g.due`)} as due_at, g.rule,
      ${ofMicros(sql`g.begins`)} as from_at, ${ofMicros(sql`g.ends`)} as ends
    from unnest(${sql.join(columns, sql`, `)}) g(id, rule, at, due, begins, ends) join t on t.id = g.id`;
}

/**
 * The first instant at which the rules take the customer of each tenure: the deadline of every stretch is computed by the
 * statement of the real deadlines, and the sweep comes at once. `due_at` is before `at` where a change made it so.
 */
export function hitsSql(replay: Replay): SQL {
  if (replay.taken) return given(replay.taken);
  const running = replay.rules.document.returnRules.filter(({ on }) => on);
  if (running.length === 0) return NO_HITS;
  return sql`
    select distinct on (s.tenure_id) s.tenure_id, s.customer_id, s.user_id, greatest(d.due_at, s.at) as at, d.due_at, d.rule, d.from_at, s.ends
    from s ${customerThen(askedIn(replay))}
    ${BREAKS_KNOWN}
    cross join lateral (${deadlineSql(replay.rules, situationThen(replay))}) d
    where (${sql.join(
      running.map((rule) => mayTake(rule, replay, sql`s.ends`)),
      sql` or `,
    )}) and d.due_at <= s.ends ${replay.since ? sql`and s.at >= ${instant(replay.since)}` : sql``}
    order by s.tenure_id, s.at`;
}

/** `t` the tenures, and `hits` what the rules take of them; where that is known, without a look at their stretches. */
export const hitsOf = (replay: Replay): SQL => sql`
  ${tenuresOf(replay)}, ${replay.taken ? sql`` : sql`${segmentsOf(replay)},`} hits as materialized (${hitsSql(replay)})`;

/**
 * `t` the tenures, `hits` the reclaims of the whole replay, `h` those of the period with what came after: `idle` seconds,
 * `deals` and their `value`.
 */
export const replaySql = (replay: Replay): SQL => sql`
  ${hitsOf(replay)},
  h as materialized (
    select x.*, t.started_at, t.left_at, t.ended_at, t.end_kind, w.at as worked_at, v.at as deal_at, coalesce(v.deals, 0) as deals, coalesce(v.value, 0) as value,
      extract(epoch from greatest(coalesce(least(w.at, v.at), t.left_at), x.at) - x.at)::float8 as idle
    from hits x join t on t.id = x.tenure_id ${afterwards(replay, sql`hits`)} where x.at >= ${instant(replay.from)})`;
