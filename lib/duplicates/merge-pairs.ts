import { sql } from "drizzle-orm";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { refreshDeadlinesOf } from "@/lib/deadlines/refresh-deadlines";
import { DomainError, type ErrorCode, type ErrorParams } from "@/lib/errors";
import { findAnswer, once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { uuids } from "@/lib/sql-values";
import { CERTAIN_FROM } from "./compare";
import { forActor, PAIRS, SUGGESTED } from "./desk-sql";
import { lockPair } from "./lock-pair";
import { type MadeMerge, mergeLocked } from "./merge-customers";
import type { MergePairsInput } from "./schema";

/** What became of one pair. */
export type PairOutcome =
  | { pairId: string; ok: true; merge: MadeMerge }
  | { pairId: string; ok: false; error: ErrorCode; params: ErrorParams };

type Suggested = { id: string; keep_id: string; other_id: string };

async function mergeOne(ctx: Ctx, pair: Suggested, automatic: boolean): Promise<PairOutcome> {
  try {
    const merge = await inTx(ctx, async (ctx) => {
      const locked = await lockPair(ctx, [pair.keep_id, pair.other_id]);
      return mergeLocked(ctx, locked, {}, automatic);
    });
    await refreshDeadlinesOf(ctx, [merge.keptId]);
    return { pairId: pair.id, ok: true, merge };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { pairId: pair.id, ok: false, error: error.code, params: error.params };
  }
}

const suggested = sql`select p.id, s.keep_id, case when s.keep_id = p.low_id then p.high_id else p.low_id end as other_id
  from ${PAIRS} cross join lateral (select ${SUGGESTED} as keep_id) s`;

/**
 * Merges pairs that are certain as the desk suggests, each in a transaction of its own; an outcome per pair. What is not
 * certain, or not for the actor to decide, is left out.
 */
export async function mergePairs(ctx: Ctx, input: MergePairsInput): Promise<PairOutcome[]> {
  authorize(ctx.actor, "duplicates.merge");
  const answered = await findAnswer<PairOutcome[]>(ctx, "mergePairs", input);
  if (answered) return answered;
  const pairs = await ctx.db.execute<Suggested>(sql`${suggested}
    where p.id = any (${uuids(input.pairIds)}) and p.state = 'open' and p.score >= ${CERTAIN_FROM} and ${forActor(ctx.actor)} order by p.id`);
  const outcomes: PairOutcome[] = [];
  for (const pair of pairs) outcomes.push(await mergeOne(ctx, pair, false));
  return once(ctx, "mergePairs", input, async () => outcomes);
}

const AT_A_TIME = 200;

async function nextCertain(ctx: TxCtx, after: string | null): Promise<Suggested[]> {
  return ctx.db.execute<Suggested>(sql`${suggested}
    where p.state = 'open' and p.score >= ${CERTAIN_FROM} and p.asked_at is null and a.state = 'pooled' and b.state = 'pooled'
      and (${after}::uuid is null or p.id > ${after}::uuid) and exists (select from duplicate_settings where auto_merge)
    order by p.id limit ${AT_A_TIME}`);
}

/** Merges what is certain and lies in the pool, where the organisation has switched that on; answers how many. */
export async function mergeCertain(ctx: Ctx): Promise<number> {
  let merged = 0;
  let after: string | null = null;
  for (;;) {
    const last: string | null = after;
    const pairs: Suggested[] = await inTx(ctx, (ctx) => nextCertain(ctx, last));
    for (const pair of pairs) if ((await mergeOne(ctx, pair, true)).ok) merged += 1;
    after = pairs.at(-1)?.id ?? null;
    if (after === null) return merged;
  }
}
