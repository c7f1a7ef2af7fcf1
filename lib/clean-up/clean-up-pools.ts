import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { knownFields } from "@/lib/conditions/known-fields";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { lockReps } from "@/lib/ledger/lock-reps";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { notify } from "@/lib/notifications/notify";
import { authorize } from "@/lib/permissions";
import type { PoolRule } from "@/lib/policies/pool-rule";
import { policyOf } from "@/lib/policies/read-policy";
import { conditionsOf, sameRule } from "@/lib/policies/return-rule";
import { poolRuleBrief } from "@/lib/policies/rule-brief";
import { instant } from "@/lib/sql-values";
import { closeCutOff, enterSweep, finishSweep, recordMoves } from "@/lib/sweeps/record-sweep";
import { isPausedNow } from "@/lib/sweeps/stops";
import { addMs, DAY } from "@/lib/time";
import { type CleanUp, overstayed } from "./clean-up-sql";

const JOB = "clean-up-pools";
const BATCH = 1_000;

/** A pool with the rules that clean it up now, and the policy that has them. */
type Dirty = { poolId: string; name: string; policyId: string; rules: PoolRule[]; timeZone: string };

type Row = {
  pool_id: string;
  name: string;
  id: string;
  document: unknown;
  before_id: string | null;
  before: unknown;
  time_zone: string;
};

/** A rule acts once it has stood as it is for a day: a new one gives everybody time to see whom it will take. */
const settled = (rule: PoolRule, before: readonly PoolRule[]): boolean =>
  rule.on && before.some((one) => sameRule(one, rule));

async function readDirty(db: Executor, now: Date): Promise<Dirty[]> {
  const rows = await db.execute<Row>(sql`
    select p.pool_id, pools.name, p.id, p.document, b.id as before_id, b.document as before, org.time_zone
    from pools cross join (select time_zone from organizations limit 1) org
    cross join lateral (select * from policies where pool_id = pools.id order by version desc limit 1) p
    left join lateral (select id, document from policies where pool_id = pools.id and published_at <= ${instant(addMs(now, -DAY))}
      order by version desc limit 1) b on true
    where pools.archived_at is null and jsonb_array_length(coalesce(p.document->'poolRules', '[]')) > 0
    order by pools.position, pools.id`);
  return rows.flatMap(({ pool_id: poolId, name, id: policyId, document, before_id, before, time_zone }) => {
    const earlier = before_id ? policyOf(before_id, before).poolRules : [];
    const rules = policyOf(policyId, document).poolRules.filter((rule) => settled(rule, earlier));
    return rules.length > 0 ? [{ poolId, name, policyId, rules, timeZone: time_zone }] : [];
  });
}

/** What a run has done so far: the sweep that its events name, once it has moved somebody. */
type Run = { sweepId: string | null; taken: number };

/** One batch of what a rule takes out of its pool; somebody who claims at this moment wins. */
async function cleanUpBatch(
  ctx: TxCtx,
  { dirty, rule, cleanUp }: { dirty: Dirty; rule: PoolRule; cleanUp: CleanUp },
  begun: string | null,
): Promise<Run> {
  await lockReps(ctx, []);
  if (await isPausedNow(ctx, dirty.poolId)) return { sweepId: begun, taken: 0 };
  const { end } = rule;
  const kind = end.kind === "move" ? "moved" : "invalidated";
  const sweepId = await enterSweep(ctx, JOB, begun);
  const moved = await moveCustomers(ctx, {
    ...{ kind, where: overstayed(rule, cleanUp), limit: BATCH, sweepId, policyId: dirty.policyId },
    ...(end.kind === "move" ? { poolId: end.poolId } : { invalidReason: end.reason, reason: end.reason }),
    rule: sql`${rule.id}::text`,
    facts: sql`jsonb_build_object('pooledAt', t.pooled_at, 'ownerCount', t.owner_count, 'bounceCount', t.bounce_count)`,
  });
  await recordMoves(ctx, sweepId, { kind, policyId: dirty.policyId, moved });
  return { sweepId: moved.length > 0 ? sweepId : begun, taken: moved.length };
}

/** Tells those who run the pool, once for each rule and run. */
async function tell(ctx: Ctx, { poolId, name }: Dirty, rule: PoolRule, count: number): Promise<void> {
  await inTx(ctx, async (ctx) => {
    const leads = await ctx.db.execute<{ user_id: string }>(sql`
      select m.user_id from pool_members m join users u on u.id = m.user_id
      where m.pool_id = ${poolId}::uuid and u.deactivated_at is null and u.role in ('manager', 'admin')`);
    const { id, name: ruleName, since, span } = poolRuleBrief(rule);
    const params = { pool: name, poolId, count, rule: id, ruleName, since, ...span };
    await notify(
      ctx,
      leads.map(({ user_id: userId }) => ({
        ...{ userId, kind: "pool_cleaned_up" as const, params },
        dedupeKey: `cleaned_up:${poolId}:${rule.id}:${ctx.now.toISOString()}`,
      })),
    );
  });
}

async function cleanUpPool(ctx: Ctx, dirty: Dirty, begun: string | null): Promise<Run> {
  const known = await knownFields(ctx.db, conditionsOf(dirty.rules));
  const cleanUp = { poolId: dirty.poolId, timeZone: dirty.timeZone, now: ctx.now, known };
  const run: Run = { sweepId: begun, taken: 0 };
  for (const rule of dirty.rules) {
    let ofRule = 0;
    for (let taken = BATCH; taken === BATCH; ofRule += taken) {
      const batch = await inTx(ctx, (ctx) => cleanUpBatch(ctx, { dirty, rule, cleanUp }, run.sweepId));
      run.sweepId = batch.sweepId;
      taken = batch.taken;
    }
    if (ofRule > 0) await tell(ctx, dirty, rule, ofRule);
    run.taken += ofRule;
  }
  return run;
}

/**
 * Takes out of every pool what has stayed there longer than its rules grant, rule by rule in their order: out of
 * circulation, restorable, or on to another pool, where its stay begins anew. A rule that is younger than a day takes
 * nothing yet, and none does while the pool is paused. What it takes is one sweep, which can be undone. Running it twice takes nothing twice.
 */
export async function cleanUpPools(ctx: Ctx): Promise<{ cleanedUp: number }> {
  authorize(ctx.actor, "jobs.run");
  await closeCutOff(ctx, JOB);
  let [cleanedUp, sweepId] = [0, null as string | null];
  for (const dirty of await readDirty(ctx.db, ctx.now)) {
    const run = await cleanUpPool(ctx, dirty, sweepId);
    sweepId = run.sweepId;
    cleanedUp += run.taken;
  }
  if (sweepId) await finishSweep(ctx, sweepId);
  return { cleanedUp };
}
