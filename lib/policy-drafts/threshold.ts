import { eq, sql } from "drizzle-orm";
import { thresholdChanges } from "@/db/schema/approval";
import type { NotificationParams } from "@/db/schema/notifications";
import { organizations } from "@/db/schema/people";
import type { TxCtx } from "@/lib/context";
import { notify } from "@/lib/notifications/notify";
import { otherAdmins } from "./other-admins";

/** A change of the threshold that waits. */
export type WaitingChange = typeof thresholdChanges.$inferSelect;
type Told = Pick<WaitingChange, "id" | "askedById"> & {
  fromThreshold?: number | null | undefined;
  toThreshold?: number | null | undefined;
};
type Settlement = { state: "in_force" | "declined" | "withdrawn"; settledById: string | null };

/** The threshold, locked against other changes, with the change that waits and the other active admins. */
export async function lockThreshold(
  ctx: TxCtx,
): Promise<{ threshold: number | null; others: string[]; waiting: WaitingChange | null }> {
  const [org] = await ctx.db.execute<{ approval_threshold: number | null }>(
    sql`select approval_threshold from organizations limit 1 for update`,
  );
  const [waiting] = await ctx.db.select().from(thresholdChanges).where(eq(thresholdChanges.state, "waiting"));
  const threshold = org?.approval_threshold ?? null;
  return { threshold, others: await otherAdmins(ctx), waiting: waiting ?? null };
}

/** Puts a threshold in force. */
export const putThreshold = async (ctx: TxCtx, approvalThreshold: number | null): Promise<void> => {
  await ctx.db.update(organizations).set({ approvalThreshold });
};

const inWords = (threshold: number | null | undefined): string => (threshold == null ? "off" : "on");

/** A change as its messages need it: who asked, and from which number to which, as far as there is one. */
export async function wordsOf(ctx: TxCtx, change: Told): Promise<NotificationParams> {
  const [asker] = await ctx.db.execute<{ name: string }>(
    sql`select name from users where id = ${change.askedById}::uuid`,
  );
  const { fromThreshold: before, toThreshold: after } = change;
  return {
    ...{ by: asker?.name ?? "", was: inWords(before), wasNumber: before ?? 0 },
    ...{ becomes: inWords(after), number: after ?? 0 },
  };
}

/** Tells every admin but who did it what became of a change; its asker too. */
export async function tellSettled(ctx: TxCtx, change: Told & Settlement): Promise<void> {
  const told = new Set([...(await otherAdmins(ctx)), change.askedById]);
  if (change.settledById) told.delete(change.settledById);
  const params = { ...(await wordsOf(ctx, change)), outcome: change.state };
  const dedupeKey = `threshold_settled:${change.id}`;
  await notify(
    ctx,
    [...told].map((userId) => ({ userId, kind: "threshold_settled" as const, params, dedupeKey })),
  );
}

/** Ends the waiting of a change, and tells. */
export async function settleWaiting(ctx: TxCtx, change: WaitingChange, end: Settlement): Promise<void> {
  const settled = { ...end, settledAt: ctx.now };
  await ctx.db.update(thresholdChanges).set(settled).where(eq(thresholdChanges.id, change.id));
  if (end.state === "in_force") await putThreshold(ctx, change.toThreshold);
  await tellSettled(ctx, { ...change, ...end });
}
