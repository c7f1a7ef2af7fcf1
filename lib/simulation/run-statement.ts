import { type SQL, sql } from "drizzle-orm";
import { type Ctx, inTx } from "@/lib/context";

/**
 * Runs a large statement that only reads, in a transaction of its own: its sorts stay in memory, and it isn't compiled,
 * which would take longer than it runs.
 */
export const runStatement = <Row extends Record<string, unknown>>(
  ctx: Ctx,
  statement: SQL,
): Promise<readonly Row[]> =>
  inTx(ctx, async ({ db }) => {
    await db.execute(sql`select set_config('jit', 'off', true), set_config('work_mem', '128MB', true)`);
    return (await db.execute(statement)) as unknown as readonly Row[];
  });
