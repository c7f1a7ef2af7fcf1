import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { uuids } from "@/lib/sql-values";
import { type Comparable, featuresOf } from "./features";
import { keysOf } from "./keys";

/** Writes the keys of these customers anew: what they no longer have goes. */
export async function writeKeys(ctx: TxCtx, customers: readonly Comparable[]): Promise<void> {
  if (customers.length === 0) return;
  const rows = customers.flatMap((one) => keysOf(featuresOf(one)).map((key) => ({ id: one.id, key })));
  const json = JSON.stringify(rows);
  await ctx.db.execute(sql`
    delete from duplicate_keys d where d.customer_id = any (${uuids(customers.map(({ id }) => id))})
      and not exists (select from jsonb_to_recordset(${json}::jsonb) as r (id uuid, key text) where r.id = d.customer_id and r.key = d.key)`);
  await ctx.db.execute(sql`
    insert into duplicate_keys (customer_id, key) select r.id, r.key
    from jsonb_to_recordset(${json}::jsonb) as r (id uuid, key text) on conflict do nothing`);
}
