import { and, eq, inArray } from "drizzle-orm";
import { teams, users } from "@/db/schema/people";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { moveIntoTeam } from "./move-into-team";
import type { SetTeamMembersInput } from "./schema";

/** Moves people into a team and others out of it; what they hold stays with them, in the sight of their new manager. */
export async function setTeamMembers(
  ctx: Ctx,
  input: SetTeamMembersInput,
): Promise<{ teamId: string; added: number; removed: number }> {
  authorize(ctx.actor, "users.manage");
  return once(ctx, "setTeamMembers", input, async (ctx) => {
    const { teamId } = input;
    const add = [...new Set(input.add)];
    const remove = input.remove.filter((id) => !add.includes(id));
    await lockReps(ctx, [...add, ...remove]);
    const [team] = await ctx.db.select({ id: teams.id }).from(teams).where(eq(teams.id, teamId));
    if (!team) throw new DomainError("NOT_FOUND", { what: "team" });
    await moveIntoTeam(ctx, teamId, add);
    const removed = await ctx.db
      .update(users)
      .set({ teamId: null })
      .where(and(eq(users.teamId, teamId), inArray(users.id, remove)))
      .returning({ id: users.id });
    return { teamId, added: add.length, removed: removed.length };
  });
}
