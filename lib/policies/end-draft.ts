import { eq, sql } from "drizzle-orm";
import { policyDrafts } from "@/db/schema/policy-drafts";
import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import type { PublishDraftInput } from "./publish-schema";
import { sameDocument } from "./same-document";

type Row = { id: string; revision: number; base_version: number; document: unknown; editor: string };

/**
 * Ends the draft of the pool when what is published was made of it, or is it word by word; another admin's stays, on an
 * older version now. DRAFT_CHANGED when the draft that was named is another by now.
 */
export async function endDraft(ctx: TxCtx, input: PublishDraftInput): Promise<void> {
  const [row] = await ctx.db.execute<Row>(sql`
    select d.id, d.revision, d.base_version, d.document, u.name as editor
    from policy_drafts d join users u on u.id = d.edited_by_id where d.pool_id = ${input.poolId}::uuid for update of d`);
  const { draft } = input;
  if (draft && (row?.id !== draft.draftId || row.revision !== draft.revision)) {
    throw new DomainError("DRAFT_CHANGED", { name: row?.editor ?? "", gone: !row });
  }
  if (!row) return;
  const same = row.base_version === input.baseVersion && sameDocument(row.document, input.document);
  if (draft || same) await ctx.db.delete(policyDrafts).where(eq(policyDrafts.id, row.id));
}
