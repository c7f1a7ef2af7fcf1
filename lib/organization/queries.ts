import { organizations } from "@/db/schema/people";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";

export type Organization = { id: string; name: string; timeZone: string; currency: string };

/** The organisation of this deployment. NOT_FOUND before it has been set up. */
export async function getOrganization(ctx: Ctx): Promise<Organization> {
  authorize(ctx.actor, "pools.read");
  const { id, name, timeZone, currency } = organizations;
  const [row] = await ctx.db.select({ id, name, timeZone, currency }).from(organizations).limit(1);
  if (!row) throw new DomainError("NOT_FOUND", { what: "organization" });
  return row;
}
