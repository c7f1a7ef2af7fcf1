import { and, eq, isNull, sql } from "drizzle-orm";
import { customers, edits } from "@/db/schema/customers";
import { merges } from "@/db/schema/duplicates";
import { actorId, type Ctx, type TxCtx } from "@/lib/context";
import { changedAt, factsOf } from "@/lib/customers/edit-customer";
import { indexKeptNames } from "@/lib/customers/index-names";
import { refreshDeadlinesOf } from "@/lib/deadlines/refresh-deadlines";
import { inForceOf } from "@/lib/deadlines/restart-clock";
import { DomainError } from "@/lib/errors";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { announce } from "@/lib/live/announce";
import { foldName } from "@/lib/names/fold";
import { once } from "@/lib/operations";
import { requireRoom } from "@/lib/ownership/assign-customers";
import { promised } from "@/lib/ownership/give-to";
import { reaches } from "@/lib/ownership/reach";
import { type OwnershipFacts, readOwnershipFacts } from "@/lib/ownership/read-facts";
import { capOf } from "@/lib/ownership/rules";
import { authorize } from "@/lib/permissions";
import { addMs, later } from "@/lib/time";
import { type LockedCustomer, lockPair } from "./lock-pair";
import { columnsOf, editsOf, takenBack, undoableUntil } from "./merge-rules";
import { returnContacts } from "./move-contacts";
import type { UndoMergeInput } from "./schema";
import { settlePair } from "./settle-pair";
import { tellUndone } from "./tell-merged";

type Merge = typeof merges.$inferSelect;

/**
 * A merge that was taken back. `edited` are the fields of the kept one that somebody has changed since: they stay.
 * `lostOwner` is why the other is back in its pool and not with whoever had it. Plain JSON.
 */
export type UndoneMerge = {
  keptId: string;
  customerId: string;
  name: string;
  edited: string[];
  lostOwner: string | null;
};

async function readMerge(ctx: TxCtx, mergeId: string): Promise<Merge> {
  const [merge] = await ctx.db.select().from(merges).where(eq(merges.id, mergeId));
  if (!merge) throw new DomainError("NOT_FOUND", { what: "merge" });
  return merge;
}

async function requireUndoable(ctx: TxCtx, merge: Merge, keep: LockedCustomer, other: LockedCustomer) {
  const blocked = (reason: string, name = "") => new DomainError("MERGE_UNDO_BLOCKED", { reason, name });
  if (!keep.mayDecide && keep.state !== "merged") throw new DomainError("NOT_YOURS");
  if (merge.undoneAt || other.state !== "merged") throw blocked("undone");
  if (undoableUntil(merge.mergedAt) < ctx.now) {
    throw new DomainError("MERGE_UNDO_OVER", { until: undoableUntil(merge.mergedAt).toISOString() });
  }
  if (other.version !== merge.otherVersion || other.mergedIntoId !== keep.id) throw blocked("other");
  if (keep.state === "merged") throw blocked("kept_merged");
}

/** Gives the kept one back what it had, as far as nobody has changed it since. */
async function giveBackFacts(ctx: TxCtx, merge: Merge, keep: LockedCustomer): Promise<string[]> {
  const { back, edited } = takenBack(keep, merge.taken);
  const columns = columnsOf(keep, back);
  const at = later(ctx.now, addMs(keep.editedAt, 1));
  const name = columns.name ?? keep.name;
  // Of name and code neither has changed since: it is again who it was.
  const whole = !edited.includes("name") && !edited.includes("creditCode");
  const same = (back.name || back.creditCode) && whole ? { identityKey: merge.keptIdentity } : {};
  await ctx.db
    .update(customers)
    .set({
      ...columns,
      ...(back.name ? { nameKey: foldName(name) } : {}),
      ...same,
      ...changedAt(keep, { ...factsOf({ ...keep, ...columns }), custom: columns.custom ?? {} }, at),
      editedAt: at,
    })
    .where(eq(customers.id, keep.id));
  if (Object.keys(back).length > 0) {
    await ctx.db.insert(edits).values({
      ...{ customerId: keep.id, userId: actorId(ctx.actor), changes: editsOf(back), at },
    });
  }
  return edited;
}

