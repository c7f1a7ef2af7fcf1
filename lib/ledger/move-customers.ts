import type { SQL } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { announce } from "@/lib/live/announce";
import { authorOf, type Move, moveStatement, openAfterClosing } from "./move-statement";
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

/** Above so many customers open screens read everything again. */
const MOST_NAMED = 40;
const MOST_OWNERS = 100;

/** Tells open screens of the moves in one message, whatever the number. */
function announceMoves(ctx: TxCtx, kind: Move["kind"], moved: readonly Moved[]): void {
  const [first] = moved;
  if (!first) return;
  const customers = moved.length <= MOST_NAMED ? moved.map(({ id }) => id) : null;
  const pools = [...new Set(moved.flatMap(({ fromPoolId, toPoolId }) => [fromPoolId, toPoolId]))];
  const owners = [...new Set(moved.flatMap(({ fromOwnerId, toOwnerId }) => [fromOwnerId, toOwnerId]))];
  announce(ctx, { kind, customers, pools, owners: owners.slice(0, MOST_OWNERS), at: first.at });
}

/**
 * The one way a customer changes hands or state: moves every customer that meets the condition, and writes the
 * ledger and the tenures in the same statement, which may have been written before. Returns those it moved; who came too
 * late gets none.
 */
export async function moveCustomers(
  ctx: TxCtx,
  move: Move,
  statement: SQL = moveStatement(authorOf(ctx), move),
): Promise<Moved[]> {
  const { opens, closes } = TRANSITIONS[move.kind];
  const rows = await ctx.db.execute<Omit<Moved, "at" | "dueAt"> & { at: string; dueAt: string | null }>(
    statement,
  );
  const moved = rows.map((row) => ({
    ...row,
    at: new Date(row.at),
    dueAt: row.dueAt ? new Date(row.dueAt) : null,
  }));
  if (opens && closes && moved.length > 0) await ctx.db.execute(openAfterClosing(move, moved));
  announceMoves(ctx, move.kind, moved);
  return moved;
}
