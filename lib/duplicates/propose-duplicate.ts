import { type Ctx, inTx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import type { ProposeDuplicateInput, ProposeDuplicatesInput } from "./schema";
import { writePairs } from "./write-pairs";

/**
 * Puts two customers on the merge desk as one that is there twice; `proposed` is false for a pair that was there already
 * or has been decided. Nothing about either is told to whoever proposes.
 */
export async function proposeDuplicate(
  ctx: Ctx,
  input: ProposeDuplicateInput,
): Promise<{ proposed: boolean }> {
  authorize(ctx.actor, "duplicates.propose");
  return inTx(ctx, async (ctx) => ({ proposed: (await writePairs(ctx, [input])) > 0 }));
}

/** Many pairs in one statement, as an import finds them; answers how many are new on the desk. */
export async function proposeDuplicates(
  ctx: Ctx,
  input: ProposeDuplicatesInput,
): Promise<{ proposed: number }> {
  authorize(ctx.actor, "duplicates.propose");
  return inTx(ctx, async (ctx) => ({ proposed: await writePairs(ctx, input.pairs) }));
}
