import { and, desc, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { users } from "@/db/schema/people";
import { apiTokens } from "@/db/schema/tokens";
import { actorId, type Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { addMs, DAY } from "@/lib/time";
import { ListTokensInput } from "./schema";
import type { TokenRow } from "./types";

const MOST = 500;
const ENDED_SHOWN_MS = 30 * DAY;
const makers = alias(users, "makers");

/** The tokens of the actor, or of everybody, the newest first; those that ended are listed for another month. */
export async function listTokens(ctx: Ctx, input: ListTokensInput = {}): Promise<TokenRow[]> {
  authorize(ctx.actor, "tokens.manage");
  const { all } = ListTokensInput.parse(input);
  if (all) authorize(ctx.actor, "tokens.manageAll");
  const me = actorId(ctx.actor);
  const monthAgo = addMs(ctx.now, -ENDED_SHOWN_MS).toISOString();
  const shown: SQL | undefined = and(
    or(isNull(apiTokens.revokedAt), sql`${apiTokens.revokedAt} > ${monthAgo}::timestamptz`),
    or(isNull(apiTokens.expiresAt), sql`${apiTokens.expiresAt} > ${monthAgo}::timestamptz`),
    all ? undefined : sql`${apiTokens.userId} = ${me}::uuid`,
  );
  const rows = await ctx.db
    .select({ token: apiTokens, user: users, createdByName: makers.name })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .leftJoin(makers, eq(makers.id, apiTokens.createdById))
    .where(shown)
    .orderBy(desc(apiTokens.id))
    .limit(MOST);
  return rows.map(({ token, user, createdByName }) => ({
    ...{ id: token.id, name: token.name, prefix: token.prefix, scopes: token.scopes },
    user: { id: user.id, name: user.name, active: user.deactivatedAt === null },
    ...{ createdAt: token.createdAt, createdByName, expiresAt: token.expiresAt },
    ...{ lastUsedAt: token.lastUsedAt, revokedAt: token.revokedAt },
  }));
}
