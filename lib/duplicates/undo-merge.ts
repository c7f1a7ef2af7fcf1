import { and, asc, eq, isNull, ne, sql } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { merges } from "@/db/schema/duplicates";
import { actorId, type Ctx, type TxCtx } from "@/lib/context";
import { lockKeys } from "@/lib/customers/find-duplicate";
import { indexKeptNames } from "@/lib/customers/index-names";
import { refreshDeadlinesOf } from "@/lib/deadlines/refresh-deadlines";
import { DomainError, type ErrorCode } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { addMs, later } from "@/lib/time";
import { bringBack } from "./bring-back";
import { countApart } from "./count-together";
import { giveBackFacts, type Merge, requireFree } from "./give-back-facts";
import { type LockedCustomer, lockPair } from "./lock-pair";
import { undoableUntil } from "./merge-rules";
import { moveContacts, returnContacts } from "./move-contacts";
import type { UndoMergeInput } from "./schema";
import { settlePair } from "./settle-pair";
import { tellUndone } from "./tell-merged";

/**
 * A merge that was taken back, and what belongs to whom from then on. Plain JSON. Of the kept one `edited` are the fields
 * that somebody has changed since, `stays` what was done with it since; both stay with it. The other is with `ownerName`,
 * or in `poolName` with `lostOwner` for the reason; `heldUntil` is until when its deadline is held at least.
 */
export type UndoneMerge = {
  keptId: string;
  keptName: string;
  customerId: string;
  name: string;
  back: string[];
  edited: string[];
  stays: { followUps: number; deals: number };
  contacts: number;
  contactsGone: number;
  lostOwner: ErrorCode | null;
  ownerName: string | null;
  poolName: string | null;
  dueAt: string | null;
  heldUntil: string | null;
};

async function readMerge(ctx: TxCtx, mergeId: string): Promise<Merge> {
  const [merge] = await ctx.db.select().from(merges).where(eq(merges.id, mergeId));
  if (!merge) throw new DomainError("NOT_FOUND", { what: "merge" });
  return merge;
}

function requireUndoable(ctx: TxCtx, merge: Merge, keep: LockedCustomer, other: LockedCustomer) {
  const blocked = (reason: string, name = "") => new DomainError("MERGE_UNDO_BLOCKED", { reason, name });
  if (!keep.mayDecide && keep.state !== "merged") throw new DomainError("NOT_YOURS");
  if (merge.undoneAt || other.state !== "merged") throw blocked("undone");
  if (undoableUntil(merge.mergedAt) < ctx.now) {
    throw new DomainError("MERGE_UNDO_OVER", { until: undoableUntil(merge.mergedAt).toISOString() });
  }
  if (other.version !== merge.otherVersion || other.mergedIntoId !== keep.id) throw blocked("other");
  if (keep.state === "merged") throw blocked("kept_merged");
}

/** Gives the other its contacts back; whoever stayed away because they said the same comes in their place. */
async function giveBackContacts(ctx: TxCtx, merge: Merge): Promise<number> {
  const { keepId, otherId } = merge;
  const returned = await returnContacts(ctx, keepId, otherId, merge.contacts);
  const standing = await ctx.db
    .select()
    .from(merges)
    .where(and(eq(merges.keepId, keepId), isNull(merges.undoneAt), ne(merges.id, merge.id)))
    .orderBy(asc(merges.id));
  for (const one of standing) {
    const moved = await moveContacts(ctx, keepId, one.otherId);
    if (moved.length === 0) continue;
    await ctx.db
      .update(merges)
      .set({ contacts: [...one.contacts, ...moved] })
      .where(eq(merges.id, one.id));
  }
  return returned;
}

/** What was done with the kept one since. */
async function readStays(ctx: TxCtx, merge: Merge): Promise<UndoneMerge["stays"]> {
  const since = (table: string) =>
    sql`(select count(*)::int from ${sql.raw(table)} where customer_id = ${merge.keepId}::uuid and at >= ${merge.mergedAt.toISOString()}::timestamptz)`;
  const [row] = await ctx.db.execute<{ follow_ups: number; deals: number }>(
    sql`select ${since("follow_ups")} as follow_ups, ${since("deals")} as deals`,
  );
  return { followUps: row?.follow_ups ?? 0, deals: row?.deals ?? 0 };
}

