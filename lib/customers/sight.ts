import { type SQL, sql } from "drizzle-orm";
import type { CustomerState } from "@/db/enums";
import { reaches } from "@/lib/ownership/reach";
import type { Actor } from "@/lib/permissions";
import { instant } from "@/lib/sql-values";
import { addMs, MINUTE } from "@/lib/time";

/** How long the pool goes on telling who has just claimed a customer. */
export const TAKEN_SHOWN_MS = 15 * MINUTE;

/**
 * How much of a customer somebody sees. `full`: it is his, his team's, or he is an admin. `pool`: it lies in one of
 * his pools, or is marked invalid there and he is a manager. `taken`: a colleague has just claimed it from one of his
 * pools; only who and when. Null: it isn't there for him.
 */
export type Sight = "full" | "pool" | "taken" | null;

export type SeenCustomer = {
  state: CustomerState;
  ownerId: string | null;
  ownerTeamId: string | null;
  heldSince: Date | null;
  /** Whether the viewer belongs to its pool. */
  member: boolean;
};

/** What the actor sees of a customer. */
export function sightOf(actor: Actor, customer: SeenCustomer, now: Date): Sight {
  if (actor.kind === "system" || actor.role === "admin") return "full";
  if (customer.state === "owned") {
    if (reaches(actor, customer)) return "full";
    const justTaken = customer.heldSince !== null && addMs(customer.heldSince, TAKEN_SHOWN_MS) >= now;
    return customer.member && justTaken ? "taken" : null;
  }
  if (!customer.member) return null;
  if (customer.state === "pooled") return "pool";
  return customer.state === "invalid" && actor.role === "manager" ? "pool" : null;
}

/** The customers `c` in somebody's hands that the actor sees in full; `o` is the owner's row. */
export function heldInSight(actor: Actor): SQL {
  if (actor.kind === "system" || actor.role === "admin") return sql`true`;
  const mine = sql`c.owner_id = ${actor.id}::uuid`;
  if (actor.role !== "manager" || actor.teamId === null) return mine;
  return sql`(${mine} or c.owner_id in (select u.id from users u where u.team_id = ${actor.teamId}::uuid))`;
}

/** Whether the actor sees of what is in somebody's hands only his own in full. */
export const seesOnlyOwn = (actor: Actor): boolean =>
  actor.kind === "user" && actor.role !== "admin" && (actor.role !== "manager" || actor.teamId === null);

/** The pools whose customers the actor sees as the pool shows them. */
export const poolsInSight = (actor: Actor): SQL =>
  actor.kind === "system" || actor.role === "admin"
    ? sql`select p.id from pools p`
    : sql`select m.pool_id from pool_members m where m.user_id = ${actor.id}::uuid`;

/** Whether the customer `c` was claimed so short a while ago that the pool still tells who has it. */
export function justTaken(now: Date): SQL {
  const since = instant(addMs(now, -TAKEN_SHOWN_MS));
  return sql`c.state = 'owned' and c.held_since >= ${since}
    and c.id in (select e.customer_id from events e where e.at >= ${since} and e.to_state = 'owned')`;
}
