import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { uuids } from "@/lib/sql-values";

/** What says when a customer was touched last, and its place in the ledger. */
const TOUCHED = sql`array['version', 'moved_at', 'edited_at']`;

const rows = (table: string, key = "customer_id") => sql`
  select ${table} as of, r.id::text as id, to_jsonb(r) as row from ${sql.identifier(table)} r where r.${sql.identifier(key)} = any (ids.ids)`;

/** Everything that is stored of these customers and hangs on them, but for the ledger's own rows and what was written about the merge. */
export async function asItIs(db: Executor, customerIds: readonly string[]): Promise<Record<string, unknown>> {
  const found = await db.execute<{ key: string; row: unknown }>(sql`
    select all_of.of || ' ' || all_of.id as key, all_of.row from (select ${uuids(customerIds)} as ids) ids
    cross join lateral (
      select 'customers' as of, c.id::text as id, to_jsonb(c) - ${TOUCHED}::text[] as row from customers c where c.id = any (ids.ids)
      union all ${rows("contacts")} union all ${rows("tenures")} union all ${rows("protections")} union all ${rows("requests")}
      union all ${rows("follow_ups")} union all ${rows("deals")} union all ${rows("activities")} union all ${rows("data_issues")}
      union all ${rows("reveals")}
      union all select 'names', n.customer_id::text, to_jsonb(n) from customer_names n where n.customer_id = any (ids.ids)) all_of
    order by 1`);
  return Object.fromEntries(found.map(({ key, row }) => [key, row]));
}
