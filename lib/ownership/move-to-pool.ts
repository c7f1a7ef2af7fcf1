import { and, eq, isNull, sql } from "drizzle-orm";
import type { CustomerState } from "@/db/enums";
import { poolMembers, pools } from "@/db/schema/pools";
import type { Ctx, TxCtx } from "@/lib/context";
import { DomainError, type ErrorCode, type ErrorParams } from "@/lib/errors";
import { type Moved, moveCustomers } from "@/lib/ledger/move-customers";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { uuids } from "@/lib/sql-values";
import { runsPool } from "./reach";
import type { MoveToPoolInput } from "./schema";

/** What became of one customer that was to go to another pool. */
export type MoveOutcome =
  | { customerId: string; name: string; ok: true; version: number }
  | { customerId: string; name: string | null; ok: false; error: ErrorCode; params: ErrorParams };

/** The pools between which the actor may move, as a condition on `c.pool_id`; NOT_FOUND or NOT_A_MEMBER for the target. */
async function requireTarget(ctx: TxCtx, poolId: string) {
  const { actor } = ctx;
  const me = actor.kind === "user" ? sql`${actor.id}::uuid` : sql`null::uuid`;
  const [pool] = await ctx.db
    .select({ id: pools.id, member: poolMembers.userId })
    .from(pools)
    .leftJoin(poolMembers, and(eq(poolMembers.poolId, pools.id), eq(poolMembers.userId, me)))
    .where(and(eq(pools.id, poolId), isNull(pools.archivedAt)));
  if (!pool) throw new DomainError("NOT_FOUND", { what: "pool" });
  if (!runsPool(actor, pool.member !== null)) throw new DomainError("NOT_A_MEMBER");
  const everywhere = actor.kind === "system" || actor.role === "admin";
  return everywhere
    ? sql`true`
    : sql`c.pool_id in (select m.pool_id from pool_members m where m.user_id = ${me})`;
}

type Left = { id: string; name: string; state: CustomerState; pool_id: string; mine: boolean };

function refusalOf(left: Left | undefined, poolId: string): [string | null, ErrorCode, ErrorParams] {
  if (!left?.mine) return [null, "NOT_FOUND", {}];
  if (left.state !== "pooled") return [left.name, "NOT_IN_POOL", { state: left.state }];
  return [left.name, "CONFLICT", left.pool_id === poolId ? { reason: "same_pool" } : {}];
}

function outcomeOf(
  id: string,
  moved: Moved | undefined,
  left: Left | undefined,
  poolId: string,
): MoveOutcome {
  if (moved) return { customerId: id, name: moved.name, ok: true, version: moved.version };
  const [name, error, params] = refusalOf(left, poolId);
  return { customerId: id, name, ok: false, error, params };
}

/**
 * Moves pooled customers from one pool to another; whose rules hold for them changes with it. A manager does it
 * between pools that he belongs to. An outcome per customer: one that was claimed meanwhile stays with its owner.
 */
export async function moveToPool(ctx: Ctx, input: MoveToPoolInput): Promise<MoveOutcome[]> {
  authorize(ctx.actor, "customers.assign");
  return once(ctx, "moveToPool", input, async (ctx) => {
    const between = await requireTarget(ctx, input.poolId);
    const ids = [...new Set(input.customerIds)].sort();
    const moved = await moveCustomers(ctx, {
      kind: "moved",
      where: sql`c.id = any (${uuids(ids)}) and c.pool_id <> ${input.poolId}::uuid and ${between}`,
      poolId: input.poolId,
      note: input.note || null,
    });
    const rows = await ctx.db.execute<Left>(sql`
      select c.id, c.name, c.state, c.pool_id, ${between} as mine from customers c where c.id = any (${uuids(ids)})`);
    const left = new Map(rows.map((row) => [row.id, row]));
    const gone = new Map(moved.map((one) => [one.id, one]));
    return ids.map((id) => outcomeOf(id, gone.get(id), left.get(id), input.poolId));
  });
}
