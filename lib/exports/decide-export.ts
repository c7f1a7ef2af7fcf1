import { eq } from "drizzle-orm";
import type { ExportState } from "@/db/enums";
import { users } from "@/db/schema/people";
import { exports } from "@/db/schema/views";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { reaches } from "@/lib/ownership/reach";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { requireSecondPerson } from "@/lib/second-person/require-second-person";
import type { DecideExportInput } from "./schema";

/**
 * Says yes or no to an export that waits for it: a manager for his team, an admin for all; never the asker himself
 * (OWN_EXPORT), nor with a yes who may be the asker (NOT_A_SECOND_PERSON).
 */
export async function decideExport(
  ctx: Ctx,
  input: DecideExportInput,
): Promise<{ exportId: string; state: ExportState }> {
  authorize(ctx.actor, "exports.decide");
  const me = requirePerson(ctx.actor);
  return once(ctx, "decideExport", input, async (ctx) => {
    const [row] = await ctx.db
      .select({ id: exports.id, state: exports.state, userId: exports.userId, teamId: users.teamId })
      .from(exports)
      .innerJoin(users, eq(users.id, exports.userId))
      .where(eq(exports.id, input.exportId))
      .for("update", { of: exports });
    if (!row) throw new DomainError("NOT_FOUND");
    if (row.userId === me) throw new DomainError("OWN_EXPORT");
    if (!reaches(ctx.actor, { ownerId: row.userId, ownerTeamId: row.teamId }))
      throw new DomainError("NOT_FOUND");
    if (row.state !== "asked") throw new DomainError("CONFLICT");
    if (input.allow) await requireSecondPerson(ctx, me, row.userId, { deed: "exports.decide" });
    const state: ExportState = input.allow ? "queued" : "declined";
    const decided = { state, decidedById: me, decidedAt: ctx.now };
    await ctx.db.update(exports).set(decided).where(eq(exports.id, row.id));
    return { exportId: row.id, state };
  });
}
