import { sql } from "drizzle-orm";
import { type Ctx, inTx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { instant } from "@/lib/sql-values";

/** Names are counted on so many pages of their table, about two hundred thousand. */
const PAGES = sql.raw("5000.0");
/** A gram that one in so many names has, or fewer, is rare. */
const RARE = sql.raw("10000");
/** A count holds until so many more names are written, in percent, or a day has passed. */
const MORE = sql.raw("10");

/** Whether a count holds: a number below the count's is that of a database brought back from a copy. */
const HOLDS = sql`last_value between counted_to and counted_to * (100 + ${MORE}) / 100`;

/**
 * Counts among some of the names how common each gram is, where the last count no longer holds. Search goes by it, and
 * finds the same whatever it says.
 */
export async function countGrams(ctx: Ctx): Promise<{ grams: number }> {
  authorize(ctx.actor, "jobs.run");
  return inTx(ctx, async (ctx) => {
    const [due] = await ctx.db.execute(sql`select from customer_names_numbers where not exists (
      select from name_gram_shares where ${HOLDS} and counted_at > ${instant(ctx.now)} - interval '1 day')`);
    if (!due) return { grams: 0 };
    await ctx.db.execute(sql`lock table name_gram_shares in exclusive mode`);
    await ctx.db.execute(sql`delete from name_gram_shares`);
    const counted = await ctx.db.execute(sql`
      with counted as materialized (select grams from customer_names tablesample system (
        least(100, 100 * ${PAGES} / greatest(1, pg_relation_size('customer_names') / current_setting('block_size')::int)))
        where grams is not null)
      insert into name_gram_shares (gram, share, counted_to, counted_at)
      select gram, count(*)::real / (select count(*) from counted), last_value, ${instant(ctx.now)}
      from counted, unnest(grams) as gram, customer_names_numbers
      group by gram, last_value having count(*) * ${RARE} > (select count(*) from counted) returning gram`);
    return { grams: counted.length };
  });
}
