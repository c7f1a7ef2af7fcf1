import { eq } from "drizzle-orm";
import { teams, users } from "@/db/schema/people";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import { authorize } from "@/lib/permissions";
import type { DeleteTeamInput } from "./schema";

/** Dissolves a team; its people stay, in none. NOT_FOUND when there is no such team. */
export async function deleteTeam(
  ctx: Ctx,
  input: DeleteTeamInput,
): Promise<{ teamId: string; left: number }> {
  authorize(ctx.actor, "users.manage");
  const { teamId } = input;
  return inTx(ctx, async (ctx) => {
    const people = await ctx.db.select({ id: users.id }).from(users).where(eq(users.teamId, teamId));
    await lockReps(
      ctx,
      people.map(({ id }) => id),
    );
    const left = await ctx.db
      .update(users)
      .set({ teamId: null })
      .where(eq(users.teamId, teamId))
      .returning({ deactivatedAt: users.deactivatedAt });
    const deleted = await ctx.db.delete(teams).where(eq(teams.id, teamId)).returning({ id: teams.id });
    if (deleted.length === 0) throw new DomainError("NOT_FOUND", { what: "team" });
    return { teamId, left: left.filter((one) => one.deactivatedAt === null).length };
  });
}
