import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";

/** The organisation's zone. */
export async function readZone(ctx: TxCtx): Promise<string> {
  const [row] = await ctx.db.execute<{ time_zone: string }>(sql`select time_zone from organizations limit 1`);
  if (!row) throw new DomainError("NOT_FOUND", { what: "organization" });
  return row.time_zone;
}

/** All that the person holds is computed anew before any sweep takes it: what no rule took may be due now. Open screens read it again. */
export async function markStale(ctx: TxCtx, userId: string): Promise<void> {
  await ctx.db.execute(sql`
    update customers set due_policy_id = null
    where state = 'owned' and owner_id = ${userId}::uuid and due_policy_id is not null`);
  announce(ctx, { kind: "leave_changed", customers: null, owners: [userId], pools: [] });
}
