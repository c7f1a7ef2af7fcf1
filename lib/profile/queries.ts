import { and, eq, sql } from "drizzle-orm";
import type { Locale, Role } from "@/db/enums";
import { operations } from "@/db/schema/ledger";
import { organizations, teams, users } from "@/db/schema/people";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { isSealed } from "@/lib/sealed-operations";

export type Profile = {
  id: string;
  name: string;
  email: string;
  role: Role;
  team: { id: string; name: string } | null;
  locale: Locale | null;
  organization: { name: string; timeZone: string; currency: string };
};

/** Who the actor is, and of which organisation. */
export async function getProfile(ctx: Ctx): Promise<Profile> {
  authorize(ctx.actor, "profile.read");
  const [row] = await ctx.db
    .select({ user: users, team: teams, organization: organizations })
    .from(users)
    .innerJoin(organizations, sql`true`)
    .leftJoin(teams, eq(teams.id, users.teamId))
    .where(eq(users.id, requirePerson(ctx.actor)))
    .limit(1);
  if (!row) throw new DomainError("NOT_FOUND");
  const { user, team, organization } = row;
  return {
    ...{ id: user.id, name: user.name, email: user.email, role: user.role, locale: user.locale },
    team: team ? { id: team.id, name: team.name } : null,
    organization: {
      ...{ name: organization.name, timeZone: organization.timeZone, currency: organization.currency },
    },
  };
}

export type DoneOperation = { key: string; verb: string; at: Date; answer: unknown };

/**
 * What became of an operation of the actor's: it was done, and this was the answer. NOT_FOUND: it was never done, and with
 * its row its effect is missing too; or it is being done now. An answer that tells a secret is not repeated here (null).
 */
export async function findOperation(ctx: Ctx, input: { key: string }): Promise<DoneOperation> {
  authorize(ctx.actor, "profile.read");
  const mine = eq(operations.actor, requirePerson(ctx.actor));
  const [row] = await ctx.db
    .select()
    .from(operations)
    .where(and(mine, eq(operations.key, input.key)));
  if (!row) throw new DomainError("NOT_FOUND", { what: "operation" });
  return { key: row.key, verb: row.verb, at: row.at, answer: isSealed(row.response) ? null : row.response };
}
