import { and, asc, eq, lt, sql } from "drizzle-orm";
import { protections } from "@/db/schema/activity";
import { events, tenures } from "@/db/schema/ledger";
import type { TxCtx } from "@/lib/context";
import type { InForce } from "@/lib/deadlines/on-the-clock";
import { inForceOf } from "@/lib/deadlines/restart-clock";
import { writeDeadlines } from "@/lib/deadlines/write-deadlines";
import { DomainError, type ErrorCode } from "@/lib/errors";
import { moveCustomers } from "@/lib/ledger/move-customers";
import type { AsItWas, Move } from "@/lib/ledger/move-statement";
import { fold } from "@/lib/ledger/rules";
import { reaches } from "@/lib/ownership/reach";
import { type OwnershipFacts, readOwnershipFacts } from "@/lib/ownership/read-facts";
import { capOf } from "@/lib/ownership/rules";
import { readInstant } from "@/lib/sql-values";
import { addMs, DAY } from "@/lib/time";
import type { Merge } from "./give-back-facts";
import type { LockedCustomer } from "./lock-pair";

/** Where the other one is again: with whom, or why not with who had it; its deadline, and until when that is held. */
export type Returned = {
  ownerId: string | null;
  lostOwner: ErrorCode | null;
  dueAt: Date | null;
  heldUntil: Date | null;
};

const inPool = (lostOwner: ErrorCode | null): Returned => ({
  ...{ ownerId: null, lostOwner, dueAt: null, heldUntil: null },
});

async function move(ctx: TxCtx, other: LockedCustomer, given: Omit<Move, "where">): Promise<Date> {
  const where = sql`c.id = ${other.id}::uuid and c.version = ${other.version}`;
  const [moved] = await moveCustomers(ctx, { ...given, where });
  if (!moved) throw new DomainError("STALE_OWNERSHIP");
  return moved.at;
}

type Tenure = { id: string; qualified_at: string | null; won_at: string | null; since_progress: number };

/** What its tenure had: the last qualifying follow-up, the last deal, and the follow-ups since that or a new stage. */
async function readTenure(ctx: TxCtx, merge: Merge) {
  const [row] = await ctx.db.execute<Tenure>(sql`
    select t.id, (select f.at from follow_ups f where f.tenure_id = t.id and f.qualifies order by f.seq desc limit 1) as qualified_at,
      (select d.at from deals d where d.tenure_id = t.id order by d.seq desc limit 1) as won_at,
      (select count(*)::int from follow_ups f where f.tenure_id = t.id and f.counts and f.at > coalesce(greatest(c.stage_changed_at,
        (select max(d.at) from deals d where d.tenure_id = t.id)), '-infinity')) as since_progress
    from ${tenures} t join customers c on c.id = t.customer_id where t.customer_id = ${merge.otherId}::uuid and t.end_version = ${merge.otherVersion}`);
  return row;
}

/** The customer as it was when it was merged: by its ledger, its tenure, and what the merge remembers. */
async function readAsItWas(ctx: TxCtx, merge: Merge): Promise<(AsItWas & { tenureId: string }) | null> {
  const history = await ctx.db
    .select()
    .from(events)
    .where(and(eq(events.customerId, merge.otherId), lt(events.version, merge.otherVersion)))
    .orderBy(asc(events.version));
  const folded = fold(history);
  const tenure = await readTenure(ctx, merge);
  if (!folded?.ownerId || !folded.heldSince || !tenure) return null;
  const { nextStep, nextStepAt, held } = merge.other;
  return {
    ...{ ownerId: folded.ownerId, heldSince: folded.heldSince, lastOwnerId: folded.lastOwnerId },
    ...{ protectedUntil: folded.protectedUntil, tenureId: tenure.id },
    ...{ qualifiedAt: readInstant(tenure.qualified_at), wonAt: readInstant(tenure.won_at) },
    ...{ nextStep, nextStepAt: readInstant(nextStepAt) },
    ...{ followUpsSinceProgress: held?.followUpsSinceProgress ?? tenure.since_progress },
    overCapSince: readInstant(held?.overCapSince ?? null),
  };
}

/** How many he would hold with it, of those that count; one that is won counts where the policy says so. */
const heldWith = ({ policy, usage }: OwnershipFacts, was: AsItWas): number =>
  usage.held + (was.wonAt && !policy.won.countsTowardsCap ? 0 : 1);

/**
 * Up to how many he may hold: his cap, or what he held when the merge took this one, so that somebody who was above his cap
 * has it again unless he has taken something in its place.
 */
function most({ policy, usage }: OwnershipFacts, merge: Merge): number | null {
  const cap = capOf(policy, usage);
  return cap === null ? null : Math.max(cap, merge.other.held?.counted ?? 0);
}

