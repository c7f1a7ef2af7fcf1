import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import type { DraftRef } from "@/lib/policies/publish-schema";
import { PolicyDocument } from "@/lib/policies/schema";

export type LockedDraft = {
  id: string;
  poolId: string;
  revision: number;
  baseVersion: number;
  document: PolicyDocument;
  note: string;
  editedById: string;
  /** Who edited it last. */
  editor: string;
  approvedHit: number | null;
};

type Row = {
  id: string;
  revision: number;
  base_version: number;
  document: unknown;
  note: string;
  edited_by_id: string;
  editor: string;
  approved_hit: number | null;
};

/** Somebody saved the draft, or it was published or discarded: who it was, as far as there is still a draft. */
export const draftChanged = (name: string | null): DomainError =>
  new DomainError("DRAFT_CHANGED", { name: name ?? "", gone: name === null });

/** The name of an open pool and the version in force in it. NOT_FOUND when it isn't there or is archived. */
export async function requireOpenPool(
  ctx: TxCtx,
  poolId: string,
): Promise<{ name: string; inForce: number }> {
  const [pool] = await ctx.db.execute<{ name: string; in_force: number }>(sql`
    select pools.name, (select max(version) from policies p where p.pool_id = pools.id) as in_force
    from pools where id = ${poolId}::uuid and archived_at is null`);
  if (!pool) throw new DomainError("NOT_FOUND", { what: "pool" });
  return { name: pool.name, inForce: pool.in_force };
}

/** Locks the draft of a pool; null when it has none. */
export async function lockDraft(ctx: TxCtx, poolId: string): Promise<LockedDraft | null> {
  const [row] = await ctx.db.execute<Row>(sql`
    select d.id, d.revision, d.base_version, d.document, d.note, d.edited_by_id, u.name as editor, d.approved_hit
    from policy_drafts d join users u on u.id = d.edited_by_id where d.pool_id = ${poolId}::uuid for update of d`);
  if (!row) return null;
  return {
    ...{ id: row.id, poolId, revision: row.revision, baseVersion: row.base_version, note: row.note },
    ...{ document: PolicyDocument.parse(row.document), editedById: row.edited_by_id, editor: row.editor },
    approvedHit: row.approved_hit,
  };
}

/** Locks the draft that somebody has seen; DRAFT_CHANGED when it is another by now, or none. */
export async function requireDraft(ctx: TxCtx, poolId: string, seen: DraftRef): Promise<LockedDraft> {
  const draft = await lockDraft(ctx, poolId);
  if (!draft) throw draftChanged(null);
  if (draft.id !== seen.draftId || draft.revision !== seen.revision) throw draftChanged(draft.editor);
  return draft;
}

/** As `requireDraft`, of an open pool, and made on the version in force there: POLICY_CHANGED. */
export async function requireCurrentDraft(
  ctx: TxCtx,
  poolId: string,
  seen: DraftRef,
): Promise<LockedDraft & { poolName: string }> {
  const pool = await requireOpenPool(ctx, poolId);
  const draft = await requireDraft(ctx, poolId, seen);
  if (draft.baseVersion !== pool.inForce) throw new DomainError("POLICY_CHANGED", { version: pool.inForce });
  return { ...draft, poolName: pool.name };
}
