import { sql } from "drizzle-orm";
import type { Ctx, TxCtx } from "@/lib/context";
import { inTx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { texts, uuids } from "@/lib/sql-values";
import { poolGram } from "./name-matches";
import { foldSearch } from "./search-fold";
import { gramsOf } from "./search-grams";

export type NamedCustomer = { id: string; name: string; poolId: string };

/** Writes what can be looked for in these names; the trigger has put the names there. */
export async function indexNames(ctx: TxCtx, rows: readonly NamedCustomer[]): Promise<void> {
  if (rows.length === 0) return;
  const folded = rows
    .map(({ name }) => foldSearch(name))
    .map((text, at) => (text === rows[at]?.name ? "" : text));
  const grams = rows.map(({ name, poolId }) => `{${[...gramsOf(name), poolGram(poolId)].join(",")}}`);
  await ctx.db.execute(sql`update customer_names n set folded = nullif(read.folded, ''), grams = read.grams::int[]
    from unnest(${uuids(rows.map(({ id }) => id))}, ${texts(folded)}, ${texts(grams)}) as read (id, folded, grams)
    where n.customer_id = read.id`);
}

const AT_A_TIME = 2_000;
const MOST_OF_A_RUN = 400_000;

async function indexSome(ctx: Ctx): Promise<number> {
  return inTx(ctx, async (ctx) => {
    const rows = await ctx.db.execute<NamedCustomer>(sql`
      select n.customer_id as id, n.name, c.pool_id as "poolId" from customer_names n join customers c on c.id = n.customer_id
      where n.grams is null limit ${sql.raw(String(AT_A_TIME))} for no key update of n skip locked`);
    await indexNames(ctx, rows);
    return rows.length;
  });
}

/**
 * Reads the names that were written without: from before there was a search by sound, or by SQL. In short transactions;
 * what a crash leaves, or a long list, the next run goes on with.
 */
export async function indexUnreadNames(ctx: Ctx): Promise<{ names: number }> {
  authorize(ctx.actor, "jobs.run");
  let names = 0;
  while (names < MOST_OF_A_RUN) {
    const some = await indexSome(ctx);
    names += some;
    if (some < AT_A_TIME) break;
  }
  return { names };
}
