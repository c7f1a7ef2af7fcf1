import { sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import type { DuplicateReason } from "@/db/enums";
import type { TxCtx } from "@/lib/context";
import { instant } from "@/lib/sql-values";

/** A pair as somebody found it, in either order. */
export type FoundPair = {
  customerId: string;
  otherId: string;
  reasons: readonly DuplicateReason[];
  score: number;
};

/** One row a pair, the lower id first, with every reason and the best score. */
function ordered(pairs: readonly FoundPair[]) {
  const rows = new Map<
    string,
    { id: string; low: string; high: string; score: number; reasons: DuplicateReason[] }
  >();
  for (const { customerId, otherId, reasons, score } of pairs) {
    if (customerId === otherId) continue;
    const [low, high] = customerId < otherId ? [customerId, otherId] : [otherId, customerId];
    const key = `${low}:${high}`;
    const known = rows.get(key);
    rows.set(key, {
      ...{ id: known?.id ?? newId(), low, high, score: Math.max(score, known?.score ?? 0) },
      reasons: [...new Set([...(known?.reasons ?? []), ...reasons])],
    });
  }
  return [...rows.values()].sort((a, b) => (a.low + a.high < b.low + b.high ? -1 : 1));
}

/**
 * Puts pairs on the desk and answers how many are new there. What somebody has decided stays decided; what is open keeps
 * the better score and every reason. Customers that are merged or marked invalid make no pair.
 */
export async function writePairs(ctx: TxCtx, pairs: readonly FoundPair[]): Promise<number> {
  const rows = ordered(pairs);
  if (rows.length === 0) return 0;
  const written = await ctx.db.execute<{ fresh: boolean }>(sql`
    insert into duplicate_pairs as p (id, low_id, high_id, score, reasons, state, found_at)
    select r.id, r.low, r.high, r.score, r.reasons, 'open', ${instant(ctx.now)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, low uuid, high uuid, score int, reasons text[])
    where (select count(*) from customers c where c.id in (r.low, r.high) and c.state in ('pooled', 'owned')) = 2
    order by r.low, r.high
    on conflict (low_id, high_id) do update set score = greatest(p.score, excluded.score),
      reasons = (select array_agg(distinct one) from unnest(p.reasons || excluded.reasons) one)
    where p.state = 'open' and (p.score < excluded.score or not p.reasons @> excluded.reasons)
    returning xmax = 0 as fresh`);
  return written.filter(({ fresh }) => fresh).length;
}
