import { type SQL, sql } from "drizzle-orm";
import { worthKey } from "@/lib/deadlines/worth-sql";
import { BREAKS_KNOWN } from "./breaks-sql";
import { customerThen } from "./facts-sql";
import { askedIn, type Replay } from "./replay";
import { hitsSql } from "./replay-sql";
import { segmentsOf, situationThen, tenuresOf } from "./segments-sql";

const ms = (at: SQL): SQL => sql`(extract(epoch from ${at}) * 1000)::float8`;

/** Who has ever held more of the pool at one time than the cap lets him, nothing that the rules take left out yet. */
const crowded = (cap: number | null): SQL => sql`
  crowded as materialized (
    select e.user_id, coalesce(u.holding_cap, ${cap}::int) as cap from (
      select user_id, sum(n) over (partition by user_id order by at, n desc) as held from (
        select user_id, started_at as at, 1 as n from t union all select user_id, ended_at, -1 from t where ended_at is not null) e) e
    join users u on u.id = e.user_id group by e.user_id, u.holding_cap having max(e.held) > coalesce(u.holding_cap, ${cap}::int))`;

/**
 * For everybody who has ever held too much, one row: his `cap`, and his `tenures` with when they began and ended, when the
 * rules without a clock over the cap take them, and their stretches: from when on, what it is worth, until when protected,
 * whether it counts.
 */
export function crowdsSql(replay: Replay): SQL {
  const { document } = replay.rules;
  const situation = situationThen(replay.timeZone);
  const worth = { lastFollowUpAt: sql`s.follow_up_at`, heldSince: sql`s.started_at` };
  const keys = document.overflowOrder.map((one) => sql`${worthKey(one, worth)}::float8`);
  const counts = document.won.countsTowardsCap ? sql`true` : sql`${situation.wonAt} is null`;
  return sql`
    with ${tenuresOf(replay)}, ${segmentsOf(replay)}, hits as materialized (${hitsSql(replay)}), ${crowded(document.holdingCap)},
    stretches as (
      select s.tenure_id, json_agg(json_build_array(${ms(sql`s.at`)}, ${ms(sql`p.protected_until`)}, ${counts}, array[${sql.join(keys, sql`, `)}]) order by s.at) as stretches
      from s join crowded using (user_id) ${customerThen(askedIn(replay))} ${BREAKS_KNOWN} group by s.tenure_id)
    select w.cap, json_agg(json_build_object('id', t.id, 'customerId', t.customer_id, 'begins', ${ms(sql`t.started_at`)}, 'ends', ${ms(sql`t.ended_at`)},
      'reclaimed', t.end_kind is not distinct from 'reclaimed', 'hit', ${ms(sql`h.at`)}, 'stretches', x.stretches)) as tenures
    from crowded w join t using (user_id) join stretches x on x.tenure_id = t.id left join hits h on h.tenure_id = t.id group by w.user_id, w.cap`;
}

/** When the rules take the tenures that are named, as `tenure_id` and `at` in milliseconds. */
export const takenSql = (replay: Replay): SQL => sql`
  with ${tenuresOf(replay)}, ${segmentsOf(replay)}, hits as (${hitsSql(replay)}) select tenure_id, ${ms(sql`at`)} as at from hits`;
