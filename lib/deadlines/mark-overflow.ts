import { type SQL, sql } from "drizzle-orm";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { lockReps } from "@/lib/ledger/lock-reps";
import type { PolicyDocument } from "@/lib/policies/schema";
import { instant, uuids } from "@/lib/sql-values";
import type { InForce } from "./on-the-clock";
import { readInForce } from "./refresh-deadlines";
import { worthKey } from "./worth-sql";

const STORED_WORTH = { lastFollowUpAt: sql`c.last_follow_up_at`, heldSince: sql`c.held_since` };

/** Whether a running rule asks who is too many. */
export const runsOverCap = ({ returnRules }: PolicyDocument): boolean =>
  returnRules.some(({ on, clock }) => on && clock.since === "over_cap");

const counted = ({ won }: PolicyDocument): SQL => (won.countsTowardsCap ? sql`true` : sql`c.won_at is null`);

/** Who holds more of the pool than his cap lets him: his own, or else the policy's. */
async function ownersOver(ctx: TxCtx, poolId: string, document: PolicyDocument): Promise<string[]> {
  const rows = await ctx.db.execute<{ owner_id: string }>(sql`
    select c.owner_id from customers c join users u on u.id = c.owner_id
    where c.pool_id = ${poolId}::uuid and c.state = 'owned' and ${counted(document)}
    group by c.owner_id, u.holding_cap having count(*) > coalesce(u.holding_cap, ${document.holdingCap}::int)`);
  return rows.map((row) => row.owner_id);
}

/** What is protected is kept first: nobody can take it. */
const ranked = (owners: readonly string[], poolId: string, document: PolicyDocument, now: Date): SQL => sql`
  select c.id, row_number() over (partition by c.owner_id order by coalesce(c.protected_until > ${instant(now)}, false) desc,
    ${sql.join(
      document.overflowOrder.map((worth) => sql`${worthKey(worth, STORED_WORTH)} asc nulls last`),
      sql`, `,
    )}, c.id) > coalesce(u.holding_cap, ${document.holdingCap}::int) as too_many
  from customers c join users u on u.id = c.owner_id
  where c.owner_id = any (${uuids(owners)}) and c.pool_id = ${poolId}::uuid and c.state = 'owned' and ${counted(document)}`;

/**
 * Marks, in the pools that have a rule for it, the customers that their owners hold above the cap, least valuable first
 * by the policy's order, and takes the mark from those that are no longer too many. The owners stay locked until the
 * commit: what is taken by the mark in the same transaction is exactly what was too much.
 */
export async function markOverflow(ctx: TxCtx, inForce: ReadonlyMap<string, InForce>): Promise<void> {
  for (const [poolId, { document }] of inForce) {
    if (!runsOverCap(document)) continue;
    const owners = await ownersOver(ctx, poolId, document);
    if (owners.length > 0) await lockReps(ctx, owners);
    await ctx.db.execute(sql`
      with r as (${ranked(owners, poolId, document, ctx.now)})
      update customers c set over_cap_since = case when m.too_many then ${instant(ctx.now)} end
      from (select id, too_many from r union all
        select c.id, false from customers c where c.pool_id = ${poolId}::uuid and c.over_cap_since is not null and c.id not in (select id from r)) m
      where c.id = m.id and c.state = 'owned' and (c.over_cap_since is not null) <> m.too_many`);
  }
}

/** Marks what is too much in every pool, before deadlines are computed from it. */
export async function markAllOverflow(ctx: Ctx): Promise<void> {
  const inForce = await readInForce(ctx.db);
  for (const [poolId, policy] of inForce) {
    if (runsOverCap(policy.document))
      await inTx(ctx, (ctx) => markOverflow(ctx, new Map([[poolId, policy]])));
  }
}
