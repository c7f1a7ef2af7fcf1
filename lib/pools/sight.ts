import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/permissions";

/**
 * The condition under which the actor may see a pool's rules and people: a rep the pools that he belongs to, a manager
 * also those of his team, an admin all. `poolId` is the column to ask about.
 */
export function poolInSight(actor: Actor, poolId: SQL): SQL {
  if (actor.kind === "system" || actor.role === "admin") return sql`true`;
  const mine = sql`exists (select from pool_members pm where pm.pool_id = ${poolId} and pm.user_id = ${actor.id}::uuid)`;
  if (actor.role !== "manager" || actor.teamId === null) return mine;
  return sql`exists (select from pool_members pm join users pu on pu.id = pm.user_id
    where pm.pool_id = ${poolId} and (pm.user_id = ${actor.id}::uuid or pu.team_id = ${actor.teamId}::uuid))`;
}
