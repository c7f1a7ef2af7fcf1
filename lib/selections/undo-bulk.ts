import { eq } from "drizzle-orm";
import { selections } from "@/db/schema/views";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { lockSelection, progressOf } from "./lock-selection";
import type { SelectionInput } from "./schema";
import { NEEDS } from "./start-bulk";
import type { Progress } from "./types";
import { isUndoable } from "./undo-windows";

/** Begins to take back what was done with a selection; SELECTION_OVER when that can't be, or is done already. */
export async function undoBulk(ctx: Ctx, input: SelectionInput): Promise<Progress> {
  authorize(ctx.actor, "selections.make");
  return once(ctx, "undoBulk", input, async (ctx) => {
    const row = await lockSelection(ctx, input.selectionId);
    if (row.state === "undoing" || row.state === "undone") return progressOf(row);
    if (!row.verb || !isUndoable(row, ctx.now)) throw new DomainError("SELECTION_OVER");
    // The job may go on with it, as the person: a token takes back no more than it may do.
    authorize(ctx.actor, NEEDS[row.verb]);
    const begun = { state: "undoing" as const, touchedAt: ctx.now, finishedAt: null };
    await ctx.db.update(selections).set(begun).where(eq(selections.id, row.id));
    return progressOf({ ...row, ...begun });
  });
}
