import { and, eq } from "drizzle-orm";
import { poolMembers } from "@/db/schema/pools";
import type { Ctx, TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import { notify } from "@/lib/notifications/notify";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import type { Outcome } from "./claim-customers";
import { giveTo, type Held } from "./give-to";
import { requireReach } from "./reach";
import { type OwnershipFacts, readOwnershipFacts } from "./read-facts";
import { refuseOneMore } from "./rules";
import type { AssignCustomersInput } from "./schema";

/** A manager hands out what lies in the pools that he belongs to; an admin hands out everything. */
export async function requirePoolOfActor(ctx: Ctx, poolId: string): Promise<void> {
  if (ctx.actor.kind === "system" || ctx.actor.role === "admin") return;
  const [member] = await ctx.db
    .select({ poolId: poolMembers.poolId })
    .from(poolMembers)
    .where(and(eq(poolMembers.poolId, poolId), eq(poolMembers.userId, ctx.actor.id)));
  if (!member) throw new DomainError("NOT_A_MEMBER");
}

/** Refuses unless the receiver may hold one more customer of the pool. */
export function requireRoom(facts: OwnershipFacts): void {
  if (!facts.user.active) throw new DomainError("USER_INACTIVE");
  if (!facts.user.member) throw new DomainError("NOT_A_MEMBER");
  const refusal = refuseOneMore(facts.policy, facts.usage);
  if (refusal) throw new DomainError(refusal.code, refusal.params);
}

async function assignOne(ctx: TxCtx, facts: OwnershipFacts, note: string): Promise<Held> {
  if (facts.state === "owned")
    throw new DomainError("ALREADY_CLAIMED", { ownerName: facts.ownerName, mine: false, claimedAt: null });
  if (facts.state !== "pooled") throw new DomainError("NOT_IN_POOL", { state: facts.state });
  await requirePoolOfActor(ctx, facts.poolId);
  requireReach(ctx.actor, { ownerId: facts.user.id, ownerTeamId: facts.user.teamId });
  requireRoom(facts);
  const held = await giveTo(ctx, facts, "assigned", note);
  if (!held) throw new DomainError("CONFLICT");
  await notify(ctx, [
    {
      userId: facts.user.id,
      kind: "assigned",
      customerId: facts.id,
      params: { name: facts.name, dueAt: held.dueAt },
      dedupeKey: `assigned:${facts.id}:${held.version}`,
    },
  ]);
  return held;
}

/** Runs `give` for each customer under the receiver's lock and collects what became of each. */
export async function giveEach(
  ctx: TxCtx,
  input: AssignCustomersInput,
  give: (ctx: TxCtx, facts: OwnershipFacts, note: string) => Promise<Held>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const customerId of [...new Set(input.customerIds)].sort()) {
    const [facts] = await readOwnershipFacts(ctx, input.userId, [customerId]);
    if (!facts) {
      outcomes.push({ customerId, name: null, ok: false, error: "NOT_FOUND", params: {} });
      continue;
    }
    try {
      outcomes.push({ customerId, name: facts.name, ok: true, held: await give(ctx, facts, input.note) });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      outcomes.push({ customerId, name: facts.name, ok: false, error: error.code, params: error.params });
    }
  }
  return outcomes;
}

/** A manager gives pooled customers to somebody of his team, within that person's cap; an outcome per customer. */
export async function assignCustomers(ctx: Ctx, input: AssignCustomersInput): Promise<Outcome[]> {
  authorize(ctx.actor, "customers.assign");
  return once(ctx, "assignCustomers", input, async (ctx) => {
    await lockReps(ctx, [input.userId]);
    return giveEach(ctx, input, assignOne);
  });
}
