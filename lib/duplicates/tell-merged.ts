import { eq } from "drizzle-orm";
import type { NotificationKind } from "@/db/enums";
import { users } from "@/db/schema/people";
import { actorId, type TxCtx } from "@/lib/context";
import { type Notice, notify } from "@/lib/notifications/notify";
import type { LockedCustomer } from "./lock-pair";

async function nameOfActor(ctx: TxCtx): Promise<string> {
  const id = actorId(ctx.actor);
  if (!id) return "";
  const [row] = await ctx.db.select({ name: users.name }).from(users).where(eq(users.id, id));
  return row?.name ?? "";
}

type Told = Pick<LockedCustomer, "id" | "name"> & { ownerId: string | null; ownerName: string | null };

/** A notice to each of the two owners but for whoever did it himself; who has it is told so and led there. */
async function tell(
  ctx: TxCtx,
  kind: NotificationKind,
  mergeId: string,
  keep: Told,
  other: Told,
): Promise<void> {
  const by = await nameOfActor(ctx);
  const people = new Set([keep.ownerId, other.ownerId]);
  people.delete(null);
  people.delete(actorId(ctx.actor));
  const notices: Notice[] = [...people].flatMap((userId) => {
    if (userId === null) return [];
    const held = userId === keep.ownerId;
    const own = kind === "merged" ? keep.id : userId === other.ownerId ? other.id : keep.id;
    const names = { name: other.name, kept: keep.name, owner: keep.ownerName ?? "", by };
    return [
      {
        ...{ userId, kind, params: { ...names, held }, dedupeKey: `${kind}:${mergeId}` },
        ...(held || kind === "merge_undone" ? { customerId: own } : {}),
      },
    ];
  });
  await notify(ctx, notices);
}

/** Tells the owners that their customers are one now. */
export const tellMerged = (ctx: TxCtx, mergeId: string, keep: Told, other: Told): Promise<void> =>
  tell(ctx, "merged", mergeId, keep, other);

/** Tells them that they are two again. */
export const tellUndone = (ctx: TxCtx, mergeId: string, keep: Told, other: Told): Promise<void> =>
  tell(ctx, "merge_undone", mergeId, keep, other);
