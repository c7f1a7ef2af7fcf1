import { eq, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { customers, edits } from "@/db/schema/customers";
import { merges } from "@/db/schema/duplicates";
import { actorId, type Ctx, type TxCtx } from "@/lib/context";
import { changedAt } from "@/lib/customers/edit-customer";
import { identityOf, lockIdentity } from "@/lib/customers/find-duplicate";
import { indexKeptNames } from "@/lib/customers/index-names";
import { refreshDeadlinesOf } from "@/lib/deadlines/refresh-deadlines";
import { DomainError } from "@/lib/errors";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { announce } from "@/lib/live/announce";
import { foldName } from "@/lib/names/fold";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { addMs, later } from "@/lib/time";
import { countTogether } from "./count-together";
import { type LockedCustomer, lockPair } from "./lock-pair";
import { awayOf, keptBefore } from "./merge-memory";
import { columnsOf, editsOf, type Merged, mergeFacts } from "./merge-rules";
import { moveContacts } from "./move-contacts";
import type { MergeCustomersInput } from "./schema";
import { settlePair } from "./settle-pair";
import { tellMerged } from "./tell-merged";

/** A merge that was made. Plain JSON. */
export type MadeMerge = {
  mergeId: string;
  keptId: string;
  name: string;
  mergedName: string;
  fields: string[];
};

/** Refuses what can't be one customer now; who is held is kept, and who has bought. */
function requireMergeable(keep: LockedCustomer, other: LockedCustomer): void {
  for (const one of [keep, other]) {
    if (one.state === "merged") throw new DomainError("ALREADY_MERGED");
    if (!one.mayDecide) throw new DomainError("NOT_YOURS");
    if (one.state === "invalid") throw new DomainError("NOT_MERGEABLE", { reason: "invalid" });
  }
  if (other.ownerId && !keep.ownerId) throw new DomainError("NOT_MERGEABLE", { reason: "keep_held" });
  if (other.wonAt && !keep.wonAt) throw new DomainError("NOT_MERGEABLE", { reason: "keep_won" });
}

/** The keys of the kept one when its name or code change; under those of a third, who is the same too, it does not go. */
export async function identityFor(ctx: TxCtx, keep: LockedCustomer, merged: Partial<Merged["facts"]>) {
  const { name = keep.name, region = keep.region } = merged;
  const creditCode = merged.creditCode === undefined ? keep.creditCode : merged.creditCode;
  if (name === keep.name && creditCode === keep.creditCode) return {};
  const identity = identityOf({ name, region, creditCode, phones: [] });
  await lockIdentity(ctx, identity);
  const [third] = await ctx.db.execute<{ id: string }>(sql`
    select id from customers where identity_key = ${identity.key} and state <> 'merged' and id <> ${keep.id}::uuid`);
  return { nameKey: foldName(name), ...(third ? {} : { identityKey: identity.key }) };
}

/** Writes what the merge made of the kept one, with its trail. */
async function writeKept(ctx: TxCtx, keep: LockedCustomer, merged: Merged, at: Date): Promise<void> {
  const columns = columnsOf(keep, merged.taken);
  const identity = await identityFor(ctx, keep, merged.facts);
  const changed = changedAt(keep, { ...merged.facts, custom: merged.custom }, at);
  await ctx.db
    .update(customers)
    .set({ ...columns, ...identity, ...changed, editedAt: at })
    .where(eq(customers.id, keep.id));
  if (Object.keys(merged.taken).length > 0) {
    const row = { customerId: keep.id, userId: actorId(ctx.actor), changes: editsOf(merged.taken), at };
    await ctx.db.insert(edits).values(row);
  }
  // Its own name may be another, and it is found by that of the other from now on.
  await indexKeptNames(ctx, keep.id);
}

async function moveAway(ctx: TxCtx, keep: LockedCustomer, other: LockedCustomer): Promise<number> {
  const [moved] = await moveCustomers(ctx, {
    kind: "merged",
    where: sql`c.id = ${other.id}::uuid and c.version = ${other.version}`,
    mergedIntoId: keep.id,
    policyId: sql`t.due_policy_id`,
    facts: { keptId: keep.id },
  });
  if (!moved) throw new DomainError("STALE_OWNERSHIP");
  return moved.version;
}

/** Merges two locked customers; the caller has authorised and knows what it does. */
export async function mergeLocked(
  ctx: TxCtx,
  [keep, other]: [LockedCustomer, LockedCustomer],
  choices: MergeCustomersInput["choices"],
  automatic: boolean,
): Promise<MadeMerge> {
  requireMergeable(keep, other);
  const merged = mergeFacts(keep, other, choices);
  const away = await awayOf(ctx, other);
  const at = later(ctx.now, addMs(keep.editedAt, 1));
  const otherVersion = await moveAway(ctx, keep, other);
  const moved = await moveContacts(ctx, keep.id, other.id);
  await writeKept(ctx, keep, merged, at);
  await countTogether(ctx, keep.id, other.id);
  const mergeId = newId();
  await ctx.db.insert(merges).values({
    ...{ id: mergeId, keepId: keep.id, otherId: other.id, otherVersion, automatic, taken: merged.taken },
    ...{ contacts: moved, keptIdentity: keep.identityKey, mergedAt: ctx.now, mergedById: actorId(ctx.actor) },
    ...{ other: away, kept: keptBefore(keep, at) },
  });
  await settlePair(ctx, keep.id, other.id, "merged");
  await tellMerged(ctx, mergeId, keep, other);
  announce(ctx, { kind: "edited", customers: [keep.id], owners: [keep.ownerId], pools: [keep.poolId] });
  const fields = Object.keys(merged.taken);
  return { mergeId, keptId: keep.id, name: merged.facts.name, mergedName: other.name, fields };
}

/**
 * Makes one customer of two: `keepId` stays in its hands, pool and on its clock, gets the chosen facts and the contacts
 * that it hasn't; the other's tenure ends, its follow-ups, deals and activities stay with it and are read with the kept one,
 * by rules too. A manager
 * merges what he may decide about. ALREADY_MERGED for the second of two merges of a pair, NOT_MERGEABLE with its reason.
 */
export async function mergeCustomers(ctx: Ctx, input: MergeCustomersInput): Promise<MadeMerge> {
  authorize(ctx.actor, "duplicates.merge");
  const made = await once(ctx, "mergeCustomers", input, async (ctx) => {
    const pair = await lockPair(ctx, [input.keepId, input.otherId]);
    return mergeLocked(ctx, pair, input.choices, false);
  });
  await refreshDeadlinesOf(ctx, [made.keptId]);
  return made;
}
