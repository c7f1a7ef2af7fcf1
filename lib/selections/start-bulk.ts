import { eq } from "drizzle-orm";
import type { BulkVerb } from "@/db/enums";
import { selections } from "@/db/schema/views";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize, type Permission } from "@/lib/permissions";
import { lockSelection, progressOf } from "./lock-selection";
import type { StartBulkInput } from "./schema";
import type { Progress } from "./types";

/** What each verb asks for. */
export const NEEDS: Record<BulkVerb, Permission> = {
  claim: "customers.claim",
  release: "customers.release",
  assign: "customers.assign",
  transfer: "customers.transfer",
  move: "customers.assign",
  edit: "customers.edit",
};

/** Says what is to be done with every customer of a selection, once: SELECTION_OVER when something was done with it already. */
export async function startBulk(ctx: Ctx, input: StartBulkInput): Promise<Progress> {
  authorize(ctx.actor, "selections.make");
  authorize(ctx.actor, NEEDS[input.bulk.verb]);
  return once(ctx, "startBulk", input, async (ctx) => {
    const row = await lockSelection(ctx, input.selectionId);
    if (row.state !== "open") throw new DomainError("SELECTION_OVER");
    const { verb, ...rest } = input.bulk;
    const started = { verb, input: rest, startedAt: ctx.now, touchedAt: ctx.now };
    const state = row.total === 0 ? ("finished" as const) : ("running" as const);
    const finishedAt = row.total === 0 ? ctx.now : null;
    await ctx.db
      .update(selections)
      .set({ ...started, state, finishedAt })
      .where(eq(selections.id, row.id));
    return progressOf({ ...row, ...started, state });
  });
}
