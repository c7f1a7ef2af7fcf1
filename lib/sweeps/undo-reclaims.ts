import { eq, sql } from "drizzle-orm";
import { sweeps } from "@/db/schema/sweeps";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { readInForce } from "@/lib/deadlines/refresh-deadlines";
import { lockReps } from "@/lib/ledger/lock-reps";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { notify } from "@/lib/notifications/notify";
import { promised } from "@/lib/ownership/give-to";
import { capOf } from "@/lib/ownership/rules";
import { uuids } from "@/lib/sql-values";
import { holdGivenBack } from "./hold-given-back";

const BATCH = 500;

/** A person from whom the sweep took customers of a pool. */
type Place = { owner_id: string; pool_id: string };

type Standing = { welcome: boolean; holding_cap: number | null; held: number; won: number; version: number };

/** What the owner has in the pool, and whether he may hold there at all; read after his lock was granted. */
async function readStanding(ctx: TxCtx, { owner_id, pool_id }: Place): Promise<Standing | undefined> {
  const [row] = await ctx.db.execute<Standing>(sql`
    select u.deactivated_at is null and po.archived_at is null
        and exists (select from pool_members m where m.pool_id = po.id and m.user_id = u.id) as welcome,
      u.holding_cap, h.held, h.won, p.version
    from users u join pools po on po.id = ${pool_id}::uuid
    join lateral (select version from policies where pool_id = po.id order by version desc limit 1) p on true
    cross join lateral (select count(*)::int as held, count(c.won_at)::int as won from customers c
      where c.owner_id = u.id and c.pool_id = po.id and c.state = 'owned') h
    where u.id = ${owner_id}::uuid`);
  return row;
}

/** The condition that the customer `c` lies where the sweep put it, untouched. */
const untouched = (
  sweepId: string,
) => sql`exists (select from events e where e.customer_id = c.id and e.version = c.version
  and e.sweep_id = ${sweepId}::uuid and e.kind = 'reclaimed')`;

/** Gives as many back as the owner has room for, at most a batch; whether there may be more. */
async function restoreBatch(ctx: TxCtx, sweepId: string, place: Place): Promise<boolean> {
  const { owner_id, pool_id } = place;
  await lockReps(ctx, [owner_id]);
  await ctx.db.execute(sql`select from sweeps where id = ${sweepId}::uuid for no key update`);
  const [standing, policies] = [await readStanding(ctx, place), await readInForce(ctx.db)];
  const policy = policies.get(pool_id);
  if (!standing?.welcome || !policy) return false;
  const { document, timeZone } = policy;
  const held = standing.held - (document.won.countsTowardsCap ? 0 : standing.won);
  const cap = capOf(document, { held, claims: [], ownCap: standing.holding_cap });
  const limit = Math.min(BATCH, cap === null ? BATCH : Math.max(0, cap - held));
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select c.id from events m join customers c on c.id = m.customer_id and c.version = m.version and c.state = 'pooled'
    where m.sweep_id = ${sweepId}::uuid and m.kind = 'reclaimed' and m.from_owner_id = ${owner_id}::uuid
      and m.from_pool_id = ${pool_id}::uuid order by m.seq limit ${limit}`);
  if (rows.length === 0) return false;
  const moved = await moveCustomers(ctx, {
    kind: "reclaim_undone",
    where: sql`c.id = any (${uuids(rows.map(({ id }) => id))}) and ${untouched(sweepId)}`,
    opens: { ownerId: owner_id },
    poolId: pool_id,
    // From now on: the clock that had run out would let the next sweep take it within a minute.
    clock: { policy, going: "in_new_hands" },
    policyId: policy.id,
    sweepId,
    facts: promised({ policyVersion: standing.version, cap, timeZone }),
  });
  if (moved.length > 0) await holdGivenBack(ctx, moved, { policy, sweepId });
  await ctx.db
    .update(sweeps)
    .set({ restoredCount: sql`${sweeps.restoredCount} + ${moved.length}` })
    .where(eq(sweeps.id, sweepId));
  return rows.length === limit;
}

/** Tells an owner once what he has again. */
async function tellOwner(ctx: TxCtx, sweepId: string, ownerId: string): Promise<void> {
  const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const [row] = await ctx.db.execute<{
    n: number;
    name: string | null;
    id: string | null;
    by: string | null;
  }>(sql`
    select count(*)::int as n, min(c.name) as name, min(c.id::text) as id, (select name from users where id = ${by}::uuid) as by
    from events e join customers c on c.id = e.customer_id
    where e.sweep_id = ${sweepId}::uuid and e.kind = 'reclaim_undone' and e.to_owner_id = ${ownerId}::uuid`);
  if (!row?.name || row.n === 0) return;
  await notify(ctx, [
    {
      ...{ userId: ownerId, kind: "reclaim_undone", dedupeKey: `reclaim_undone:${sweepId}` },
      ...(row.n === 1 && row.id ? { customerId: row.id } : {}),
      params: { name: row.name, count: row.n, by: row.by ?? "" },
    },
  ]);
}

/**
 * Gives what the sweep reclaimed back to its former owners, owner by owner in transactions of their own; whatever has
 * been done before is passed over.
 */
export async function undoReclaims(ctx: Ctx, sweepId: string): Promise<void> {
  const places = await ctx.db.execute<Place>(sql`
    select from_owner_id as owner_id, from_pool_id as pool_id from events
    where sweep_id = ${sweepId}::uuid and kind = 'reclaimed' group by 1, 2 order by 1, 2`);
  for (const place of places) {
    while (await inTx(ctx, (ctx) => restoreBatch(ctx, sweepId, place)));
  }
  for (const ownerId of new Set(places.map((place) => place.owner_id))) {
    await inTx(ctx, (ctx) => tellOwner(ctx, sweepId, ownerId));
  }
}
