import { and, eq } from "drizzle-orm";
import type { GuardedJob } from "@/db/enums";
import { sweepHolds } from "@/db/schema/sweeps";
import { actorId, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import type { DecideSweepInput } from "./schema";

/** The pool and the job of a sweep that waits. NOT_FOUND; CONFLICT when it has been decided. */
export async function requireWaiting(
  ctx: TxCtx,
  holdId: string,
): Promise<{ poolId: string; job: GuardedJob; heldAt: Date }> {
  const [hold] = await ctx.db.select().from(sweepHolds).where(eq(sweepHolds.id, holdId));
  if (!hold) throw new DomainError("NOT_FOUND", { what: "hold" });
  if (hold.state !== "waiting") throw new DomainError("CONFLICT", { reason: hold.state });
  return hold;
}

/** Writes the decision, once: who comes second gets CONFLICT. */
export async function decide(
  ctx: TxCtx,
  { holdId, note }: DecideSweepInput,
  state: "approved" | "declined",
): Promise<void> {
  const [hold] = await ctx.db
    .update(sweepHolds)
    .set({ state, note, decidedAt: ctx.now, decidedById: actorId(ctx.actor) })
    .where(and(eq(sweepHolds.id, holdId), eq(sweepHolds.state, "waiting")))
    .returning({ poolId: sweepHolds.poolId });
  if (!hold) throw new DomainError("CONFLICT");
  announce(ctx, { kind: `sweep_${state}`, customers: null, owners: [], pools: [hold.poolId] });
}
