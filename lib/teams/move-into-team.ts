import { inArray } from "drizzle-orm";
import { users } from "@/db/schema/people";
import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";

/** Puts people into a team, out of the one they were in. NOT_FOUND when one of them doesn't exist. */
export async function moveIntoTeam(ctx: TxCtx, teamId: string, userIds: readonly string[]): Promise<void> {
  const ids = [...new Set(userIds)];
  if (ids.length === 0) return;
  await lockReps(ctx, ids);
  const moved = await ctx.db
    .update(users)
    .set({ teamId })
    .where(inArray(users.id, ids))
    .returning({ id: users.id });
  if (moved.length < ids.length) throw new DomainError("NOT_FOUND", { what: "user" });
}
