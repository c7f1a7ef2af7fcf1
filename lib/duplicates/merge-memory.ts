import type { KeptBefore, MergedAway } from "@/db/schema/duplicates";
import type { TxCtx } from "@/lib/context";
import { readOwnershipFacts } from "@/lib/ownership/read-facts";
import type { StoredCustomer } from "./merge-rules";

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** What a held customer has that neither the ledger nor a table tells once it is merged. */
async function heldOf(ctx: TxCtx, other: StoredCustomer, ownerId: string): Promise<MergedAway["held"]> {
  const [facts] = await readOwnershipFacts(ctx, ownerId, [other.id]);
  return {
    ...{ followUpsSinceProgress: other.followUpsSinceProgress, overCapSince: iso(other.overCapSince) },
    ...{ dueAt: iso(other.dueAt), dueRule: other.dueRule, remindAt: iso(other.remindAt) },
    counted: facts?.usage.held ?? 0,
  };
}

/** The customer that is about to go, as its undo needs it; its owner is locked. */
export async function awayOf(ctx: TxCtx, other: StoredCustomer): Promise<MergedAway> {
  const { ownerId, nextStep } = other;
  const away = {
    ...{ ownerId, nextStep, nextStepAt: iso(other.nextStepAt), protectedUntil: iso(other.protectedUntil) },
    state: ownerId ? ("owned" as const) : ("pooled" as const),
  };
  const held = ownerId ? await heldOf(ctx, other, ownerId) : undefined;
  return held ? { ...away, held } : away;
}

/** The customer that stays, as it was before the merge wrote at that instant. */
export const keptBefore = (keep: StoredCustomer, writtenAt: Date): KeptBefore => ({
  ...{ version: keep.version, nameKey: keep.nameKey, stageChangedAt: iso(keep.stageChangedAt) },
  ...{ gradeDroppedAt: iso(keep.gradeDroppedAt), intentDroppedAt: iso(keep.intentDroppedAt) },
  ...{ followUpsSinceProgress: keep.followUpsSinceProgress, writtenAt: writtenAt.toISOString() },
});
