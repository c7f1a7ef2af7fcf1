import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { type Notice, notify } from "@/lib/notifications/notify";
import { instant } from "@/lib/sql-values";
import { addMs, DAY } from "@/lib/time";

type Row = {
  user_id: string;
  pool_id: string;
  pool: string;
  week: string;
  share: number;
  count: number;
  pairs: number;
  found: number;
  settled: number;
};

/**
 * Tells those who run a pool once a week, after the first audit of it, how its data stands: what waits, how complete it
 * is, and what was found and settled in the seven days before. A pool in which nothing waits says nothing.
 */
export async function sendDigests(ctx: TxCtx): Promise<number> {
  const since = instant(addMs(ctx.now, -7 * DAY));
  const rows = await ctx.db.execute<Row>(sql`
    with issues as (
      select c.pool_id, count(*) filter (where i.state = 'open' and c.state in ('pooled', 'owned')) as open,
        count(*) filter (where i.found_at > ${since}) as found, count(*) filter (where i.decided_at > ${since}) as settled
      from data_issues i join customers c on c.id = i.customer_id
      where i.state = 'open' or i.found_at > ${since} or i.decided_at > ${since} group by c.pool_id),
    pairs as (
      select x.pool_id, count(*) as open from (
        select distinct p.id, c.pool_id from duplicate_pairs p join customers c on c.id in (p.low_id, p.high_id)
        where p.state = 'open' and c.state in ('pooled', 'owned')) x group by x.pool_id)
    select m.user_id, po.id as pool_id, po.name as pool,
      to_char(date_trunc('week', ${instant(ctx.now)} at time zone (select time_zone from organizations limit 1)), 'IYYY-IW') as week,
      coalesce(round(q.completeness::numeric / nullif(q.customers, 0)), 0)::int as share, coalesce(i.open, 0)::int as count,
      coalesce(d.open, 0)::int as pairs, coalesce(i.found, 0)::int as found, coalesce(i.settled, 0)::int as settled
    from pools po
    join pool_members m on m.pool_id = po.id
    join users u on u.id = m.user_id and u.deactivated_at is null and u.role in ('manager', 'admin')
    left join quality_counts q on q.pool_id = po.id and q.part = 'last'
    left join issues i on i.pool_id = po.id left join pairs d on d.pool_id = po.id
    where po.archived_at is null and coalesce(i.open, 0) + coalesce(d.open, 0) > 0
    order by m.user_id, po.id`);
  const notices = rows.map(
    ({ user_id: userId, pool_id: poolId, pool, week, share, count, pairs, found, settled }): Notice => ({
      ...{ userId, kind: "data_digest", dedupeKey: `data_digest:${poolId}:${week}` },
      params: { pool, poolId, share, count, number: pairs, created: found, updated: settled },
    }),
  );
  await notify(ctx, notices);
  return notices.length;
}
