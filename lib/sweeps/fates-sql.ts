import { type SQL, sql } from "drizzle-orm";
import { AS_ASSIGNED } from "@/lib/ownership/as-assigned";

/** What has happened since to a customer that the sweep moved, or keeps it from going back, but for room in hands. */
const REASON = sql`case
  when c.version > m.version and exists (select from events l where l.customer_id = m.customer_id and l.version > m.version
    and l.to_owner_id is not null) then 'claimed'
  when c.state = 'invalid' then 'invalidated'
  when c.version > m.version then 'moved'
  when not p.active then 'owner_left'
  when not p.open then 'pool_closed'
  when not p.member then 'not_member' end`;

/** What a clean-up took out of its pool and has not been put back: nobody's hands have to have room for it. */
const OF_CLEAN_UP = (sweepId: string): SQL => sql`
  select m.customer_id, null::uuid, c.name, null::text, case
    when c.version > m.version and exists (select from events l where l.customer_id = m.customer_id and l.version > m.version
      and l.to_owner_id is not null) then 'claimed'
    when c.version > m.version then 'moved' when po.archived_at is not null then 'pool_closed' end
  from events m join customers c on c.id = m.customer_id join pools po on po.id = m.from_pool_id
  where m.sweep_id = ${sweepId}::uuid and m.kind in ('invalidated', 'moved') and m.actor_kind = 'system'
    and not exists (select from events r where r.customer_id = m.customer_id and r.version = m.version + 1 and r.sweep_id = m.sweep_id)`;

/** What a run of allocation gave and has not been taken back: only what is as it was given goes back. */
const OF_ALLOCATION = (sweepId: string): SQL => sql`
  select m.customer_id, m.to_owner_id, c.name, u.name, case
    when c.version > m.version and c.owner_id is distinct from m.to_owner_id then 'moved'
    when po.archived_at is not null then 'pool_closed'
    when c.version > m.version or not (${AS_ASSIGNED}) then 'worked_on' end
  from events m join customers c on c.id = m.customer_id join pools po on po.id = c.pool_id join users u on u.id = m.to_owner_id
  where m.sweep_id = ${sweepId}::uuid and m.kind = 'assigned'
    and not exists (select from events r where r.customer_id = m.customer_id and r.version = m.version + 1 and r.sweep_id = m.sweep_id)`;

/**
 * What an undo of the sweep would do with each customer that it took and that has not been put back: `reason` null
 * puts it back. Of those for whom an owner has no room the ones that were taken last stay.
 */
export const fatesSql = (sweepId: string): SQL => sql`
  with moved as (
    select e.customer_id, e.version, e.seq, e.from_owner_id as owner_id, e.from_pool_id as pool_id from events e
    where e.sweep_id = ${sweepId}::uuid and e.kind = 'reclaimed' and not exists (select from events r
      where r.customer_id = e.customer_id and r.version = e.version + 1 and r.kind = 'reclaim_undone')),
  places as (
    select d.owner_id, d.pool_id, u.name as owner_name, u.deactivated_at is null as active, po.archived_at is null as open,
      exists (select from pool_members pm where pm.pool_id = d.pool_id and pm.user_id = d.owner_id) as member,
      coalesce(u.holding_cap, (pol.document->>'holdingCap')::int) - (select count(*) from customers h
        where h.owner_id = d.owner_id and h.pool_id = d.pool_id and h.state = 'owned'
          and ((pol.document->'won'->>'countsTowardsCap')::boolean or h.won_at is null)) as room
    from (select distinct owner_id, pool_id from moved) d
    join users u on u.id = d.owner_id join pools po on po.id = d.pool_id
    join lateral (select document from policies where pool_id = d.pool_id order by version desc limit 1) pol on true),
  judged as (
    select m.customer_id, m.owner_id, m.pool_id, m.seq, c.name, p.owner_name, p.room, ${REASON} as reason
    from moved m join customers c on c.id = m.customer_id join places p on p.owner_id = m.owner_id and p.pool_id = m.pool_id)
  select customer_id, owner_id, name, owner_name, coalesce(reason, case when room < row_number()
    over (partition by owner_id, pool_id, reason is null order by seq) then 'over_cap' end) as reason from judged
  union all ${OF_CLEAN_UP(sweepId)} union all ${OF_ALLOCATION(sweepId)}`;
