import { sql } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { actorId, type TxCtx, tokenId } from "@/lib/context";
import { indexNames } from "@/lib/customers/index-names";
import { announce } from "@/lib/live/announce";

export type NewCustomer = typeof customers.$inferInsert;
export type Entered = { id: string; identityKey: string; state: string; ownerId: string | null };

async function logEntries(ctx: TxCtx, ids: readonly string[], reason: string): Promise<void> {
  const list = sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  const actor = ctx.actor;
  await ctx.db.execute(sql`
    with logged as (
      insert into events (customer_id, version, kind, from_state, to_state, to_owner_id, to_pool_id, actor_kind, actor_id, actor_job,
        token_id, reason, policy_id, operation_key, at)
      select c.id, 1, 'created', null, c.state, c.owner_id, c.pool_id, ${actor.kind}, ${actorId(actor)}::uuid,
        ${actor.kind === "system" ? actor.job : null}, ${tokenId(actor)}::uuid, ${reason}, c.due_policy_id, ${ctx.operationKey ?? null}, c.moved_at
      from customers c where c.id in (${list}) order by c.id
      returning customer_id, to_owner_id, to_pool_id, at)
    insert into tenures (id, customer_id, user_id, pool_id, start_kind, start_version, started_at)
    select gen_random_uuid(), customer_id, to_owner_id, to_pool_id, 'created', 1, at from logged where to_owner_id is not null`);
}

/**
 * Puts new customers on the books, with their first ledger event and, where they have an owner, their tenure.
 * A customer that is there already (same identity key) is left alone and missing from the answer.
 */
export async function enterCustomers(
  ctx: TxCtx,
  rows: readonly NewCustomer[],
  reason: string,
): Promise<Entered[]> {
  if (rows.length === 0) return [];
  const entered = await ctx.db
    .insert(customers)
    .values([...rows])
    .onConflictDoNothing()
    .returning({
      id: customers.id,
      identityKey: customers.identityKey,
      state: customers.state,
      ownerId: customers.ownerId,
      poolId: customers.poolId,
      name: customers.name,
    });
  if (entered.length === 0) return [];
  await indexNames(ctx, entered);
  await logEntries(
    ctx,
    entered.map((row) => row.id),
    reason,
  );
  announce(ctx, {
    kind: "created",
    customers: entered.length <= 40 ? entered.map((row) => row.id) : null,
    owners: [...new Set(entered.map((row) => row.ownerId))].slice(0, 40),
    pools: [...new Set(entered.map((row) => row.poolId))],
  });
  return entered;
}
