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
  "exports.read": ["manager", "admin"],
  "exports.decide": ["manager", "admin"],
  "exports.manage": ["admin"],
  "views.read": ["rep", "manager", "admin"],
  "views.keep": ["rep", "manager", "admin"],
  "views.share": ["manager", "admin"],
  "views.manage": ["admin"],
  "selections.make": ["rep", "manager", "admin"],
  "followUps.log": ["rep", "manager", "admin"],
  "deals.record": ["rep", "manager", "admin"],
  "activities.record": ["rep", "manager", "admin"],
  "notifications.read": ["rep", "manager", "admin"],
  "profile.read": ["rep", "manager", "admin"],
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
  "duplicates.propose": ["manager", "admin"],
  "duplicates.ask": ["rep", "manager", "admin"],
  "duplicates.read": ["manager", "admin"],
  "duplicates.merge": ["manager", "admin"],
  "duplicates.manage": ["admin"],
  "quality.report": ["rep", "manager", "admin"],
  "quality.read": ["manager", "admin"],
  "quality.settle": ["manager", "admin"],
  "quality.manage": ["admin"],
  "webhooks.manage": ["admin"],
  "sources.manage": ["admin"],
  "sources.review": ["manager", "admin"],
  "sources.submit": [],
  "leaves.read": ["rep", "manager", "admin"],
  "leaves.record": ["manager", "admin"],
  "contacts.reveal": ["rep", "manager", "admin"],
  "tokens.manage": ["rep", "manager", "admin"],
  "tokens.manageAll": ["admin"],
  "tokens.authenticate": [],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof GRANTS;

export const PERMISSIONS = Object.keys(GRANTS) as Permission[];

/** What a program has of its person's rights: all of them (`*`), all reading (`*.read`), a group (`customers.*`) or one. */
export type TokenGrant = { id: string; scopes: readonly string[] };

/** A person on a request, perhaps by a token of his, or a job of the system (also the command line and the seed). */
export type Actor =
  | { kind: "user"; id: string; role: Role; teamId: string | null; token?: TokenGrant }
  | { kind: "system"; job: string };

/** What no program does for a person, whatever its scopes. */
const IN_PERSON = /^tokens\./;

/** Whether one of the scopes has the permission in it; who one is and what became of one's calls is in every scope. */
export const inScope = (scopes: readonly string[], permission: Permission): boolean =>
  !IN_PERSON.test(permission) &&
  (permission === "profile.read" || scopes.some((scope) => has(scope, permission)));

const has = (scope: string, permission: Permission): boolean =>
  scope === "*" ||
  scope === permission ||
  (scope === "*.read" && permission.endsWith(".read")) ||
  (scope.endsWith(".*") && permission.startsWith(scope.slice(0, -1)));

const granted = (role: Role, permission: Permission): boolean =>
  (GRANTS[permission] as readonly Role[]).includes(role);

/** Whether the actor's role, and the token that he comes by, have the permission; the system has all of them. */
export function may(actor: Actor, permission: Permission): boolean {
  if (actor.kind === "system") return true;
  return granted(actor.role, permission) && (!actor.token || inScope(actor.token.scopes, permission));
}

/**
 * Refuses with FORBIDDEN unless the role has the permission, and with SCOPE_MISSING when only the token lacks it. The
 * first line of every verb and query.
 */
export function authorize(actor: Actor, permission: Permission): void {
  if (may(actor, permission)) return;
  const byToken = actor.kind === "user" && actor.token && granted(actor.role, permission);
  throw new DomainError(byToken ? "SCOPE_MISSING" : "FORBIDDEN", { permission });
}
