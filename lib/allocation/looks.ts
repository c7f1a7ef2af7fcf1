import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { allocationLooks } from "@/db/schema/allocation";
import { readInstant } from "@/lib/sql-values";
import { isPaused } from "@/lib/sweeps/stops";
import { addMs, MINUTE } from "@/lib/time";

/** How often all of a pool is looked at: an edit, or time alone, can bring a customer under a rule. */
export const WHOLE_EVERY_MS = 10 * MINUTE;
/** A transaction that was slow to commit brings in customers that entered before the last look. */
const OVERLAP_MS = 2 * MINUTE;

/** What the last look at a pool found. */
export type Look = {
  policyId: string;
  lookedAt: Date;
  wholeAt: Date;
  waiting: boolean;
  free: readonly string[];
};

/** How a pool stands now. */
export type Standing = { policyId: string; free: readonly string[]; now: Date };

/**
 * Which part of a pool is worth a look: null is none, because nobody can take anything; without an instant all of it,
 * because the rules are others, time has passed, or somebody can take what nobody could; else what came since.
 */
export function partToLookAt(
  look: Look | null,
  { policyId, free, now }: Standing,
): { since: Date | null } | null {
  if (free.length === 0) return null;
  const whole = { since: null };
  if (!look || look.policyId !== policyId) return whole;
  if (now.getTime() - look.wholeAt.getTime() >= WHOLE_EVERY_MS) return whole;
  const before = new Set(look.free);
  if (look.waiting && free.some((pair) => !before.has(pair))) return whole;
  return { since: addMs(look.lookedAt, -OVERLAP_MS) };
}

/** A pool that deals out by itself, and the last look at it. */
export type Dealing = { poolId: string; look: Look | null };

type Row = {
  id: string;
  policy_id: string | null;
  looked_at: string;
  whole_at: string;
  waiting: boolean;
  free: string[];
};

const toLook = (row: Row): Look | null => {
  const [lookedAt, wholeAt] = [readInstant(row.looked_at), readInstant(row.whole_at)];
  if (!row.policy_id || !lookedAt || !wholeAt) return null;
  return { policyId: row.policy_id, lookedAt, wholeAt, waiting: row.waiting, free: row.free };
};

/** The pools whose rules in force deal out by themselves, but those that are paused. */
export async function readDealing(db: Executor): Promise<Dealing[]> {
  const rows = await db.execute<Row>(sql`
    select pools.id, l.policy_id, l.looked_at, l.whole_at, l.waiting, l.free from pools
    cross join lateral (select document from policies where pool_id = pools.id order by version desc limit 1) p
    left join allocation_looks l on l.pool_id = pools.id
    where pools.archived_at is null and not ${isPaused(sql`pools.id`)} and (p.document->>'autoAllocate')::boolean
      and jsonb_array_length(coalesce(p.document->'allocationRules', '[]')) > 0
    order by pools.position, pools.id`);
  return rows.map((row) => ({ poolId: row.id, look: toLook(row) }));
}

/** Keeps what a look found. */
export async function keepLook(db: Executor, poolId: string, { free, ...look }: Look): Promise<void> {
  const seen = { ...look, free: [...free] };
  await db
    .insert(allocationLooks)
    .values({ poolId, ...seen })
    .onConflictDoUpdate({ target: allocationLooks.poolId, set: seen });
}
