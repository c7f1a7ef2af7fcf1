import { eq } from "drizzle-orm";
import { inboxes } from "@/db/schema/forms";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { requireTargets } from "@/lib/forms/source-facts";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import type { EditInboxInput } from "./schema";

/** Changes an inbox: where its posts go, which of our fields its names mean, and whether it is open. */
export async function editInbox(ctx: Ctx, input: EditInboxInput): Promise<{ inboxId: string }> {
  authorize(ctx.actor, "sources.manage");
  return once(ctx, "editInbox", input, async (ctx) => {
    const { inboxId, open, ...facts } = input;
    const mapped = Object.values(facts.mapping).flatMap((field) => (field ? [{ field }] : []));
    await requireTargets(ctx, { ...facts, fields: mapped });
    const changed = await ctx.db
      .update(inboxes)
      .set({ ...facts, closedAt: open ? null : ctx.now })
      .where(eq(inboxes.id, inboxId))
      .returning({ id: inboxes.id });
    if (changed.length === 0) throw new DomainError("NOT_FOUND", { what: "inbox" });
    return { inboxId };
  });
}
