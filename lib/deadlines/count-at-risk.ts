import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { instant } from "@/lib/sql-values";
import { addMs, DAY } from "@/lib/time";

/** How close to its deadline a customer counts as about to go back, in milliseconds. */
export const AT_RISK_MS = 3 * DAY;

/** How many customers in the actor's own hands go back within three days unless he does something. */
export async function countAtRisk(ctx: Ctx): Promise<number> {
  authorize(ctx.actor, "customers.read");
  const [row] = await ctx.db.execute<{ n: number }>(sql`
    select count(*)::int as n from customers c
    where c.owner_id = ${requirePerson(ctx.actor)}::uuid and c.due_at < ${instant(addMs(ctx.now, AT_RISK_MS))}
      and c.won_at is null and (c.protected_until is null or c.protected_until <= ${instant(ctx.now)})`);
  return row?.n ?? 0;
}
