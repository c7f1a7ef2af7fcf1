import { DomainError } from "@/lib/errors";
import type { Actor } from "@/lib/permissions";

/** Whose hands a customer is in. */
export type Holder = { ownerId: string | null; ownerTeamId: string | null };

/** Whether the actor may act on what this person holds: a rep on his own, a manager on his team's, an admin on all. */
export function reaches(actor: Actor, holder: Holder): boolean {
  if (actor.kind === "system" || actor.role === "admin") return true;
  if (holder.ownerId === actor.id) return true;
  return actor.role === "manager" && actor.teamId !== null && holder.ownerTeamId === actor.teamId;
}

/** Refuses with NOT_YOURS unless the actor reaches the holder. */
export function requireReach(actor: Actor, holder: Holder): void {
  if (!reaches(actor, holder)) throw new DomainError("NOT_YOURS");
}

/** Whether the actor may decide about what lies in a pool: a manager about the pools he belongs to, an admin about all. */
export function runsPool(actor: Actor, member: boolean): boolean {
  if (actor.kind === "system" || actor.role === "admin") return true;
  return actor.role === "manager" && member;
}
