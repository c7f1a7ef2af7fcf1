import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Figures } from "./ledger-figures";

const lines = async (db: Db, query: ReturnType<typeof sql>): Promise<string[]> => {
  const rows = await db.execute<{ line: string }>(query);
  return rows.map((row) => row.line).sort();
};

/** What the roll-up has stored, in the same words as ledgerFigures. */
export async function storedFigures(db: Db): Promise<Figures> {
  return {
    days: await lines(
      db,
      sql`select concat_ws(' ', day_on, pool_id, coalesce(user_id::text, '-'), measure, '=', count,
        '[' || coalesce(array_to_string(seconds, ','), '') || ']') as line from stats_days`,
    ),
    flows: await lines(
      db,
      sql`select concat_ws(' ', cohort, day_on, pool_id, coalesce(taker_id::text, '-'), source, fate, followed::text,
        '=', count, '[]') as line from stats_flows`,
    ),
    levels: await lines(
      db,
      sql`select concat_ws(' ', day_on, pool_id, coalesce(user_id::text, '-'), '=', customer_count,
        '[' || coalesce(array_to_string(touched_days_ago, ','), '') || ']') as line from stats_levels where customer_count > 0
        union all
        select concat_ws(' ', day_on, pool_id, user_id, 'idle', '=', idle_count, '[]') from stats_levels where idle_count > 0`,
    ),
    bounces: await lines(
      db,
      sql`select concat_ws(' ', pool_id, bounce_count, '=', customer_count, '[]') as line from stats_bounces`,
    ),
  };
}