/** Another customer has taken the name or code meanwhile: then there would be two of one again. */
async function requireFree(ctx: TxCtx, other: LockedCustomer): Promise<void> {
  const [taken] = await ctx.db.execute<{ name: string }>(sql`
    select name from customers where identity_key = ${other.identityKey} and state <> 'merged'`);
  if (taken) throw new DomainError("MERGE_UNDO_BLOCKED", { reason: "identity", name: taken.name });
}

/** Why whoever had it can't have it again; null when he can. */
function refusal(ctx: TxCtx, facts: OwnershipFacts | undefined): string | null {
  if (!facts) return "USER_INACTIVE";
  const holder = { ownerId: facts.user.id, ownerTeamId: facts.user.teamId };
  if (!reaches(ctx.actor, holder)) throw new DomainError("NOT_YOURS");
  try {
    requireRoom(facts);
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

const untouched = (other: LockedCustomer) => sql`c.id = ${other.id}::uuid and c.version = ${other.version}`;

/** Brings the other back into the hands that it was in, else into its pool. */
async function bringBack(ctx: TxCtx, merge: Merge, other: LockedCustomer): Promise<string | null> {
  const { ownerId, nextStep, nextStepAt } = merge.other;
  const [facts] = ownerId ? await readOwnershipFacts(ctx, ownerId, [other.id]) : [];
  const lost = ownerId ? refusal(ctx, facts) : null;
  if (!ownerId || !facts || lost) {
    const [moved] = await moveCustomers(ctx, { kind: "merge_undone", where: untouched(other) });
    if (!moved) throw new DomainError("STALE_OWNERSHIP");
    return lost;
  }
  const { policyVersion, timeZone } = facts;
  const [moved] = await moveCustomers(ctx, {
    ...{ kind: "merge_returned", where: untouched(other), opens: { ownerId }, policyId: facts.policyId },
    // From now on: whoever gets it back has had no time for it meanwhile.
    clock: { policy: inForceOf(facts), going: "in_new_hands" },
    facts: promised({ policyVersion, cap: capOf(facts.policy, facts.usage), timeZone }),
  });
  if (!moved) throw new DomainError("STALE_OWNERSHIP");
  if (nextStep || nextStepAt) {
    await ctx.db
      .update(customers)
      .set({ nextStep, nextStepAt: nextStepAt ? new Date(nextStepAt) : null })
      .where(eq(customers.id, other.id));
  }
  return null;
}

async function undo(ctx: TxCtx, mergeId: string): Promise<UndoneMerge> {
  const found = await readMerge(ctx, mergeId);
  const [keep, other] = await lockPair(ctx, [found.keepId, found.otherId], [found.other.ownerId]);
  const merge = await readMerge(ctx, mergeId);
  await requireUndoable(ctx, merge, keep, other);
  const edited = await giveBackFacts(ctx, merge, keep);
  await requireFree(ctx, other);
  await returnContacts(ctx, keep.id, other.id, merge.contacts);
  const lostOwner = await bringBack(ctx, merge, other);
  await indexKeptNames(ctx, keep.id);
  const editedAt = later(ctx.now, addMs(other.editedAt, 1));
  await ctx.db.update(customers).set({ editedAt }).where(eq(customers.id, other.id));
  await ctx.db
    .update(merges)
    .set({ undoneAt: ctx.now, undoneById: actorId(ctx.actor) })
    .where(and(eq(merges.id, mergeId), isNull(merges.undoneAt)));
  await settlePair(ctx, keep.id, other.id, "dismissed");
  const owner = lostOwner ? null : merge.other.ownerId;
  await tellUndone(ctx, mergeId, keep, { ...other, ownerId: owner });
  announce(ctx, { kind: "edited", customers: [keep.id], owners: [keep.ownerId], pools: [keep.poolId] });
  return { keptId: keep.id, customerId: other.id, name: other.name, edited, lostOwner };
}

/**
 * Takes a merge back within seven days: the kept one gets back what it had where nobody has changed it since, the other
 * its contacts and its owner, whose clock starts now; one who has left or has no room leaves it to its pool. The pair
 * counts as two customers from then on. MERGE_UNDO_OVER, and MERGE_UNDO_BLOCKED with what is in the way.
 */
export async function undoMerge(ctx: Ctx, input: UndoMergeInput): Promise<UndoneMerge> {
  authorize(ctx.actor, "duplicates.merge");
  const undone = await once(ctx, "undoMerge", input, (ctx) => undo(ctx, input.mergeId));
  await refreshDeadlinesOf(ctx, [undone.keptId]);
  return undone;
}
