import { sql } from "drizzle-orm";
import type { Ctx, TxCtx } from "@/lib/context";
import { inTx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { texts, uuids } from "@/lib/sql-values";
import { familyOf } from "./kept-sql";
import { poolGram } from "./name-matches";
import { foldSearch } from "./search-fold";
import { gramsOf } from "./search-grams";

export type NamedCustomer = { id: string; name: string; poolId: string };

/** Of the customers that were merged into one so many names are looked for. */
const MOST_FORMER = 20;

type Names = NamedCustomer & { former: readonly string[] };

/** The texts that are looked through, a line each; a word has no line break in it, and so stands in one of them. */
const foldedOf = ({ name, former }: Names): string => [name, ...former].map(foldSearch).join("\n");

async function write(ctx: TxCtx, rows: readonly Names[]): Promise<void> {
  if (rows.length === 0) return;
  const folded = rows.map((row) => foldedOf(row)).map((text, at) => (text === rows[at]?.name ? "" : text));
  const grams = rows.map(({ name, former, poolId }) => {
    const all = new Set([name, ...former].flatMap(gramsOf));
    return `{${[...all, poolGram(poolId)].join(",")}}`;
  });
  await ctx.db.execute(sql`update customer_names n set folded = nullif(read.folded, ''),
      grams = read.grams::int[] || name_blocks(nextval('customer_names_numbers'))
    from unnest(${uuids(rows.map(({ id }) => id))}, ${texts(folded)}, ${texts(grams)}) as read (id, folded, grams)
    where n.customer_id = read.id`);
}

/** Writes what can be looked for in the names of customers that have just been entered; the trigger has put the names there. */
export const indexNames = (ctx: TxCtx, rows: readonly NamedCustomer[]): Promise<void> =>
  write(
    ctx,
    rows.map((row) => ({ ...row, former: [] })),
  );

/** The names under which the customers were known that were merged into `c`, or into one of them. */
const FORMER = sql`array(select distinct g.name from customers g where g.id <> c.id and g.name <> c.name
  and g.id in (${familyOf(sql`c.id`)}) limit ${sql.raw(String(MOST_FORMER))})`;

/** Writes anew what can be looked for in the names of this customer: its own, and those of whom was merged into it. */
export async function indexKeptNames(ctx: TxCtx, customerId: string): Promise<void> {
  const rows = await ctx.db.execute<Names>(sql`
    select c.id, c.name, c.pool_id as "poolId", ${FORMER} as former from customers c where c.id = ${customerId}::uuid`);
  await write(ctx, rows);
}

const AT_A_TIME = 2_000;
const MOST_OF_A_RUN = 400_000;

async function indexSome(ctx: Ctx): Promise<number> {
  return inTx(ctx, async (ctx) => {
    const rows = await ctx.db.execute<Names>(sql`
      select n.customer_id as id, n.name, c.pool_id as "poolId", ${FORMER} as former from customer_names n join customers c on c.id = n.customer_id
      where n.grams is null limit ${sql.raw(String(AT_A_TIME))} for no key update of n skip locked`);
    await write(ctx, rows);
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
