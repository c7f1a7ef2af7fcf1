import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { countCleared, readCompared, withPool } from "./compared";
import { type CountedHit, hitSql } from "./preview-sql";
import { sameDocument } from "./same-document";
import type { PreviewPolicyInput, PublishPolicyInput } from "./schema";

/**
 * How many a document takes within the notice if it is published now, from those who hold them and out of the pool, and how
 * many of them the version in force doesn't.
 */
export async function countHit(ctx: TxCtx, input: PreviewPolicyInput): Promise<CountedHit> {
  const compared = await readCompared(ctx, input);
  const [row] = await ctx.db.execute<CountedHit>(hitSql(compared));
  if (!row) throw new Error("nothing was counted");
  return withPool({ hit: Number(row.hit), added: Number(row.added) }, await countCleared(ctx.db, compared));
}

/** From how many customers on a second admin has to approve; null when none ever has to. */
export async function readThreshold(ctx: TxCtx): Promise<number | null> {
  const [org] = await ctx.db.execute<{ approval_threshold: number | null }>(
    sql`select approval_threshold from organizations limit 1`,
  );
  return org?.approval_threshold ?? null;
}

/**
 * What has to be approved before it is published: more than the threshold go within the notice, and among them some
 * that stay under the version in force. Whoever but loosens or switches off needs nobody. Null when nothing has to be.
 */
export async function findToApprove(
  ctx: TxCtx,
  input: PreviewPolicyInput,
): Promise<{ hit: number; threshold: number } | null> {
  const threshold = await readThreshold(ctx);
  if (threshold === null) return null;
  const { hit, added } = await countHit(ctx, input);
  return added > 0 && hit > threshold ? { hit, threshold } : null;
}

/**
 * Refuses with APPROVAL_NEEDED unless another admin than its last editor has approved this very document on this very
 * version, and it takes by now at most the threshold more than he saw.
 */
export async function requireApproval(
  ctx: TxCtx,
  input: PublishPolicyInput,
  { hit, threshold }: { hit: number; threshold: number },
): Promise<void> {
  const [draft] = await ctx.db.execute<{
    base_version: number;
    document: unknown;
    approved_hit: number | null;
  }>(sql`
    select base_version, document, approved_hit from policy_drafts where pool_id = ${input.poolId}::uuid`);
  const same = draft?.base_version === input.baseVersion && sameDocument(draft.document, input.document);
  const approved = same ? (draft?.approved_hit ?? null) : null;
  if (approved !== null && hit <= approved + threshold) return;
  throw new DomainError("APPROVAL_NEEDED", { hit, threshold, approved });
}
