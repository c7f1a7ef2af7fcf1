import { and, eq, isNull } from "drizzle-orm";
import { apiTokens } from "@/db/schema/tokens";
import type { TxCtx } from "@/lib/context";

/** Ends all tokens of somebody who leaves; coming back doesn't revive them. */
export async function endTokens(ctx: TxCtx, userId: string): Promise<void> {
  await ctx.db
    .update(apiTokens)
    .set({ revokedAt: ctx.now })
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)));
}
