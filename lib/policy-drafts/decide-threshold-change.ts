import { sql } from "drizzle-orm";
import type { ThresholdState } from "@/db/enums";
import type { Ctx, TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { requireSecondPerson } from "@/lib/second-person/require-second-person";
import type { DecideThresholdChangeInput } from "./schema";
import { lockThreshold, settleWaiting } from "./threshold";

/** Who is let go, or is an admin no more, in this moment decides nothing. */
async function requireStillAdmin(ctx: TxCtx, userId: string): Promise<void> {
  const [admin] = await ctx.db.execute(sql`
    select id from users where id = ${userId}::uuid and role = 'admin' and deactivated_at is null for share`);
  if (!admin) throw new DomainError("FORBIDDEN");
}

/**
 * Approves or declines a higher threshold, or none, that another admin has asked for (OWN_CHANGE, NOT_A_SECOND_PERSON); who asked may only
 * withdraw it, by declining. Approved it holds at once. REQUEST_OVER when it waits no more.
 */
export async function decideThresholdChange(
  ctx: Ctx,
  input: DecideThresholdChangeInput,
): Promise<{ state: ThresholdState; threshold: number | null }> {
  authorize(ctx.actor, "organization.edit");
  const settledById = requirePerson(ctx.actor);
  return once(ctx, "decideThresholdChange", input, async (ctx) => {
    await requireStillAdmin(ctx, settledById);
    const { waiting, threshold } = await lockThreshold(ctx);
    if (waiting?.id !== input.changeId) throw new DomainError("REQUEST_OVER");
    const own = waiting.askedById === settledById;
    if (own && input.approve) throw new DomainError("OWN_CHANGE");
    if (input.approve) {
      await requireSecondPerson(ctx, settledById, waiting.askedById, { deed: "organization.edit" });
    }
    const refused = own ? "withdrawn" : "declined";
    const state = input.approve ? "in_force" : refused;
    await settleWaiting(ctx, waiting, { state, settledById });
    return { state, threshold: input.approve ? waiting.toThreshold : threshold };
  });
}
