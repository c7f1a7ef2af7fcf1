import type { Role } from "@/db/enums";
import { DomainError } from "./errors";

/** Who may try what; whose customers it reaches is decided in the verb, on the locked row. */
const GRANTS = {
  "customers.read": ["rep", "manager", "admin"],
  "customers.create": ["rep", "manager", "admin"],
  "customers.edit": ["rep", "manager", "admin"],
  "customers.claim": ["rep", "manager", "admin"],
  "customers.release": ["rep", "manager", "admin"],
  "customers.assign": ["manager", "admin"],
  "customers.transfer": ["manager", "admin"],
  "customers.protect": ["rep", "manager", "admin"],
  "customers.invalidate": ["rep", "manager", "admin"],
  "customers.restore": ["manager", "admin"],
  "customers.import": ["manager", "admin"],
  "customers.export": ["manager", "admin"],
  "followUps.log": ["rep", "manager", "admin"],
  "deals.record": ["rep", "manager", "admin"],
  "activities.record": ["rep", "manager", "admin"],
  "notifications.read": ["rep", "manager", "admin"],
  "profile.edit": ["rep", "manager", "admin"],
  "pools.read": ["rep", "manager", "admin"],
  "pools.manage": ["admin"],
  "policies.publish": ["admin"],
  "stats.read": ["manager", "admin"],
  "ledger.read": ["manager", "admin"],
  "ledger.audit": ["admin"],
  "fields.manage": ["admin"],
  "users.read": ["manager", "admin"],
  "users.manage": ["admin"],
  "users.deactivate": ["admin"],
  "jobs.run": [],
  "sessions.start": [],
  "organization.setUp": [],
  "organization.edit": ["admin"],
  "calendar.read": ["rep", "manager", "admin"],
  "calendar.edit": ["admin"],
  "sweeps.read": ["manager", "admin"],
  "sweeps.manage": ["admin"],
  "leaves.read": ["rep", "manager", "admin"],
  "leaves.record": ["manager", "admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof GRANTS;

/** A person on a request, or a job of the system (also the command line and the seed). */
export type Actor =
  | { kind: "user"; id: string; role: Role; teamId: string | null }
  | { kind: "system"; job: string };

/** Whether the actor's role has the permission; the system has all of them. */
export function may(actor: Actor, permission: Permission): boolean {
  if (actor.kind === "system") return true;
  return (GRANTS[permission] as readonly Role[]).includes(actor.role);
}

/** Refuses with FORBIDDEN unless the role has the permission. The first line of every verb and query. */
export function authorize(actor: Actor, permission: Permission): void {
  if (!may(actor, permission)) throw new DomainError("FORBIDDEN", { permission });
}
