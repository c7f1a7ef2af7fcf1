import { and, eq, isNull, ne, or, type SQL } from "drizzle-orm";
import type { ListName } from "@/db/enums";
import { users } from "@/db/schema/people";
import type { TxCtx } from "@/lib/context";
import { notify } from "@/lib/notifications/notify";

type Asked = { exportId: string; userId: string; list: ListName; expected: number };

/** Tells everybody who may say yes to an export that it waits: admins, and the managers of the asker's team. */
export async function tellDeciders(ctx: TxCtx, { exportId, userId, list, expected }: Asked): Promise<void> {
  const [asker] = await ctx.db
    .select({ name: users.name, teamId: users.teamId })
    .from(users)
    .where(eq(users.id, userId));
  if (!asker) return;
  const leads: SQL | undefined = asker.teamId
    ? and(eq(users.role, "manager"), eq(users.teamId, asker.teamId))
    : undefined;
  const deciders = await ctx.db
    .select({ id: users.id })
    .from(users)
    .where(and(isNull(users.deactivatedAt), ne(users.id, userId), or(eq(users.role, "admin"), leads)));
  const params = { by: asker.name, list, count: expected, exportId };
  await notify(
    ctx,
    deciders.map(({ id }) => ({
      ...{ userId: id, kind: "export_asked" as const, params },
      dedupeKey: `export_asked:${exportId}:${expected}`,
    })),
  );
}
