import { type SQL, sql } from "drizzle-orm";
import type { Asked } from "@/lib/conditions/compile";
import { factsOf, type Projected, STORED } from "@/lib/conditions/facts";
import type { Known } from "@/lib/conditions/known-fields";
import type { Steady } from "@/lib/conditions/spans";
import { instant } from "@/lib/sql-values";

/** Of which a deadline is computed: the customer `c` as it is stored or as it is about to be, in a zone, now. */
export type Situation = Projected & {
  /** Until when it is protected. */
  protectedUntil: SQL;
  /** A tenure that begins now has no protection yet; one that the tenure before leaves is about to be lifted. */
  begins: boolean;
  timeZone: SQL;
  now: SQL;
  /** Around now, where the zone keeps its offset, for statements that count the days of many clocks. */
  steady?: Steady;
  /** A replay's own: the pauses, and whether the owner was on leave, as they were known then. */
  pauses?: SQL;
  onLeave?: (at: SQL) => SQL;
};

/** Where and when: what does not depend on the customer. */
export type Place = { timeZone: string; now: Date | SQL };

/** The customer as it is stored, with what is about to change. */
export const situationOf = (place: Place, change: Partial<Situation> = {}): Situation => ({
  ...STORED,
  protectedUntil: sql`c.protected_until`,
  begins: false,
  timeZone: sql`${place.timeZone}::text`,
  now: place.now instanceof Date ? instant(place.now) : place.now,
  ...change,
});

/** The customer as a qualifying follow-up at an instant leaves it, one that brings it no further. */
export const onceFollowedUp = (place: Place, at: SQL): Situation =>
  situationOf(place, {
    ...{ qualifiedAt: at, lastFollowUpAt: at },
    followUpsSinceProgress: sql`(c.follow_ups_since_progress + 1)`,
  });

/** The customer in new hands from an instant on: nothing of the tenures before counts, but its deals do. */
export const inNewHands = (place: Place, ownerId: SQL, heldSince: SQL): Situation =>
  situationOf(place, {
    ownerId,
    heldSince,
    qualifiedAt: sql`null::timestamptz`,
    wonAt: sql`null::timestamptz`,
    protectedUntil: sql`null::timestamptz`,
    begins: true,
    followUpsSinceProgress: sql`0`,
    ownerCount: sql`(c.owner_count + 1)`,
    overCapSince: sql`null::timestamptz`,
  });

/** What a condition is asked of, in the situation, at an instant. */
export const askedAt = (known: Known, situation: Situation, at: SQL): Asked => ({
  fields: known.fields,
  facts: {
    ...factsOf(situation, at, situation.timeZone),
    ...(situation.onLeave ? { ownerOnLeave: situation.onLeave(at) } : {}),
    ...known.custom,
  },
  at,
  timeZone: situation.timeZone,
});

const PROTECTIONS = (heldSince: SQL): SQL => sql`
    select tstzrange(pr.from_at, greatest(pr.from_at, least(pr.until_at, pr.lifted_at))) as stretch from protections pr
      where pr.customer_id = c.id and pr.from_at >= ${heldSince}
    union all
    select tstzrange(rq.asked_at, greatest(rq.asked_at, least(rq.lapses_at, rq.ended_at))) from requests rq
      where rq.customer_id = c.id and rq.asked_at >= ${heldSince}
    union all`;

const ofPool = (heldSince: SQL): SQL =>
  sql`rp.until_at > ${heldSince} and (rp.pool_id = c.pool_id or rp.pool_id is null)`;

const heldIn = (poolId: string): SQL => sql`c.pool_id = ${poolId}::uuid and c.state = 'owned'`;

/** Whether the pool's reclaims were paused in the tenure. That nobody has ever paused any is asked once, not of each customer. */
const paused = (
  heldSince: SQL,
): SQL => sql`(select exists (select from reclaim_pauses where until_at is not null))
      and exists (select from reclaim_pauses rp where ${ofPool(heldSince)})`;

/** Every stretch of the tenure in which no clock runs: protections and waiting requests for one, the owner's leave and pauses of the pool, as one multirange or null. */
export const pausesOf = ({ heldSince, ownerId, begins, pauses }: Situation): SQL =>
  pauses ??
  sql`case
  when ${begins ? sql`` : sql`exists (select from protections pr where pr.customer_id = c.id) or exists (select from requests rq where rq.customer_id = c.id) or`}
    exists (select from leaves l where l.user_id = ${ownerId} and l.cancelled_at is null) or ${paused(heldSince)}
  then (select range_agg(p.stretch) from (${begins ? sql`` : PROTECTIONS(heldSince)}
    select tstzrange(l.from_at, l.until_at) as stretch from leaves l
      where l.user_id = ${ownerId} and l.cancelled_at is null and l.until_at > ${heldSince}
    union all select tstzrange(rp.from_at, rp.until_at) from reclaim_pauses rp where ${ofPool(heldSince)}) p
  where not isempty(p.stretch)) end`;

/**
 * The pauses of its own of every held customer of a pool that has any, for statements that ask them of all at once;
 * with `stopsOfPool` they are those of `pausesOf`, but for what ended before the tenure and pauses no clock.
 */
export const ownPausesIn = (poolId: string): SQL => sql`
  select s.customer_id, range_agg(s.stretch) as pauses from (
    select c.id as customer_id, tstzrange(pr.from_at, greatest(pr.from_at, least(pr.until_at, pr.lifted_at))) as stretch
      from protections pr join customers c on c.id = pr.customer_id and pr.from_at >= c.held_since where ${heldIn(poolId)}
    union all
    select c.id, tstzrange(rq.asked_at, greatest(rq.asked_at, least(rq.lapses_at, rq.ended_at)))
      from requests rq join customers c on c.id = rq.customer_id and rq.asked_at >= c.held_since where ${heldIn(poolId)}
    union all
    select c.id, tstzrange(l.from_at, l.until_at) from leaves l join customers c on c.owner_id = l.user_id and l.until_at > c.held_since
      where l.cancelled_at is null and ${heldIn(poolId)}
  ) s where not isempty(s.stretch) group by s.customer_id`;

/** When the reclaims of a pool were paused, the pause that runs left out, as one multirange or null. */
export const stopsOfPool = (poolId: string): SQL => sql`
  (select range_agg(tstzrange(rp.from_at, rp.until_at)) from reclaim_pauses rp
    where rp.until_at is not null and (rp.pool_id = ${poolId}::uuid or rp.pool_id is null) and not isempty(tstzrange(rp.from_at, rp.until_at)))`;
