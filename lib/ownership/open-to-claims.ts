import { sql } from "drizzle-orm";
import { edits } from "@/db/schema/customers";
import { actorId, type Ctx, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { uuids } from "@/lib/sql-values";
import type { OpenToClaimsInput } from "./schema";

type Opened = { id: string; pool_id: string; bounce_count: number };

/** Refuses unless all of them lie in pools that the actor belongs to; an admin runs every pool. */
async function requirePools(ctx: TxCtx, customerIds: readonly string[]): Promise<void> {
  const { actor } = ctx;
  if (actor.kind === "system" || actor.role === "admin") return;
  const [foreign] = await ctx.db.execute(sql`
    select from customers c where c.id = any (${uuids(customerIds)})
      and c.pool_id not in (select m.pool_id from pool_members m where m.user_id = ${actor.id}::uuid) limit 1`);
  if (foreign) throw new DomainError("NOT_A_MEMBER");
}

/**
 * A manager's decision on customers that were returned too often: everybody may claim them again, until the next return.
 * NOT_A_MEMBER unless he belongs to their pools. Answers which were opened; one that was claimed meanwhile is not.
 */
export async function openToClaims(ctx: Ctx, input: OpenToClaimsInput): Promise<{ customerIds: string[] }> {
  authorize(ctx.actor, "customers.assign");
  return once(ctx, "openToClaims", input, async (ctx) => {
    await requirePools(ctx, input.customerIds);
    const opened = await ctx.db.execute<Opened>(sql`
      update customers c set lifted_bounces = c.bounce_count
      where c.id = any (${uuids(input.customerIds)}) and c.state = 'pooled' and c.lifted_bounces < c.bounce_count
      returning c.id, c.pool_id, c.bounce_count`);
    if (opened.length === 0) return { customerIds: [] };
    await ctx.db.insert(edits).values(
      opened.map(({ id, bounce_count }) => ({
        ...{ customerId: id, userId: actorId(ctx.actor), at: ctx.now },
        changes: { liftedBounces: { from: null, to: String(bounce_count) } },
      })),
    );
    const pools = [...new Set(opened.map((one) => one.pool_id))];
    announce(ctx, { kind: "edited", customers: opened.map(({ id }) => id), owners: [], pools });
    return { customerIds: opened.map(({ id }) => id) };
  });
}
