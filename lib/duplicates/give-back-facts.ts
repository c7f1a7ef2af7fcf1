import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import { customers, edits } from "@/db/schema/customers";
import { merges } from "@/db/schema/duplicates";
import { actorId, type TxCtx } from "@/lib/context";
import { changedAt, factsOf } from "@/lib/customers/edit-customer";
import { lockKeys } from "@/lib/customers/find-duplicate";
import { DomainError } from "@/lib/errors";
import { isForward } from "@/lib/follow-ups/rules";
import { foldName } from "@/lib/names/fold";
import { addMs, later } from "@/lib/time";
import type { LockedCustomer } from "./lock-pair";
import { identityFor } from "./merge-customers";
import { columnsOf, editsOf, type StoredCustomer, type TakenBack, takenBack } from "./merge-rules";

export type Merge = typeof merges.$inferSelect;

const IDENTITY = ["name", "creditCode"];
const namesIt = (fields: Readonly<Record<string, unknown>>) => IDENTITY.some((field) => field in fields);

/** The merges into the same customer that came after this one and stand. */
export const mergesAfter = (ctx: TxCtx, merge: Merge): Promise<Merge[]> =>
  ctx.db
    .select()
    .from(merges)
    .where(and(eq(merges.keepId, merge.keepId), isNull(merges.undoneAt), gt(merges.id, merge.id)))
    .orderBy(asc(merges.id));

/** Refuses when another customer has that identity meanwhile: there would be two of one. */
export async function requireFree(ctx: TxCtx, identityKey: string, id: string): Promise<void> {
  const [taken] = await ctx.db.execute<{ name: string }>(sql`
    select name from customers where identity_key = ${identityKey} and state <> 'merged' and id <> ${id}::uuid`);
  if (taken) throw new DomainError("MERGE_UNDO_BLOCKED", { reason: "identity", name: taken.name });
}

/** Under which keys it is known again: its own where nothing else has named it since. */
async function identityBack(ctx: TxCtx, merge: Merge, keep: LockedCustomer, plan: TakenBack) {
  const { back, edited } = plan;
  if (!namesIt(back)) return {};
  const columns = columnsOf(keep, back);
  const own = !IDENTITY.some((field) => edited.includes(field)) && !plan.later.some(namesIt);
  if (!own) return identityFor(ctx, keep, columns);
  await requireFree(ctx, merge.keptIdentity, keep.id);
  return {
    identityKey: merge.keptIdentity,
    nameKey: merge.kept?.nameKey ?? foldName(columns.name ?? keep.name),
  };
}

type Instants = Partial<
  Pick<StoredCustomer, "stageChangedAt" | "gradeDroppedAt" | "intentDroppedAt" | "followUpsSinceProgress">
>;
const INSTANTS = { stage: "stageChangedAt", grade: "gradeDroppedAt", intent: "intentDroppedAt" } as const;

/** When stage, grade and intent had changed before the merge changed them, as far as nothing has since. */
async function instantsBack(
  ctx: TxCtx,
  merge: Merge,
  keep: LockedCustomer,
  back: TakenBack["back"],
  at: Date,
) {
  const { kept } = merge;
  const columns = columnsOf(keep, back);
  if (!kept) return changedAt(keep, { ...factsOf({ ...keep, ...columns }), custom: keep.custom }, at);
  const written: Instants = {};
  for (const [field, column] of Object.entries(INSTANTS)) {
    const [now, before] = [keep[column], kept[column]];
    if (field in back && (now === null || now.toISOString() === kept.writtenAt))
      written[column] = before ? new Date(before) : null;
  }
  if (!("stageChangedAt" in written) || keep.version !== kept.version) return written;
  const [dealt] = await ctx.db.execute(
    sql`select 1 from deals where customer_id = ${keep.id}::uuid and at >= ${kept.writtenAt}::timestamptz limit 1`,
  );
  // Where the stage went forward with the merge it counted from none again.
  if (!dealt && isForward(columns.stage ?? keep.stage, keep.stage))
    written.followUpsSinceProgress = keep.followUpsSinceProgress + kept.followUpsSinceProgress;
  return written;
}

/** What later merges are to know of the kept one when this one has not been. */
async function rememberBefore(ctx: TxCtx, merge: Merge, after: readonly Merge[], plan: TakenBack) {
  const renamed = after.find(({ taken }) => namesIt(taken));
  for (const [index, one] of after.entries()) {
    const taken = plan.later[index] ?? one.taken;
    const named = one === renamed && namesIt(merge.taken);
    const identity = named ? { keptIdentity: merge.keptIdentity } : {};
    const kept = one.kept && merge.kept ? { ...one.kept } : one.kept;
    if (kept && merge.kept) {
      if (named) kept.nameKey = merge.kept.nameKey;
      for (const [field, column] of Object.entries(INSTANTS)) {
        const written = kept[column] === null || kept[column] === merge.kept.writtenAt;
        if (field in merge.taken && written) kept[column] = merge.kept[column];
      }
    }
    await ctx.db
      .update(merges)
      .set({ taken, kept, ...identity })
      .where(eq(merges.id, one.id));
  }
}

/** Gives the kept one back what it had, as far as nobody has changed it since; answers what stays. */
export async function giveBackFacts(ctx: TxCtx, merge: Merge, keep: LockedCustomer): Promise<TakenBack> {
  const after = await mergesAfter(ctx, merge);
  const plan = takenBack(
    keep,
    merge.taken,
    after.map(({ taken }) => taken),
  );
  const { back } = plan;
  const columns = columnsOf(keep, back);
  if (namesIt(back)) await lockKeys(ctx, [foldName(columns.name ?? keep.name), columns.creditCode ?? null]);
  const at = later(ctx.now, addMs(keep.editedAt, 1));
  const identity = await identityBack(ctx, merge, keep, plan);
  const instants = await instantsBack(ctx, merge, keep, back, at);
  await ctx.db
    .update(customers)
    .set({ ...columns, ...identity, ...instants, editedAt: at })
    .where(eq(customers.id, keep.id));
  if (Object.keys(back).length > 0) {
    await ctx.db.insert(edits).values({
      ...{ customerId: keep.id, userId: actorId(ctx.actor), changes: editsOf(back), at },
    });
  }
  await rememberBefore(ctx, merge, after, plan);
  return plan;
}
