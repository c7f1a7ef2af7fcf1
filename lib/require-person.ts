import { DomainError } from "./errors";
import type { Actor } from "./permissions";

/** The id of the acting person; a job can't do what only a person does (FORBIDDEN). */
export function requirePerson(actor: Actor): string {
  if (actor.kind === "user") return actor.id;
  throw new DomainError("FORBIDDEN", { job: actor.job });
}
