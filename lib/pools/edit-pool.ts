import { eq } from "drizzle-orm";
import { pools } from "@/db/schema/pools";
import { violatedConstraint } from "@/lib/constraint";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import type { EditPoolInput } from "./schema";

/** Renames and describes a pool. DUPLICATE_NAME when another has the name, NOT_FOUND when there is no such pool. */
export async function editPool(ctx: Ctx, input: EditPoolInput): Promise<{ poolId: string }> {
  authorize(ctx.actor, "pools.manage");
  const { poolId, name, description } = input;
  return inTx(ctx, async (ctx) => {
    const edited = await ctx.db
      .update(pools)
      .set({ name, description })
      .where(eq(pools.id, poolId))
      .returning({ id: pools.id })
      .catch((error: unknown) => {
        if (violatedConstraint(error) !== "pools_name_unique") throw error;
        throw new DomainError("DUPLICATE_NAME", { name });
      });
    if (edited.length === 0) throw new DomainError("NOT_FOUND", { what: "pool" });
    return { poolId };
  });
}
