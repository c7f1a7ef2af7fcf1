import { preferences } from "@/db/schema/people";
import type { Ctx } from "@/lib/context";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import type { UpdatePreferencesInput } from "./schema";

/** Keeps what the actor prefers, so that it follows him from laptop to phone; what is not given stays. */
export function updatePreferences(ctx: Ctx, input: UpdatePreferencesInput): Promise<UpdatePreferencesInput> {
  authorize(ctx.actor, "profile.edit");
  const userId = requirePerson(ctx.actor);
  return once(ctx, "updatePreferences", input, async (ctx) => {
    const changes = {
      ...(input.theme === undefined ? {} : { theme: input.theme }),
      ...(input.singleKeys === undefined ? {} : { singleKeys: input.singleKeys }),
    };
    if (Object.keys(changes).length === 0) return input;
    await ctx.db
      .insert(preferences)
      .values({ userId, ...changes })
      .onConflictDoUpdate({ target: preferences.userId, set: changes });
    return input;
  });
}
