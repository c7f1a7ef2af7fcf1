import { and, eq, isNull } from "drizzle-orm";
import { apiTokens } from "@/db/schema/tokens";
import { actorId, type Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize, may } from "@/lib/permissions";
import type { RevokeTokenInput } from "./schema";

/** Ends a token of one's own, or as an admin anybody's, from its next request on. */
export async function revokeToken(ctx: Ctx, input: RevokeTokenInput): Promise<{ tokenId: string }> {
  authorize(ctx.actor, "tokens.manage");
  const me = actorId(ctx.actor);
  const [token] = await ctx.db.select().from(apiTokens).where(eq(apiTokens.id, input.tokenId));
  if (!token || (token.userId !== me && !may(ctx.actor, "tokens.manageAll"))) {
    throw new DomainError("NOT_FOUND", { what: "token" });
  }
  await ctx.db
    .update(apiTokens)
    .set({ revokedAt: ctx.now })
    .where(and(eq(apiTokens.id, token.id), isNull(apiTokens.revokedAt)));
  return { tokenId: token.id };
}
