import { eq } from "drizzle-orm";
import { teams } from "@/db/schema/people";
import { violatedConstraint } from "@/lib/constraint";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import type { RenameTeamInput } from "./schema";

/** Renames a team. DUPLICATE_NAME when another has the name, NOT_FOUND when there is no such team. */
export async function renameTeam(ctx: Ctx, input: RenameTeamInput): Promise<{ teamId: string }> {
  authorize(ctx.actor, "users.manage");
  const { teamId, name } = input;
  return inTx(ctx, async (ctx) => {
    const renamed = await ctx.db
      .update(teams)
      .set({ name })
      .where(eq(teams.id, teamId))
      .returning({ id: teams.id })
      .catch((error: unknown) => {
        if (violatedConstraint(error) !== "teams_name_unique") throw error;
        throw new DomainError("DUPLICATE_NAME", { name });
      });
    if (renamed.length === 0) throw new DomainError("NOT_FOUND", { what: "team" });
    return { teamId };
  });
}
