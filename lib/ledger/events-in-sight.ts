import { type SQL, sql } from "drizzle-orm";
import { seesAllContacts } from "@/lib/masking/rules";
import type { Actor } from "@/lib/permissions";

/** The events `e` that the actor may see: a manager those of his pools and of his team's people, an admin all. */
export function eventsInSight(actor: Actor): SQL {
  if (actor.kind === "system" || actor.role === "admin") return sql`true`;
  const pools = sql`array(select pool_id from pool_members where user_id = ${actor.id}::uuid)`;
  const people = sql`array(select id from users where id = ${actor.id}::uuid or team_id = ${actor.teamId}::uuid)`;
  return sql`(e.to_pool_id = any(${pools}) or e.from_pool_id = any(${pools}) or e.to_owner_id = any(${people})
    or e.from_owner_id = any(${people}))`;
}

/** Whether phones in notes are masked for the actor: but for who sees all contacts, always. */
export const hidesNotes = (actor: Actor): boolean => !seesAllContacts(actor);
