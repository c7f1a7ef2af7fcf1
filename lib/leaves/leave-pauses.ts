import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { uuids } from "@/lib/sql-values";

/** The stretches, in their order, in which the clocks of these people stand still because they are away. */
export async function leavePauses(
  db: Executor,
  userIds: readonly string[],
): Promise<Map<string, { from: Date; until: Date }[]>> {
  const pauses = new Map<string, { from: Date; until: Date }[]>();
  if (userIds.length === 0) return pauses;
  const rows = await db.execute<{ user_id: string; from_at: string; until_at: string }>(sql`
    select user_id, from_at, until_at from leaves
    where user_id = any (${uuids(userIds)}) and cancelled_at is null order by user_id, from_at`);
  for (const row of rows) {
    const own = pauses.get(row.user_id) ?? [];
    own.push({ from: new Date(row.from_at), until: new Date(row.until_at) });
    pauses.set(row.user_id, own);
  }
  return pauses;
}
