import type { TxCtx } from "@/lib/context";
import { type Move, moveStatement, openAfterClosing } from "./move-statement";
import { TRANSITIONS } from "./rules";

export type Moved = {
  id: string;
  name: string;
  version: number;
  fromOwnerId: string | null;
  toOwnerId: string | null;
  fromPoolId: string;
  toPoolId: string;
  rule: string | null;
  /** The deadline that it got; null off the clock. */
  dueAt: Date | null;
  dueRule: string | null;
  at: Date;
};

/**
 * The one way a customer changes hands or state: moves every customer that meets the condition, and writes the
 * ledger, the tenures and the announcement in the same statement. Returns those it moved; who came too late gets none.
 */
export async function moveCustomers(ctx: TxCtx, move: Move): Promise<Moved[]> {
  const { opens, closes } = TRANSITIONS[move.kind];
  const rows = await ctx.db.execute<Omit<Moved, "at" | "dueAt"> & { at: string; dueAt: string | null }>(
    moveStatement(ctx, move),
  );
  const moved = rows.map((row) => ({
    ...row,
    at: new Date(row.at),
    dueAt: row.dueAt ? new Date(row.dueAt) : null,
  }));
  if (opens && closes && moved.length > 0) await ctx.db.execute(openAfterClosing(move, moved));
  return moved;
}
