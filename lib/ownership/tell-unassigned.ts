import { eq } from "drizzle-orm";
import { users } from "@/db/schema/people";
import { actorId, type TxCtx } from "@/lib/context";
import { notify } from "@/lib/notifications/notify";

type Taken = { id: string; name: string; ownerId: string; poolName: string };

/** Tells owners once what was taken back from them, and by whom; not whoever took it back from himself. */
export async function tellUnassigned(ctx: TxCtx, taken: readonly Taken[]): Promise<void> {
  const me = actorId(ctx.actor);
  const [by] = me ? await ctx.db.select({ name: users.name }).from(users).where(eq(users.id, me)) : [];
  const owners = new Map<string, Taken[]>();
  for (const one of taken) owners.set(one.ownerId, [...(owners.get(one.ownerId) ?? []), one]);
  await notify(
    ctx,
    [...owners].flatMap(([userId, [first, ...more]]) =>
      first && userId !== me
        ? [
            {
              ...{
                userId,
                kind: "assign_undone" as const,
                dedupeKey: `assign_undone:${first.id}:${ctx.now.toISOString()}`,
              },
              params: { name: first.name, count: more.length + 1, pool: first.poolName, by: by?.name ?? "" },
            },
          ]
        : [],
    ),
  );
}
