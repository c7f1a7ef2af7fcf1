import { sql } from "drizzle-orm";
import type { Ctx, TxCtx } from "@/lib/context";
import { once } from "@/lib/operations";
import { requirePoolOfActor } from "@/lib/ownership/assign-customers";
import { authorize } from "@/lib/permissions";
import { uuids } from "@/lib/sql-values";
import { finishSweep } from "@/lib/sweeps/record-sweep";
import { allocateBatch, allocateNext, type Batch, type Step } from "./allocate-batch";
import { planAllocation } from "./plan-allocation";
import { readDeal } from "./read-deal";
import type { Cursor } from "./read-waiting";
import { type AllocateCustomersInput, BATCH, MOST_CUSTOMERS } from "./schema";
import type { Allocation, AllocationOutcome } from "./types";

/** A part of the work in a transaction of its own, under a key of its own: what was done is answered, not done again. */
function step<T>(
  ctx: Ctx,
  input: AllocateCustomersInput,
  name: string,
  work: (ctx: TxCtx) => Promise<T>,
): Promise<T> {
  const { operationKey: key } = ctx;
  const own = key ? { ...ctx, operationKey: `${key}:${name}` } : ctx;
  return once(own, "allocateCustomers", { ...input, step: name }, work);
}

const inOrderOfEntry = async (ctx: TxCtx, ids: readonly string[]): Promise<string[]> => {
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select i.id from unnest(${uuids(ids)}) i (id) left join customers c on c.id = i.id order by c.pooled_at nulls last, i.id`);
  return rows.map(({ id }) => id);
};

/** The run has nothing left to give. */
async function ended(ctx: Ctx, allocation: Allocation): Promise<Allocation> {
  if (allocation.runId) await finishSweep(ctx, allocation.runId);
  return allocation;
}

async function allocateThese(
  ctx: Ctx,
  input: AllocateCustomersInput,
  given: readonly string[],
): Promise<Allocation> {
  const ids = await step(ctx, input, "order", (ctx) => inOrderOfEntry(ctx, [...new Set(given)]));
  const outcomes: AllocationOutcome[] = [];
  let runId: string | null = null;
  for (let from = 0; from < ids.length; from += BATCH) {
    const some = ids.slice(from, from + BATCH);
    const begun: string | null = runId;
    const done: Batch = await step(ctx, input, String(from), (ctx) =>
      allocateBatch(ctx, input.poolId, some, begun),
    );
    outcomes.push(...done.outcomes);
    runId = done.runId;
  }
  return ended(ctx, { outcomes, more: false, concerned: null, runId });
}

async function allocatePool(ctx: Ctx, input: AllocateCustomersInput): Promise<Allocation> {
  const outcomes: AllocationOutcome[] = [];
  let runId: string | null = null;
  for (let n = 0, after: Cursor | null = null; outcomes.length < MOST_CUSTOMERS; n += 1) {
    const [from, begun]: [Cursor | null, string | null] = [after, runId];
    const done: Step = await step(ctx, input, String(n), (ctx) =>
      allocateNext(ctx, input.poolId, { since: null, after: from, sparing: false }, begun),
    );
    outcomes.push(...done.outcomes);
    runId = done.runId;
    if (!done.last) return ended(ctx, { outcomes, more: false, concerned: null, runId });
    after = done.last;
  }
  return ended(ctx, { outcomes, more: true, concerned: null, runId });
}

/**
 * Gives customers that lie in a pool to its people by the pool's rules of allocation: the first rule that concerns a
 * customer decides, within caps, cool-downs and leave; an outcome for each. A manager deals out in the pools that he
 * belongs to and to his own people, an admin and a job everywhere. Who claims at the same moment may be quicker. What
 * it gave is one run, which can be undone for a day.
 */
export async function allocateCustomers(ctx: Ctx, input: AllocateCustomersInput): Promise<Allocation> {
  authorize(ctx.actor, "customers.assign");
  await requirePoolOfActor(ctx, input.poolId);
  if (input.dryRun) {
    const deal = await readDeal(ctx.db, input.poolId, ctx.now);
    return planAllocation(
      ctx.db,
      deal,
      ctx.actor,
      input.customerIds ? [...new Set(input.customerIds)] : null,
    );
  }
  return input.customerIds ? allocateThese(ctx, input, input.customerIds) : allocatePool(ctx, input);
}
