import { and, eq, inArray, sql } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { users } from "@/db/schema/people";
import { poolMembers } from "@/db/schema/pools";
import { actorId, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import { reaches, runsPool } from "@/lib/ownership/reach";
import { uuids } from "@/lib/sql-values";
import type { StoredCustomer } from "./merge-rules";

/** A customer under lock, and whether the actor may decide about it. */
export type LockedCustomer = StoredCustomer & { ownerName: string | null; mayDecide: boolean };

async function ownersOf(ctx: TxCtx, ids: readonly string[]): Promise<(string | null)[]> {
  const rows = await ctx.db
    .select({ ownerId: customers.ownerId })
    .from(customers)
    .where(inArray(customers.id, [...ids]));
  return rows.map(({ ownerId }) => ownerId);
}

/**
 * Locks two customers and their owners before them, with whoever else is named, and reads them. NOT_FOUND when one isn't
 * there; STALE_OWNERSHIP when one has changed hands meanwhile.
 */
export async function lockPair(
  ctx: TxCtx,
  ids: readonly [string, string],
  people: readonly (string | null)[] = [],
): Promise<[LockedCustomer, LockedCustomer]> {
  const owners = await ownersOf(ctx, ids);
  await lockReps(ctx, [...owners, ...people]);
  await ctx.db.execute(
    sql`select id from customers where id = any (${uuids(ids)}) order by id for no key update`,
  );
  const rows = await ctx.db
    .select({ customer: customers, ownerName: users.name, teamId: users.teamId, member: poolMembers.userId })
    .from(customers)
    .leftJoin(users, eq(users.id, customers.ownerId))
    .leftJoin(
      poolMembers,
      and(eq(poolMembers.poolId, customers.poolId), sql`${poolMembers.userId} = ${actorId(ctx.actor)}::uuid`),
    )
    .where(inArray(customers.id, [...ids]));
  const locked = ids.map((id) => {
    const row = rows.find(({ customer }) => customer.id === id);
    if (!row) throw new DomainError("NOT_FOUND");
    const { customer, ownerName, teamId, member } = row;
    if (customer.ownerId && !owners.includes(customer.ownerId)) throw new DomainError("STALE_OWNERSHIP");
    const mayDecide = customer.ownerId
      ? reaches(ctx.actor, { ownerId: customer.ownerId, ownerTeamId: teamId })
      : runsPool(ctx.actor, member !== null);
    return { ...customer, ownerName, mayDecide };
  });
  const [first, second] = locked;
  if (!first || !second) throw new DomainError("NOT_FOUND");
  return [first, second];
}
