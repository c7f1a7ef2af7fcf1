import { inArray } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import { assignCustomers } from "@/lib/ownership/assign-customers";
import { claimCustomers, type Outcome } from "@/lib/ownership/claim-customers";
import { moveToPool } from "@/lib/ownership/move-to-pool";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { transferCustomers } from "@/lib/ownership/transfer-customers";
import { editOne } from "./edit-one";
import type { Bulk } from "./schema";
import type { ItemResult } from "./types";

/** Runs one verb of a batch so that its refusal undoes nothing but itself. */
export async function apart(ctx: TxCtx, work: (ctx: TxCtx) => Promise<ItemResult>): Promise<ItemResult> {
  try {
    return await ctx.db.transaction((tx) => work({ ...ctx, db: tx }));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { ok: false, error: error.code, params: error.params };
  }
}

type Outcomes = readonly ({ customerId: string; ok: boolean } & (
  | { ok: true }
  | { ok: false; error: DomainError["code"]; params: DomainError["params"] }
))[];

const byCustomer = (outcomes: Outcomes, undo: (id: string) => Record<string, unknown> | null = () => null) =>
  new Map<string, ItemResult>(
    outcomes.map((one) => [
      one.customerId,
      one.ok ? { ok: true, undo: undo(one.customerId) } : { ok: false, error: one.error, params: one.params },
    ]),
  );

/** Of each that went into hands the version that it has there: as long as it has that, it can be taken back. */
const given = (outcomes: readonly Outcome[]) => {
  const versions = new Map(outcomes.flatMap((one) => (one.ok ? [[one.customerId, one.held.version]] : [])));
  return byCustomer(outcomes, (id) => ({ version: versions.get(id) ?? null }));
};

async function releaseEach(
  ctx: TxCtx,
  ids: readonly string[],
  { reason, note }: Extract<Bulk, { verb: "release" }>,
): Promise<Map<string, ItemResult>> {
  const owners = await ctx.db
    .selectDistinct({ id: customers.ownerId })
    .from(customers)
    .where(inArray(customers.id, [...ids]));
  await lockReps(
    ctx,
    owners.map(({ id }) => id),
  );
  const results = new Map<string, ItemResult>();
  for (const customerId of [...ids].sort()) {
    const result = await apart(ctx, async (ctx) => {
      await releaseCustomer(ctx, { customerId, reason, note });
      return { ok: true, undo: null };
    });
    results.set(customerId, result);
  }
  return results;
}

/** From which pool each goes, to bring it back there. */
async function moveEach(
  ctx: TxCtx,
  ids: readonly string[],
  { poolId, note }: Extract<Bulk, { verb: "move" }>,
): Promise<Map<string, ItemResult>> {
  const rows = await ctx.db
    .select({ id: customers.id, poolId: customers.poolId })
    .from(customers)
    .where(inArray(customers.id, [...ids]));
  const from = new Map(rows.map((row) => [row.id, row.poolId]));
  const moved = await moveToPool(ctx, { customerIds: [...ids], poolId, note });
  const versions = new Map(moved.map((one) => [one.customerId, one.ok ? one.version : null]));
  return byCustomer(moved, (id) => ({ poolId: from.get(id) ?? null, version: versions.get(id) ?? null }));
}

async function editEach(ctx: TxCtx, ids: readonly string[], edit: Extract<Bulk, { verb: "edit" }>) {
  const results = new Map<string, ItemResult>();
  for (const customerId of [...ids].sort()) {
    results.set(
      customerId,
      await apart(ctx, async (ctx) => ({ ok: true, undo: await editOne(ctx, customerId, edit) })),
    );
  }
  return results;
}

/** Does with these customers what was asked, by the verbs that do it to one; an outcome for each. */
export async function doChunk(
  ctx: TxCtx,
  ids: readonly string[],
  bulk: Bulk,
): Promise<Map<string, ItemResult>> {
  const customerIds = [...ids];
  switch (bulk.verb) {
    case "claim":
      return given(await claimCustomers(ctx, { customerIds }));
    case "assign":
      return given(await assignCustomers(ctx, { customerIds, userId: bulk.userId, note: bulk.note }));
    case "transfer":
      return byCustomer(await transferCustomers(ctx, { customerIds, userId: bulk.userId, note: bulk.note }));
    case "release":
      return releaseEach(ctx, ids, bulk);
    case "move":
      return moveEach(ctx, ids, bulk);
    case "edit":
      return editEach(ctx, ids, bulk);
  }
}
