import { sql } from "drizzle-orm";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { lockReps } from "@/lib/ledger/lock-reps";
import type { PolicyDocument } from "@/lib/policies/schema";
import { uuids } from "@/lib/sql-values";
import type { InForce } from "./on-the-clock";
import { readInForce } from "./refresh-deadlines";
import { countedForCap, rankedSql, runsOverCap } from "./too-many-sql";

/** Who holds more of the pool than his cap lets him: his own, or else the policy's. */
async function ownersOver(ctx: TxCtx, poolId: string, document: PolicyDocument): Promise<string[]> {
  const rows = await ctx.db.execute<{ owner_id: string }>(sql`
    select c.owner_id from customers c join users u on u.id = c.owner_id
    where c.pool_id = ${poolId}::uuid and c.state = 'owned' and ${countedForCap(document)}
    group by c.owner_id, u.holding_cap having count(*) > coalesce(u.holding_cap, ${document.holdingCap}::int)`);
  return rows.map((row) => row.owner_id);
}

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
      with r as (${rankedSql(document, { poolId, now: ctx.now, only: sql`c.owner_id = any (${uuids(owners)})` })})
      update customers c set over_cap_since = m.over_since
      from (select id, over_since from r union all
        select c.id, null from customers c where c.pool_id = ${poolId}::uuid and c.over_cap_since is not null and c.id not in (select id from r)) m
      where c.id = m.id and c.state = 'owned' and c.over_cap_since is distinct from m.over_since`);
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
