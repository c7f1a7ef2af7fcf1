import { sql } from "drizzle-orm";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";

/**
 * Runs reads whose best plan depends on the values asked for, not only on their form: a prepared plan for any region
 * walks the whole pool for a rare one.
 */
export function planAfresh<T>(ctx: Ctx, work: (ctx: TxCtx) => Promise<T>): Promise<T> {
  return inTx(ctx, async (ctx) => {
    const [, result] = await Promise.all([
      ctx.db.execute(sql`set local plan_cache_mode = force_custom_plan`),
      work(ctx),
    ]);
    return result;
  });
}
