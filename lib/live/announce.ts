import type { TxCtx } from "@/lib/context";
import type { Announcement } from "./tell";

type What = Omit<Announcement, "owners" | "at"> & { owners: readonly (string | null)[]; at?: Date };

/** Tells open screens, once the transaction has committed, that something changed. */
export function announce(ctx: TxCtx, { at = ctx.now, ...what }: What): void {
  const owners = what.owners.filter((id) => id !== null);
  ctx.said.push({ ...what, owners, at: at.toISOString() });
}
