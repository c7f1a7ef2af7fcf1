import { eq } from "drizzle-orm";
import { users } from "@/db/schema/people";
import { violatedConstraint } from "@/lib/constraint";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { lockWithAdmins, requireAdminLeft } from "./require-admin-left";
import type { EditUserInput } from "./schema";

/**
 * Changes who somebody is: it holds from his next request on. LAST_ADMIN when no admin would be left, DUPLICATE_EMAIL
 * when the address is another's. A lower cap takes nothing away; he gains nothing until he is below it.
 */
export async function editUser(ctx: Ctx, input: EditUserInput): Promise<{ userId: string }> {
  authorize(ctx.actor, "users.manage");
  const { userId, ...person } = input;
  return inTx(ctx, async (ctx) => {
    await lockWithAdmins(ctx, [userId]);
    const [before] = await ctx.db.select().from(users).where(eq(users.id, userId));
    if (!before) throw new DomainError("NOT_FOUND", { what: "user" });
    if (before.role === "admin" && person.role !== "admin" && !before.deactivatedAt) {
      await requireAdminLeft(ctx, userId);
    }
    await ctx.db
      .update(users)
      .set(person)
      .where(eq(users.id, userId))
      .catch((error: unknown) => {
        if (violatedConstraint(error) !== "users_email_unique") throw error;
        throw new DomainError("DUPLICATE_EMAIL", { email: person.email });
      });
    return { userId };
  });
}
