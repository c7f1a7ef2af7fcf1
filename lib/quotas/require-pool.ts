import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { requirePerson } from "@/lib/require-person";
import { readStandings, type Standing } from "./read-standing";

/**
 * Where the actor stands in the pool he looks at, or in his first one when none is named: NOT_FOUND for a pool that
 * isn't there, NOT_A_MEMBER for one that is not his. An admin looks into every pool.
 */
export async function requirePool(ctx: Ctx, poolId?: string): Promise<Standing> {
  const me = requirePerson(ctx.actor);
  const [standing] = await readStandings(ctx, me, poolId);
  const isAdmin = ctx.actor.kind === "user" && ctx.actor.role === "admin";
  if (!standing) throw new DomainError(poolId ? "NOT_FOUND" : "NOT_A_MEMBER");
  if (!standing.member && !isAdmin) throw new DomainError("NOT_A_MEMBER");
  return standing;
}
