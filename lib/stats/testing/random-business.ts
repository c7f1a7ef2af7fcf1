import { and, eq, isNull, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import type { EventKind } from "@/db/enums";
import { deals } from "@/db/schema/activity";
import { customers } from "@/db/schema/customers";
import { tenures } from "@/db/schema/ledger";
import type { World } from "@/db/testing/factories";
import { type Ctx, inTx } from "@/lib/context";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { type Moved, moveCustomers } from "@/lib/ledger/move-customers";
import type { Move } from "@/lib/ledger/move-statement";
import { addMs } from "@/lib/time";

/** Numbers that look random and are the same for the same seed. */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const only = (id: string): Move["where"] => sql`c.id = ${id}::uuid`;

/** Moves one customer by the ledger's own function; nothing happens when its state doesn't allow it. */
export const move = (ctx: Ctx, kind: Exclude<EventKind, "created">, id: string, more: Partial<Move> = {}) =>
  inTx(ctx, (ctx) => moveCustomers(ctx, { kind, where: only(id), ...more }));

async function recordDeal(ctx: Ctx, id: string): Promise<void> {
  await inTx(ctx, async ({ db, now }) => {
    const [tenure] = await db
      .update(customers)
      .set({ wonAt: now, lastDealAt: now, dueAt: null, dueRule: null, dueFrom: null, remindAt: null })
      .from(tenures)
      .where(and(eq(customers.id, id), eq(tenures.customerId, customers.id), isNull(tenures.endedAt)))
      .returning({ id: tenures.id, userId: tenures.userId });
    if (!tenure) return;
    const what = { id: newId(), title: "deal", amount: 100, currency: "CNY", at: now };
    await db.insert(deals).values({ ...what, customerId: id, tenureId: tenure.id, userId: tenure.userId });
  });
}

/** Gives back what was reclaimed, as the undo of a sweep does. */
export const putBack = (ctx: Ctx, { id, fromOwnerId, fromPoolId }: Moved) =>
  move(ctx, "reclaim_undone", id, { opens: { ownerId: fromOwnerId ?? "" }, poolId: fromPoolId });

/** Merges one away, and brings it back at that instant to where it was. */
async function mergeAway(ctx: Ctx, id: string, keptId: string, until: Date | null): Promise<void> {
  const [was] = await ctx.db.select().from(customers).where(eq(customers.id, id));
  if (id === keptId || !was) return;
  const [gone] = await move(ctx, "merged", id, { mergedIntoId: keptId });
  if (!gone || !until) return;
  const { ownerId, heldSince } = was;
  const back: Ctx = { ...ctx, now: until };
  if (ownerId && heldSince)
    await move(back, "merge_resumed", id, { asItWas: { ...was, ownerId, heldSince } });
  else await move(back, "merge_reversed", id);
}

/** A company that works at random: `step` lets somebody do something at the instant, if it is allowed. */
export function randomBusiness(world: World, otherPoolId: string, ids: readonly string[], seed: number) {
  const random = seeded(seed);
  // By dice of its own: what else happens stays as it was.
  const takesBack = seeded(seed + 1);
  const merges = seeded(seed + 2);
  const pick = <T>(items: readonly T[]): T => items[random(items.length)] as T;

  const follow = async (at: Date, id: string) => {
    const [held] = await world.db.select().from(customers).where(eq(customers.id, id));
    const owner = world.reps.find((rep) => rep.id === held?.ownerId);
    if (!owner) return;
    const outcome = pick(["connected", "no_answer"] as const);
    const plan = { contactId: null, note: "", nextStep: "", nextStepAt: null };
    const by = random(5) === 0 ? world.manager : owner;
    await logFollowUp(world.as(by, at), { customerId: id, channel: "call", outcome, ...plan });
  };

  return async (at: Date): Promise<void> => {
    const id = pick(ids);
    const ctx = world.system(at);
    const opens = { tenureId: newId(), ownerId: pick(world.reps).id };
    const act = random(20);
    if (merges(8) === 0) {
      const other = ids[merges(ids.length)] ?? id;
      await mergeAway(ctx, other, id, merges(3) === 0 ? null : addMs(at, merges(60) * 1_000));
    }
    if (act < 6) await move(ctx, "claimed", id, { opens });
    else if (act === 6) {
      const [claimed] = await move(ctx, "claimed", id, { opens });
      if (claimed) await move(world.system(new Date(at.getTime() + 8_000)), "claim_undone", id);
    } else if (act === 7) {
      const [assigned] = await move(ctx, "assigned", id, { opens });
      if (assigned && takesBack(3) === 0)
        await move(world.system(addMs(at, takesBack(60) * 1_000)), "assign_undone", id);
    } else if (act === 8) await move(ctx, "transferred", id, { opens });
    else if (act < 11) await move(ctx, "released", id);
    else if (act === 11) {
      const [gone] = await move(ctx, "reclaimed", id);
      if (gone?.fromOwnerId && random(2) === 0) {
        await putBack(world.system(addMs(at, random(60) * 1_000)), gone);
      }
    } else if (act === 12) await move(ctx, "departed", id);
    else if (act === 13) await move(ctx, "invalidated", id, { invalidReason: "other" });
    else if (act === 14) await move(ctx, "restored", id);
    else if (act === 15) await move(ctx, "moved", id, { poolId: pick([world.pool.id, otherPoolId]) });
    else if (act === 16) await recordDeal(ctx, id);
    else await follow(at, id);
  };
}
