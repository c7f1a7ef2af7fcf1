import { sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import type { PairState } from "@/db/enums";
import { actorId, type TxCtx } from "@/lib/context";
import { instant } from "@/lib/sql-values";

/** Writes what was decided about two customers, whether or not somebody had put them on the desk. */
export async function settlePair(
  ctx: TxCtx,
  a: string,
  b: string,
  state: Exclude<PairState, "open">,
): Promise<void> {
  const [low, high] = a < b ? [a, b] : [b, a];
  const by = actorId(ctx.actor);
  await ctx.db.execute(sql`
    insert into duplicate_pairs (id, low_id, high_id, score, reasons, state, found_at, decided_at, decided_by_id)
    values (${newId()}::uuid, ${low}::uuid, ${high}::uuid, 10000, '{asked}', ${state}, ${instant(ctx.now)}, ${instant(ctx.now)}, ${by}::uuid)
    on conflict (low_id, high_id) do update set state = excluded.state, decided_at = excluded.decided_at,
      decided_by_id = excluded.decided_by_id, later_until = null`);
}
