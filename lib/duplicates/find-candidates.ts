import { sql } from "drizzle-orm";
import type { DuplicateReason } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { compare, DESK_FROM } from "./compare";
import { type Comparable, type Features, featuresOf } from "./features";
import { keysOf } from "./keys";
import { MOST_CANDIDATES, MOST_PER_KEY } from "./limits";
import { type Loaded, loadCustomers } from "./load-customers";

/** A customer that may be the one that was asked about; `id` is that of whoever asked. */
export type Candidate = {
  id: string;
  customer: Loaded;
  features: Features;
  score: number;
  reasons: DuplicateReason[];
};

type Block = { key: string; ids: string[]; total: number };

/** Who has these keys; a key that too many have is counted and not read out. */
async function readBlocks(ctx: Ctx, keys: readonly string[]): Promise<Map<string, Block>> {
  const rows = await ctx.db.execute<Block>(sql`
    select k.key, b.ids, b.total::int as total from jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb) k (key)
    cross join lateral (select array_agg(customer_id) as ids, count(*) as total from (
      select d.customer_id from duplicate_keys d where d.key = k.key limit ${MOST_PER_KEY + 1}) few) b
    where b.total > 0`);
  return new Map(rows.map((row) => [row.key, row]));
}

/** The customers that share keys with one, those that share most first. */
function sharers(own: readonly string[], blocks: ReadonlyMap<string, Block>, exceptId: string): string[] {
  const shared = new Map<string, number>();
  for (const key of own) {
    const block = blocks.get(key);
    if (!block || block.total > MOST_PER_KEY) continue;
    for (const id of block.ids) shared.set(id, (shared.get(id) ?? 0) + 1);
  }
  shared.delete(exceptId);
  return [...shared]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, MOST_CANDIDATES)
    .map(([id]) => id);
}

/**
 * Finds for each of these, in two reads whatever their number, the customers that may be the same: those that share a
 * key, compared, best first, from `from` on. Merged ones are among them. An import asks for some hundreds at once.
 */
export async function findCandidates(
  ctx: Ctx,
  asked: readonly Comparable[],
  from: number = DESK_FROM,
): Promise<Candidate[]> {
  const all = asked.map((one) => {
    const features = featuresOf(one);
    return { features, keys: keysOf(features) };
  });
  const blocks = await readBlocks(ctx, [...new Set(all.flatMap(({ keys }) => keys))]);
  const near = all.map(({ features, keys }) => ({ features, ids: sharers(keys, blocks, features.id) }));
  const loaded = await loadCustomers(ctx, [...new Set(near.flatMap(({ ids }) => ids))]);
  const known = new Map(
    loaded.map((customer) => [customer.id, { customer, features: featuresOf(customer) }]),
  );
  const sharing = (key: string) => blocks.get(key)?.total ?? 2;
  return near.flatMap(({ features, ids }) =>
    ids
      .flatMap((id) => known.get(id) ?? [])
      .map((other) => ({ id: features.id, ...other, ...compare(features, other.features, sharing) }))
      .filter(({ score }) => score >= from)
      .sort((a, b) => b.score - a.score),
  );
}
