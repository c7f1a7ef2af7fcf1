import { type SQL, sql } from "drizzle-orm";
import { instant } from "@/lib/sql-values";

/**
 * Every stretch in which a tenure's clocks stand still, as a row: since when it was `known`, from when to when it was to
 * last, when that `changed`, and what its end was `then`. Of a leave that was cut short only its new end is stored: until
 * it was cut, it ran at least so far.
 */
const breaks = (poolId: string, now: Date): SQL => sql`
  select p.tenure_id, true as shields, p.from_at as known, p.from_at as begins, p.until_at as ends, p.lifted_at as changed, least(p.until_at, p.lifted_at) as then_ends
    from t join protections p on p.tenure_id = t.id
  union all
  select t.id, false, l.created_at, l.from_at, greatest(l.until_at, l.ended_at), coalesce(l.cancelled_at, l.ended_at),
      case when l.cancelled_at is null then l.until_at else l.from_at end
    from t join leaves l on l.user_id = t.user_id and greatest(l.until_at, l.ended_at) > t.started_at and l.from_at < t.stops_at
  union all
  select q.tenure_id, false, q.asked_at, q.asked_at, q.lapses_at, q.ended_at, least(q.lapses_at, q.ended_at) from t join requests q on q.tenure_id = t.id
  union all
  select t.id, false, '-infinity', r.from_at, coalesce(r.until_at, ${instant(now)}), null, null
    from t join reclaim_pauses r on (r.pool_id = ${poolId}::uuid or r.pool_id is null) and coalesce(r.until_at, ${instant(now)}) > greatest(t.started_at, r.from_at)
      and r.from_at < t.stops_at`;

/** The breaks of each tenure that has any, in one row `b`. */
export const breaksOf = (poolId: string, now: Date): SQL => sql`
  b as materialized (
    select tenure_id, array_agg(shields) as shields, array_agg(known) as known, array_agg(begins) as begins, array_agg(ends) as ends,
      array_agg(changed) as changed, array_agg(then_ends) as then_ends from (${breaks(poolId, now)}) b group by tenure_id)`;

const KNOWN = sql`unnest(b.shields, b.known, b.begins, b.ends, b.changed, b.then_ends) g(shields, known, begins, ends, changed, then_ends)`;

/** What of the breaks was known at the beginning of the stretch `s`: `p.pauses`, and until when it was protected, `p.protected_until`. */
export const BREAKS_KNOWN = sql`
  left join b on b.tenure_id = s.tenure_id
  cross join lateral (select
    case when b.tenure_id is not null then (select max(g.ends) from ${KNOWN} where g.shields and g.known <= s.at and (g.changed is null or g.changed > s.at)) end as protected_until,
    case when b.tenure_id is not null then (select range_agg(g.stretch) from (
      select tstzrange(g.begins, greatest(g.begins, case when g.changed <= s.at then g.then_ends else g.ends end)) as stretch from ${KNOWN} where g.known <= s.at) g
      where not isempty(g.stretch)) end as pauses offset 0) p`;
