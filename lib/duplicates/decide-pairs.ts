import { sql } from "drizzle-orm";
import { actorId, type Ctx, type TxCtx } from "@/lib/context";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { instant, uuids } from "@/lib/sql-values";
import { addMs, DAY } from "@/lib/time";
import { forActor } from "./desk-sql";
import type { DecidePairsInput } from "./schema";

const LATER_DAYS = 7;

/** What each decision makes of a pair, and of which pairs. */
function change(ctx: TxCtx, decision: DecidePairsInput["decision"]) {
  const decided = sql`decided_at = ${instant(ctx.now)}, decided_by_id = ${actorId(ctx.actor)}::uuid`;
  if (decision === "dismiss")
    return { from: "open", set: sql`state = 'dismissed', later_until = null, ${decided}` };
  if (decision === "later")
    return { from: "open", set: sql`later_until = ${instant(addMs(ctx.now, LATER_DAYS * DAY))}` };
  return {
    from: "dismissed",
    set: sql`state = 'open', later_until = null, decided_at = null, decided_by_id = null`,
  };
}

/**
 * Decides that pairs are two customers after all, puts them off for a week, or brings dismissed ones back; what is not for
 * the actor to decide, or has been decided meanwhile, stays as it is. Answers the pairs that changed.
 */
export async function decidePairs(ctx: Ctx, input: DecidePairsInput): Promise<{ pairIds: string[] }> {
  authorize(ctx.actor, "duplicates.merge");
  return once(ctx, "decidePairs", input, async (ctx) => {
    const { from, set } = change(ctx, input.decision);
    const rows = await ctx.db.execute<{ id: string }>(sql`
      update duplicate_pairs p set ${set} from customers a, customers b
      where p.id = any (${uuids(input.pairIds)}) and p.state = ${from} and a.id = p.low_id and b.id = p.high_id and ${forActor(ctx.actor)}
      returning p.id`);
    announce(ctx, { kind: "pairs_decided", customers: null, owners: [], pools: [] });
    return { pairIds: rows.map(({ id }) => id) };
  });
}
