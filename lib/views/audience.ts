import type { ViewAudience } from "@/db/enums";
import { DomainError } from "@/lib/errors";
import { type Actor, authorize } from "@/lib/permissions";

export type Kept = { audience: ViewAudience; ownerId: string; teamId: string | null };

/** Whether the actor finds the view among his. */
export function findsView(actor: Actor, view: Kept): boolean {
  if (actor.kind === "system") return true;
  if (view.audience === "everyone" || view.ownerId === actor.id) return true;
  return view.audience === "team" && view.teamId !== null && view.teamId === actor.teamId;
}

/** Whether the actor may change it: his own; his team's when he leads it; what is everybody's as an admin. */
export function keepsView(actor: Actor, view: Kept): boolean {
  if (actor.kind === "system") return false;
  if (view.audience === "own") return view.ownerId === actor.id;
  if (actor.role === "admin") return true;
  return view.audience === "team" && actor.role === "manager" && view.teamId === actor.teamId;
}

/** The team of a view for this audience. Refuses with FORBIDDEN who may not keep views for it, INVALID_INPUT without a team. */
export function requireAudience(actor: Actor, audience: ViewAudience): string | null {
  if (audience === "own") return null;
  if (audience === "everyone") {
    authorize(actor, "views.manage");
    return null;
  }
  authorize(actor, "views.share");
  const teamId = actor.kind === "user" ? actor.teamId : null;
  if (!teamId) throw new DomainError("INVALID_INPUT", { field: "audience" });
  return teamId;
}
