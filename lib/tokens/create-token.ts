import { and, eq, isNull } from "drizzle-orm";
import { newId } from "@/db/columns";
import { users } from "@/db/schema/people";
import { apiTokens } from "@/db/schema/tokens";
import { actorId, type Ctx, inTx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { CreateTokenInput } from "./schema";
import { newSecret } from "./secret";

export type CreatedToken = { tokenId: string; prefix: string; secret: string };

/**
 * Makes a token that acts as its person within its scopes, for oneself or, as an admin, for anybody who is active; the
 * secret is told this once. Not stored for a repeated operation. A program makes none.
 */
export async function createToken(ctx: Ctx, input: CreateTokenInput): Promise<CreatedToken> {
  authorize(ctx.actor, "tokens.manage");
  const me = actorId(ctx.actor);
  const userId = input.userId ?? me;
  if (!userId) throw new DomainError("INVALID_INPUT", { field: "userId" });
  if (userId !== me) authorize(ctx.actor, "tokens.manageAll");
  const { name, scopes, expiresAt } = CreateTokenInput.parse(input);
  if (expiresAt && new Date(expiresAt) <= ctx.now) {
    throw new DomainError("INVALID_INPUT", { field: "expiresAt" });
  }
  const { secret, prefix, hash } = newSecret();
  return inTx(ctx, async (ctx) => {
    // Under a share of the person's row: a deactivation that runs now waits, and then ends this token too.
    const [user] = await ctx.db
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, userId), isNull(users.deactivatedAt)))
      .for("share");
    if (!user) throw new DomainError("USER_INACTIVE");
    const tokenId = newId();
    await ctx.db.insert(apiTokens).values({
      ...{ id: tokenId, userId, name, prefix, hash, scopes, createdAt: ctx.now, createdById: me },
      expiresAt: expiresAt ? new Date(expiresAt) : null,
    });
    return { tokenId, prefix, secret };
  });
}