async function readPlace(ctx: TxCtx, id: string) {
  const [row] = await ctx.db.execute<{ owner: string | null; pool: string }>(sql`
    select u.name as owner, p.name as pool from customers c join pools p on p.id = c.pool_id left join users u on u.id = c.owner_id
    where c.id = ${id}::uuid`);
  return row?.owner
    ? { ownerName: row.owner, poolName: null }
    : { ownerName: null, poolName: row?.pool ?? null };
}

async function undo(ctx: TxCtx, mergeId: string): Promise<UndoneMerge> {
  const found = await readMerge(ctx, mergeId);
  const [keep, other] = await lockPair(ctx, [found.keepId, found.otherId], [found.other.ownerId]);
  const merge = await readMerge(ctx, mergeId);
  requireUndoable(ctx, merge, keep, other);
  const stays = await readStays(ctx, merge);
  const { back, edited } = await giveBackFacts(ctx, merge, keep);
  await lockKeys(ctx, [other.nameKey, other.creditCode]);
  await requireFree(ctx, other.identityKey, other.id);
  const contacts = await giveBackContacts(ctx, merge);
  const returned = await bringBack(ctx, merge, keep, other);
  await countApart(ctx, keep.id, other.id);
  await indexKeptNames(ctx, keep.id);
  const editedAt = later(ctx.now, addMs(other.editedAt, 1));
  await ctx.db.update(customers).set({ editedAt }).where(eq(customers.id, other.id));
  await ctx.db
    .update(merges)
    .set({ undoneAt: ctx.now, undoneById: actorId(ctx.actor) })
    .where(and(eq(merges.id, mergeId), isNull(merges.undoneAt)));
  await settlePair(ctx, keep.id, other.id, "dismissed");
  const { ownerId, lostOwner, dueAt, heldUntil } = returned;
  await tellUndone(ctx, mergeId, keep, { ...other, ownerId });
  announce(ctx, { kind: "edited", customers: [keep.id], owners: [keep.ownerId], pools: [keep.poolId] });
  return {
    ...{
      keptId: keep.id,
      keptName: String(back.name?.to ?? keep.name),
      customerId: other.id,
      name: other.name,
      back: Object.keys(back),
      edited,
      stays,
    },
    ...{ contacts, contactsGone: merge.contacts.length - contacts, lostOwner },
    ...(await readPlace(ctx, other.id)),
    ...{ dueAt: dueAt?.toISOString() ?? null, heldUntil: heldUntil?.toISOString() ?? null },
  };
}

/**
 * Takes a merge back within seven days, as if it had not been: the other has its owner, clock, protection, tenure and
 * contacts again, the kept one what it had where nobody has changed it since; what was done with the kept one since stays
 * with it, in whosever hands it is. An owner who has left, or has filled the place above his cap, leaves the other to its
 * pool, and a deadline that passed meanwhile waits as long as the merge took, a day at most. The pair counts as two
 * customers from then on. MERGE_UNDO_OVER, and MERGE_UNDO_BLOCKED with what is in the way.
 */
export async function undoMerge(ctx: Ctx, input: UndoMergeInput): Promise<UndoneMerge> {
  authorize(ctx.actor, "duplicates.merge");
  const undone = await once(ctx, "undoMerge", input, (ctx) => undo(ctx, input.mergeId));
  await refreshDeadlinesOf(ctx, [undone.keptId]);
  return undone;
}

/** Carries what an undo would do out of the transaction that is rolled back. */
class Foreseen extends Error {
  constructor(readonly undone: UndoneMerge) {
    super("foreseen");
  }
}

/** What `undoMerge` would do now, found out by doing it and leaving it undone; refuses as it does. */
export async function foreseeUndo(ctx: Ctx, input: UndoMergeInput): Promise<UndoneMerge> {
  authorize(ctx.actor, "duplicates.merge");
  try {
    // In a transaction of its own, or of the caller's a part that is rolled back by itself.
    return await ctx.db.transaction(async (db) => {
      throw new Foreseen(await undo({ ...ctx, db, said: [] }, input.mergeId));
    });
  } catch (error) {
    if (error instanceof Foreseen) return error.undone;
    throw error;
  }
}
