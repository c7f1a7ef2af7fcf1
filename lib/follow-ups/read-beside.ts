import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { Sham } from "@/lib/policies/sham";
import { instant, readInstant } from "@/lib/sql-values";
import { addMs, DAY } from "@/lib/time";

/** What somebody has written before, as far as the signs of a sham ask for it. */
export type Written = { sameText: boolean; lastElsewhereAt: Date | null };

/**
 * Whether a person has written the same within the days of the policy (`noteKey` null: nothing to compare), and when he
 * last wrote about another customer.
 */
export async function readWritten(
  ctx: Ctx,
  of: { userId: string; customerId: string; noteKey: string | null },
  sham: Sham,
): Promise<Written> {
  const by = sql`f.user_id = ${of.userId}::uuid`;
  const since = instant(addMs(ctx.now, -sham.sameTextDays * DAY));
  const [row] = await ctx.db.execute<{ same: boolean; elsewhere: string | null }>(sql`
    select exists (select from follow_ups f where ${by} and f.note_key = ${of.noteKey} and f.at > ${since}) as same,
      (select max(f.at) from follow_ups f where ${by} and f.customer_id <> ${of.customerId}::uuid) as elsewhere`);
  return { sameText: row?.same ?? false, lastElsewhereAt: readInstant(row?.elsewhere) };
}
