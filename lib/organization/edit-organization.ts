import { sql } from "drizzle-orm";
import { organizations } from "@/db/schema/people";
import type { Ctx, TxCtx } from "@/lib/context";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { DomainError } from "@/lib/errors";
import { moveLeavesToZone } from "@/lib/leaves/move-leaves-to-zone";
import { POLICY_LOCK } from "@/lib/ledger/lock-reps";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import type { EditOrganizationInput } from "./schema";

async function update(ctx: TxCtx, input: EditOrganizationInput): Promise<{ zoneChanged: boolean }> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(${POLICY_LOCK})`);
  const [before] = await ctx.db.select().from(organizations).limit(1);
  if (!before) throw new DomainError("NOT_FOUND", { what: "organization" });
  const { name, timeZone, currency } = input;
  await ctx.db.update(organizations).set({ name, timeZone, currency });
  const zoneChanged = before.timeZone !== timeZone;
  if (zoneChanged) await moveLeavesToZone(ctx, timeZone);
  // Without a policy a deadline takes nothing until it has been computed anew, now or by the next sweep.
  if (zoneChanged) await ctx.db.execute(sql`update customers set due_policy_id = null where state = 'owned'`);
  return { zoneChanged };
}

/**
 * Names the organisation and says which zone's days it counts and in which currency it keeps new deals. With another
 * zone, limits count that zone's days from the next claim on and every deadline is computed anew: it keeps its date and
 * moves by at most what the clock changes of the two zones differ. Deals keep the currency they were made in.
 */
export async function editOrganization(
  ctx: Ctx,
  input: EditOrganizationInput,
): Promise<{ zoneChanged: boolean; refreshed: number }> {
  authorize(ctx.actor, "organization.edit");
  const { zoneChanged } = await once(ctx, "editOrganization", input, (ctx) => update(ctx, input));
  return { zoneChanged, refreshed: zoneChanged ? await refreshDeadlines(ctx) : 0 };
}
