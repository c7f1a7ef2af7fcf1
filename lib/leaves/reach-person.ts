import { eq } from "drizzle-orm";
import { users } from "@/db/schema/people";
import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import type { Actor } from "@/lib/permissions";

/** Whether a manager's team is the person's own, or the actor is an admin. */
function reaches(actor: Actor, person: { id: string; teamId: string | null }): boolean {
  if (actor.kind === "system" || actor.role === "admin" || actor.id === person.id) return true;
  return actor.role === "manager" && actor.teamId !== null && actor.teamId === person.teamId;
}

/**
 * Locks the person, so that nobody computes a deadline of his meanwhile. NOT_FOUND when he isn't in the actor's sight,
 * USER_INACTIVE when he has left.
 */
export async function lockPerson(ctx: TxCtx, userId: string): Promise<void> {
  await lockReps(ctx, [userId]);
  const [person] = await ctx.db.select().from(users).where(eq(users.id, userId));
  if (!person || !reaches(ctx.actor, person)) throw new DomainError("NOT_FOUND", { what: "user" });
  if (person.deactivatedAt) throw new DomainError("USER_INACTIVE");
}
