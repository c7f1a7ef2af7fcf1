import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { regionCode } from "@/lib/names/regions";
import type { Comparable } from "./features";

/** Writes the code of the region that each of these names; what names none, or more than one, has none. */
export async function writeRegionCodes(ctx: TxCtx, customers: readonly Comparable[]): Promise<void> {
  const rows = customers.map(({ id, region }) => ({ id, code: region === null ? null : regionCode(region) }));
  if (rows.length === 0) return;
  await ctx.db.execute(sql`
    update customers c set region_code = r.code from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, code text)
    where c.id = r.id and c.region_code is distinct from r.code`);
}
