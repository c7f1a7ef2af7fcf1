import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { poolsInSight } from "@/lib/customers/sight";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";

export type PoolName = { id: string; name: string };

/** The open pools whose customers the actor sees, in their order, without any counting. */
export async function namePools(ctx: Ctx): Promise<PoolName[]> {
  authorize(ctx.actor, "pools.read");
  const rows = await ctx.db.execute<PoolName>(sql`
    select id, name from pools where archived_at is null and id in (${poolsInSight(ctx.actor)}) order by position, id`);
  return rows.map(({ id, name }) => ({ id, name }));
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id of a pool that is named by its id or by its name; NOT_FOUND for a name that no open pool in sight has. */
export async function findPoolId(ctx: Ctx, input: { pool: string }): Promise<string> {
  authorize(ctx.actor, "pools.read");
  if (ID.test(input.pool)) return input.pool.toLowerCase();
  const found = (await namePools(ctx)).find(({ name }) => name === input.pool);
  if (!found) throw new DomainError("NOT_FOUND", { what: "pool" });
  return found.id;
}

/** The pool that is meant where none is named: the first in sight; NOT_FOUND for who sees none. */
export async function firstPoolId(ctx: Ctx): Promise<string> {
  authorize(ctx.actor, "pools.read");
  const [first] = await namePools(ctx);
  if (!first) throw new DomainError("NOT_FOUND", { what: "pool" });
  return first.id;
}
