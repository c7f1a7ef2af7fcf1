import { newId } from "@/db/columns";
import { teams } from "@/db/schema/people";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { moveIntoTeam } from "./move-into-team";
import type { CreateTeamInput } from "./schema";

/** Founds a team of these people, who leave the teams they were in. DUPLICATE_NAME when the name is taken. */
export async function createTeam(ctx: Ctx, input: CreateTeamInput): Promise<{ teamId: string }> {
  authorize(ctx.actor, "users.manage");
  return once(ctx, "createTeam", input, async (ctx) => {
    const { name, memberIds } = input;
    const teamId = newId();
    const created = await ctx.db
      .insert(teams)
      .values({ id: teamId, name, createdAt: ctx.now })
      .onConflictDoNothing({ target: teams.name })
      .returning({ id: teams.id });
    if (created.length === 0) throw new DomainError("DUPLICATE_NAME", { name });
    await moveIntoTeam(ctx, teamId, memberIds);
    return { teamId };
  });
}
