import { type SQL, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { customers } from "@/db/schema/customers";
import type { EventFacts } from "@/db/schema/ledger";
import { actorId, type TxCtx, tokenId } from "@/lib/context";
import { indexNames } from "@/lib/customers/index-names";
import { announce } from "@/lib/live/announce";
import { insertRows } from "./insert-rows";

export type NewCustomer = typeof customers.$inferInsert;
export type Entered = {
  id: string;
  identityKey: string;
  state: string;
  ownerId: string | null;
  poolId: string;
};

/** Customers, their first events and the tenures of those who have an owner, in one statement. */
function entering(ctx: TxCtx, rows: readonly NewCustomer[], reason: string, facts: EventFacts | null): SQL {
  const actor = ctx.actor;
  return sql`
    with entered as (${insertRows(customers, rows)} on conflict do nothing
      returning id, identity_key, state, owner_id, pool_id, due_policy_id, moved_at),
    logged as (
      insert into events (customer_id, version, kind, from_state, to_state, to_owner_id, to_pool_id, actor_kind, actor_id, actor_job,
        token_id, reason, policy_id, facts, operation_key, at)
      select c.id, 1, 'created', null, c.state, c.owner_id, c.pool_id, ${actor.kind}, ${actorId(actor)}::uuid,
        ${actor.kind === "system" ? actor.job : null}, ${tokenId(actor)}::uuid, ${reason}, c.due_policy_id, ${facts ? JSON.stringify(facts) : null}::jsonb, ${ctx.operationKey ?? null}, c.moved_at
      from entered c order by c.id),
    opened as (
      insert into tenures (id, customer_id, user_id, pool_id, start_kind, start_version, started_at)
      select gen_random_uuid(), id, owner_id, pool_id, 'created', 1, moved_at from entered where owner_id is not null)
    select id, identity_key as "identityKey", state, owner_id as "ownerId", pool_id as "poolId" from entered`;
}

/** What a row leaves to the defaults of the table is not the same for all. */
function byColumns(rows: readonly NewCustomer[]): NewCustomer[][] {
  const groups = new Map<string, NewCustomer[]>();
  for (const row of rows) {
    let signature = "";
    for (const [key, value] of Object.entries(row)) if (value !== undefined) signature += `${key},`;
    const group = groups.get(signature) ?? [];
    group.push(row);
    groups.set(signature, group);
  }
  return [...groups.values()];
}

/**
 * Puts new customers on the books, with their first ledger event and, where they have an owner, their tenure.
 * A customer that is there already (same identity key) is left alone and missing from the answer. `facts` say where they
 * come from.
 */
export async function enterCustomers(
  ctx: TxCtx,
  given: readonly NewCustomer[],
  reason: string,
  facts: EventFacts | null = null,
): Promise<Entered[]> {
  if (given.length === 0) return [];
  const rows = given.map((row) => ({ ...row, id: row.id ?? newId() }));
  const entered: Entered[] = [];
  for (const group of byColumns(rows)) {
    entered.push(...(await ctx.db.execute<Entered>(entering(ctx, group, reason, facts))));
  }
  if (entered.length === 0) return [];
  const names = new Map(rows.map((row) => [row.id, row.name]));
  // Who got an id only here is read by the job.
  const known = entered.flatMap(({ id, poolId }) => {
    const name = names.get(id);
    return name === undefined ? [] : [{ id, poolId, name }];
  });
  await indexNames(ctx, known);
  announce(ctx, {
    kind: "created",
    customers: entered.length <= 40 ? entered.map((row) => row.id) : null,
    owners: [...new Set(entered.map((row) => row.ownerId))].slice(0, 40),
    pools: [...new Set(entered.map((row) => row.poolId))],
  });
  return entered;
}
