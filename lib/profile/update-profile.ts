import { and, eq, isNull } from "drizzle-orm";
import { users } from "@/db/schema/people";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import type { UpdateProfileInput } from "./schema";

/** Changes the actor's own name and language; what is not given stays. */
export function updateProfile(ctx: Ctx, input: UpdateProfileInput): Promise<UpdateProfileInput> {
  authorize(ctx.actor, "profile.edit");
  const me = requirePerson(ctx.actor);
  return once(ctx, "updateProfile", input, async (ctx) => {
    const changes = {
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.locale === undefined ? {} : { locale: input.locale }),
    };
    if (Object.keys(changes).length === 0) return input;
    const [changed] = await ctx.db
      .update(users)
      .set(changes)
      .where(and(eq(users.id, me), isNull(users.deactivatedAt)))
      .returning({ id: users.id });
    if (!changed) throw new DomainError("USER_INACTIVE");
    return input;
  });
}
