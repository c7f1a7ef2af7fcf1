import { and, eq, isNotNull } from "drizzle-orm";
import { users } from "@/db/schema/people";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { recordAccess } from "@/lib/second-person/record-access";
import type { UserInput } from "./schema";

/**
 * Lets somebody back in who had left, in his old role, team and pools. What he had held is with others now and does
 * not come back; he signs in anew. NOT_FOUND when he has not left.
 */
export async function reactivateUser(ctx: Ctx, input: UserInput): Promise<{ userId: string }> {
  authorize(ctx.actor, "users.manage");
  return inTx(ctx, async (ctx) => {
    const [user] = await ctx.db
      .update(users)
      .set({ deactivatedAt: null })
      .where(and(eq(users.id, input.userId), isNotNull(users.deactivatedAt)))
      .returning({ id: users.id });
    if (!user) throw new DomainError("NOT_FOUND", { what: "user" });
    await recordAccess(ctx, user.id, ["reactivation"]);
    return { userId: user.id };
  });
}
