import { type SQL, sql } from "drizzle-orm";
import type { PolicyDocument } from "@/lib/policies/schema";
import { instant, uuids } from "@/lib/sql-values";
import { worthKey } from "./worth-sql";

const STORED_WORTH = { lastFollowUpAt: sql`c.last_follow_up_at`, heldSince: sql`c.held_since` };

/** Whether a running rule asks who is too many. */
export const runsOverCap = ({ returnRules }: PolicyDocument): boolean =>
  returnRules.some(({ on, clock }) => on && clock.since === "over_cap");

/** Which held customers `c` count towards the cap. */
export const countedForCap = ({ won }: PolicyDocument): SQL =>
  won.countsTowardsCap ? sql`true` : sql`c.won_at is null`;

/** Until when no rule of the pool asked: what was marked before says nothing of the time since. */
const lastOff = (poolId: string): SQL => sql`
  coalesce((select max(p.published_at) from policies p where p.pool_id = ${poolId}::uuid
    and not jsonb_path_exists(p.document, '$.returnRules[*] ? (@.on == true && @.clock.since == "over_cap")')), '-infinity')`;

/** Of whom it is asked who is too many: what is held of a pool, as far as `only` says, at an instant. */
export type Held = { poolId: string; now: Date; only?: SQL };

/**
 * Of each held customer its `id`, and since when it is too much for its owner under the rules, `over_since`: as it is
 * marked, or from now on; null when it isn't. What is protected is kept first: nobody can take it.
 */
export const rankedSql = (document: PolicyDocument, { poolId, now, only = sql`true` }: Held): SQL => sql`
  select k.id, case when k.too_many then case when k.over_cap_since > k.last_off then k.over_cap_since else ${instant(now)} end end as over_since from (
    select c.id, c.over_cap_since, (${lastOff(poolId)}) as last_off, row_number() over (partition by c.owner_id order by coalesce(c.protected_until > ${instant(now)}, false) desc,
      ${sql.join(
        document.overflowOrder.map((worth) => sql`${worthKey(worth, STORED_WORTH)} asc nulls last`),
        sql`, `,
      )}, c.id) > coalesce(u.holding_cap, ${document.holdingCap}::int) as too_many
    from customers c join users u on u.id = c.owner_id
    where c.pool_id = ${poolId}::uuid and c.state = 'owned' and ${countedForCap(document)} and ${only}) k`;

/** Since when the customer `c`, one of these, would be too much for its owner under the rules. */
export const wouldBeOver = (
  document: PolicyDocument,
  { poolId, now }: Omit<Held, "only">,
  customerIds: readonly string[],
): SQL => {
  const only = sql`c.owner_id in (select owner_id from customers where id = any (${uuids(customerIds)}))`;
  return sql`(select o.over_since from (${rankedSql(document, { poolId, now, only })}) o where o.id = c.id)`;
};