/** Why whoever had it can't have it again; null when he can. */
function refusal(ctx: TxCtx, merge: Merge, facts: OwnershipFacts, was: AsItWas): ErrorCode | null {
  if (!reaches(ctx.actor, { ownerId: facts.user.id, ownerTeamId: facts.user.teamId }))
    throw new DomainError("NOT_YOURS");
  if (!facts.user.active) return "USER_INACTIVE";
  if (!facts.user.member) return "NOT_A_MEMBER";
  const limit = most(facts, merge);
  return limit !== null && heldWith(facts, was) > limit ? "HOLDING_CAP_REACHED" : null;
}

/** A reminder that had not been sent is still to be sent, where the deadline is what it was. */
const remindAgain = (ctx: TxCtx, merge: Merge) => {
  const { dueAt, dueRule, remindAt } = merge.other.held ?? {};
  return ctx.db.execute(sql`
    update customers set remind_at = ${remindAt ?? null}::timestamptz where id = ${merge.otherId}::uuid
      and date_trunc('milliseconds', due_at) = ${dueAt ?? null}::timestamptz and due_rule = ${dueRule ?? null}`);
};

/**
 * The clock has gone on while nobody could work on it: who gets it back has as long as the merge took from him, a day at
 * most, before it may go, unless it was due before. A protection says so.
 */
async function holdAWhile(
  ctx: TxCtx,
  merge: Merge,
  back: { policy: InForce; userId: string; tenureId: string; at: Date; dueAt: Date | null },
): Promise<Pick<Returned, "dueAt" | "heldUntil">> {
  const { at, dueAt, userId, tenureId, policy } = back;
  const untilAt = addMs(at, Math.min(DAY, at.getTime() - merge.mergedAt.getTime()));
  if (!dueAt || dueAt <= merge.mergedAt || dueAt >= untilAt) return { dueAt, heldUntil: null };
  await ctx.db.insert(protections).values({
    ...{ customerId: merge.otherId, tenureId, userId, fromAt: at, untilAt },
    after: "merge_resumed",
  });
  const [moved] = await moveCustomers(ctx, {
    ...{ kind: "protected", where: sql`c.id = ${merge.otherId}::uuid`, protectedUntil: untilAt },
    clock: { policy, going: "newly_protected" },
    policyId: policy.id,
    facts: sql`${JSON.stringify({ until: untilAt.toISOString(), mergeId: merge.id })}::jsonb || jsonb_build_object('dueAt', c.due_at)`,
  });
  if (!moved) throw new DomainError("STALE_OWNERSHIP");
  return { dueAt: moved.dueAt, heldUntil: untilAt };
}

/** Gives it back to who had it: the tenure goes on where it was interrupted. */
async function resume(
  ctx: TxCtx,
  merge: Merge,
  other: LockedCustomer,
  facts: OwnershipFacts,
  was: AsItWas & { tenureId: string },
): Promise<Returned> {
  const policy = inForceOf(facts);
  const { policyId, policyVersion, timeZone } = facts;
  const at = await move(ctx, other, {
    ...{ kind: "merge_resumed", asItWas: was, policyId },
    facts: { mergeId: merge.id, keptId: merge.keepId, policyVersion, cap: most(facts, merge), timeZone },
  });
  const [written] = await writeDeadlines(ctx, policy, sql`c.id = ${other.id}::uuid`);
  await remindAgain(ctx, merge);
  const { ownerId: userId, tenureId } = was;
  const held = await holdAWhile(ctx, merge, { policy, userId, tenureId, at, dueAt: written?.dueAt ?? null });
  return { ownerId: userId, lostOwner: null, ...held };
}

/** Brings the other back to where it was: into its owner's hands, else into its pool, else into that of the kept one. */
export async function bringBack(
  ctx: TxCtx,
  merge: Merge,
  keep: LockedCustomer,
  other: LockedCustomer,
): Promise<Returned> {
  const facts = { mergeId: merge.id, keptId: merge.keepId };
  const [closed] = await ctx.db.execute(
    sql`select 1 from pools where id = ${other.poolId}::uuid and archived_at is not null`,
  );
  if (closed) {
    await move(ctx, other, { kind: "merge_undone", poolId: keep.poolId, facts });
    return inPool("NOT_IN_POOL");
  }
  const { ownerId } = merge.other;
  if (!ownerId) {
    await move(ctx, other, { kind: "merge_reversed", facts });
    return inPool(null);
  }
  const was = await readAsItWas(ctx, merge);
  const [holding] = await readOwnershipFacts(ctx, ownerId, [other.id]);
  if (!was || !holding) throw new DomainError("MERGE_UNDO_BLOCKED", { reason: "other", name: "" });
  const lost = refusal(ctx, merge, holding, was);
  if (!lost) return resume(ctx, merge, other, holding, was);
  await move(ctx, other, { kind: "merge_undone", facts });
  return inPool(lost);
}
