import { eq, type SQL, sql } from "drizzle-orm";
import { poolMembers } from "@/db/schema/pools";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { uuids } from "@/lib/sql-values";
import type { StatsFilter } from "./schema";

/** What of the statistics somebody gets to see. */
export type Scope = {
  /** Null is every pool. */
  poolIds: readonly string[] | null;
  /** Only what went through the hands of this team's present members; null is everybody, also nobody. */
  teamId: string | null;
  /** Whose names and single figures may be shown: a team's, only one's own, or everybody's. */
  people: { teamId: string } | { userId: string } | "all";
  /** In which pools those people's work is counted; null is all. */
  workPoolIds: readonly string[] | null;
};

/** The pools whose figures the actor sees: a manager those he belongs to, an admin all (null). */
export async function visiblePools(ctx: Ctx): Promise<string[] | null> {
  const { actor } = ctx;
  if (actor.kind === "system" || actor.role === "admin") return null;
  const rows = await ctx.db
    .select({ id: poolMembers.poolId })
    .from(poolMembers)
    .where(eq(poolMembers.userId, actor.id));
  return rows.map((row) => row.id);
}

/**
 * Narrows what the actor may see to what he asked for: a manager the pools he belongs to, and his team's work in any
 * pool. FORBIDDEN when he asks for something else.
 */
export async function scopeOf(ctx: Ctx, filter: Pick<StatsFilter, "poolId" | "teamId">): Promise<Scope> {
  const { actor } = ctx;
  const { poolId, teamId } = filter;
  const workPoolIds = poolId ? [poolId] : null;
  if (actor.kind === "system" || actor.role === "admin") {
    return { poolIds: workPoolIds, teamId, people: teamId ? { teamId } : "all", workPoolIds };
  }
  if (teamId && teamId !== actor.teamId) throw new DomainError("FORBIDDEN", { team: teamId });
  const visible = await visiblePools(ctx);
  if (poolId && !teamId && !visible?.includes(poolId)) throw new DomainError("FORBIDDEN", { pool: poolId });
  const people = actor.teamId ? { teamId: actor.teamId } : { userId: actor.id };
  return { poolIds: teamId ? workPoolIds : (workPoolIds ?? visible), teamId, people, workPoolIds };
}

/** Whether the pool is one of these; null is every pool. */
export const inPools = (poolIds: Scope["poolIds"], column: string): SQL =>
  poolIds === null ? sql`true` : sql`${sql.raw(column)} = any (${uuids(poolIds)})`;

/** Whether the person is of the scope's team. */
export const ofTeam = ({ teamId }: Scope, column: string): SQL =>
  teamId === null
    ? sql`true`
    : sql`${sql.raw(column)} in (select id from users where team_id = ${teamId}::uuid)`;

/** The rows to add up: the totals, or those of the team's people. */
export const counted = (scope: Scope, column: string): SQL =>
  scope.teamId === null ? sql`is_total` : sql`not is_total and ${ofTeam(scope, column)}`;

/** Whether the person's own figures may be shown. */
export function amongPeople({ people }: Scope, column: string): SQL {
  if (people === "all") return sql`true`;
  if ("userId" in people) return sql`${sql.raw(column)} = ${people.userId}::uuid`;
  return sql`${sql.raw(column)} in (select id from users where team_id = ${people.teamId}::uuid)`;
}
