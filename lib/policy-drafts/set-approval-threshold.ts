import { newId } from "@/db/columns";
import { thresholdChanges } from "@/db/schema/approval";
import type { Ctx, TxCtx } from "@/lib/context";
import { notify } from "@/lib/notifications/notify";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { addMs } from "@/lib/time";
import { loosens, THRESHOLD_WAIT_MS } from "./rules";
import type { SetApprovalThresholdInput } from "./schema";
import { lockThreshold, putThreshold, settleWaiting, tellSettled, wordsOf } from "./threshold";
import type { ThresholdAsked } from "./types";

type Change = typeof thresholdChanges.$inferInsert & { id: string };

/** A tightening holds at once: nobody has to be asked for more care. */
async function tighten(ctx: TxCtx, change: Change): Promise<void> {
  const { askedById: settledById } = change;
  const settled = { ...change, state: "in_force" as const, settledAt: ctx.now, settledById };
  await ctx.db.insert(thresholdChanges).values(settled);
  await putThreshold(ctx, change.toThreshold ?? null);
  await tellSettled(ctx, settled);
}

/** What loosens waits for another admin; for a day where there is none. */
async function ask(ctx: TxCtx, change: Change, others: readonly string[]): Promise<Date | null> {
  const effectiveAt = others.length === 0 ? addMs(ctx.now, THRESHOLD_WAIT_MS) : null;
  await ctx.db.insert(thresholdChanges).values({ ...change, state: "waiting", effectiveAt });
  const params = await wordsOf(ctx, change);
  const dedupeKey = `threshold_asked:${change.id}`;
  await notify(
    ctx,
    others.map((userId) => ({ userId, kind: "threshold_asked" as const, params, dedupeKey })),
  );
  return effectiveAt;
}

/**
 * Says from how many customers on, taken within the notice, new rules need a second admin; null switches it off. Lowering
 * and switching on hold at once. Raising and switching off wait until another active admin approves, or for a day where
 * there is none; all others are told either way. A change that waited is withdrawn by the next.
 */
export async function setApprovalThreshold(
  ctx: Ctx,
  input: SetApprovalThresholdInput,
): Promise<ThresholdAsked> {
  authorize(ctx.actor, "organization.edit");
  const askedById = requirePerson(ctx.actor);
  return once(ctx, "setApprovalThreshold", input, async (ctx) => {
    const { threshold: from, others, waiting } = await lockThreshold(ctx);
    const { threshold: to } = input;
    const change = { id: newId(), askedAt: ctx.now, askedById, fromThreshold: from, toThreshold: to };
    if (waiting?.toThreshold === to && waiting.askedById === askedById) {
      return { threshold: from, waits: true, effectiveAt: waiting.effectiveAt?.toISOString() ?? null };
    }
    if (waiting) await settleWaiting(ctx, waiting, { state: "withdrawn", settledById: askedById });
    if (to === from) return { threshold: from, waits: false, effectiveAt: null };
    if (!loosens(from, to)) {
      await tighten(ctx, { ...change, loosens: false, state: "in_force" });
      return { threshold: to, waits: false, effectiveAt: null };
    }
    const effectiveAt = await ask(ctx, { ...change, loosens: true, state: "waiting" }, others);
    return { threshold: from, waits: true, effectiveAt: effectiveAt?.toISOString() ?? null };
  });
}
