import { eq } from "drizzle-orm";
import type { AccessKind } from "@/db/enums";
import { users } from "@/db/schema/people";
import { violatedConstraint } from "@/lib/constraint";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { recordAccess } from "@/lib/second-person/record-access";
import { lockWithAdmins, requireAdminLeft } from "./require-admin-left";
import { isHigher } from "./rules";
import type { EditUserInput } from "./schema";

type Access = Pick<typeof users.$inferSelect, "role" | "email">;

/** What of a change lets somebody decide, or sign in, who could not before. */
const accessIn = (before: Access, after: Access): AccessKind[] => [
  ...(isHigher(after.role, before.role) ? (["role"] as const) : []),
  ...(after.email.toLowerCase() === before.email.toLowerCase() ? [] : (["address"] as const)),
];

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
    await recordAccess(ctx, userId, accessIn(before, person));
    return { userId };
  });
}
