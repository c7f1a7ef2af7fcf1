import { sql } from "drizzle-orm";
import { leaves } from "@/db/schema/calendar";
import type { TxCtx } from "@/lib/context";
import { pauseOf } from "./rules";

/** Every leave keeps its days, which begin and end at other instants in another zone. */
export async function moveLeavesToZone(ctx: TxCtx, timeZone: string): Promise<void> {
  const { id, fromOn, untilOn } = leaves;
  const rows = await ctx.db.select({ id, fromOn, untilOn }).from(leaves);
  const moved = rows.map((row) => {
    const { fromAt, untilAt } = pauseOf(row, timeZone);
    return { id: row.id, from_at: fromAt, until_at: untilAt };
  });
  await ctx.db.execute(sql`
    update leaves l set from_at = m.from_at, until_at = m.until_at
    from json_to_recordset(${JSON.stringify(moved)}::json) as m(id uuid, from_at timestamptz, until_at timestamptz)
    where l.id = m.id`);
}
