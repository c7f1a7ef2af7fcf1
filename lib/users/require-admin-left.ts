import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";

/** The people to lock before an admin may stop being one: of two who go at the same time the second has to see it. */
export async function lockWithAdmins(ctx: TxCtx, ids: readonly (string | null)[]): Promise<void> {
  const admins = await ctx.db.execute<{ id: string }>(
    sql`select id from users where role = 'admin' and deactivated_at is null`,
  );
  await lockReps(ctx, [...ids, ...admins.map((row) => row.id)]);
}

/** Refuses with LAST_ADMIN unless an active admin besides this person remains. The admins are locked before. */
export async function requireAdminLeft(ctx: TxCtx, userId: string): Promise<void> {
  const [other] = await ctx.db.execute(sql`
    select id from users where role = 'admin' and deactivated_at is null and id <> ${userId}::uuid limit 1`);
  if (!other) throw new DomainError("LAST_ADMIN");
}
