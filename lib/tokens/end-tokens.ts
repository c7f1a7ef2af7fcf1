import { and, eq, isNull } from "drizzle-orm";
import { apiTokens } from "@/db/schema/tokens";
import type { TxCtx } from "@/lib/context";

/** Ends all tokens of somebody, from their next request on; nothing revives them. Answers how many that were. */
export async function endTokens(ctx: TxCtx, userId: string): Promise<number> {
  const ended = await ctx.db
    .update(apiTokens)
    .set({ revokedAt: ctx.now })
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
    .returning({ id: apiTokens.id });
  return ended.length;
}
