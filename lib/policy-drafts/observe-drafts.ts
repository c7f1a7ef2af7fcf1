import { type SQL, sql } from "drizzle-orm";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { graceOf } from "@/lib/deadlines/grace";
import { knownTo } from "@/lib/deadlines/known";
import { runsOverCap } from "@/lib/deadlines/too-many-sql";
import { authorize } from "@/lib/permissions";
import { policyOf } from "@/lib/policies/read-policy";
import { isForLeavers } from "@/lib/policies/return-rule";
import { noticeFor } from "@/lib/policies/rules";
import { PolicyDocument } from "@/lib/policies/schema";
import { countsSql, qualifiesSql } from "@/lib/simulation/qualifies-sql";
import { versionsOf } from "@/lib/simulation/read-replay";
import type { Replay } from "@/lib/simulation/replay";
import { withOverflow } from "@/lib/simulation/replay-overflow";
import { hitsOf } from "@/lib/simulation/replay-sql";
import { runStatement } from "@/lib/simulation/run-statement";
import { instant, readInstant } from "@/lib/sql-values";

type Observed = {
  id: string;
  revision: number;
  pool_id: string;
  document: unknown;
  observed_since: string;
  observed_at: string | null;
  base_id: string;
  base_document: unknown;
  base_grace: unknown;
  time_zone: string;
};

/** The drafts that are observed; whoever edits or ends one waits until this look is over. */
const OBSERVED: SQL = sql`
  select d.id, d.revision, d.pool_id, d.document, d.observed_since, d.observed_at, org.time_zone,
    p.id as base_id, p.document as base_document, p.grace as base_grace
  from policy_drafts d
  join policies p on p.pool_id = d.pool_id and p.version = d.base_version
  join pools on pools.id = d.pool_id and pools.archived_at is null
  cross join (select time_zone from organizations limit 1) org
  where d.observed_since is not null`;

/**
 * The stretch since the last look, replayed as if the draft had been published when the observation began, with the notice
 * that it would have given; follow-ups from before count as they did. Who is over the cap follows from all that went since
 * then, so that a draft which asks for it is replayed from there.
 */
async function replayOf(ctx: TxCtx, one: Observed): Promise<Replay> {
  const base = { document: policyOf(one.base_id, one.base_document), grace: graceOf(one.base_grace) };
  const given = PolicyDocument.parse(one.document);
  const began = new Date(one.observed_since);
  const grace = noticeFor(base, given, began);
  const document = { ...given, returnRules: given.returnRules.filter((rule) => !isForLeavers(rule)) };
  const since = runsOverCap(document) ? began : (readInstant(one.observed_at) ?? began);
  const before = sql`f.at < ${instant(began)}`;
  const qualifies = qualifiesSql(given, await versionsOf(ctx, one.pool_id));
  return {
    ...{ poolId: one.pool_id, timeZone: one.time_zone, from: since, until: ctx.now, now: ctx.now, since },
    rules: { document, grace, known: await knownTo(ctx.db, { document, grace }) },
    qualifies: sql`(case when ${before} then f.qualifies else ${qualifies} end)`,
    counts: sql`(case when ${before} then ${countsSql(base.document)} else ${countsSql(given)} end)`,
    leavers: [],
  };
}

async function look(ctx: TxCtx, id: string): Promise<number> {
  const [one] = await ctx.db.execute<Observed>(sql`${OBSERVED} and d.id = ${id}::uuid for update of d`);
  if (!one) return 0;
  const now = instant(ctx.now);
  const replay = await withOverflow(ctx, await replayOf(ctx, one));
  const seen = await runStatement(
    ctx,
    sql`insert into draft_observations (draft_id, revision, tenure_id, customer_id, owner_id, rule, due_at, seen_at)
      with ${hitsOf(replay)} select ${one.id}::uuid, ${one.revision}, h.tenure_id, h.customer_id, h.user_id, h.rule, h.at, ${now} from hits h
      on conflict do nothing returning tenure_id`,
  );
  await ctx.db.execute(sql`update policy_drafts set observed_at = ${now} where id = ${one.id}::uuid`);
  return seen.length;
}

/**
 * Writes down for every observed draft whom it would have taken since the last look, and when, once for a tenure, and takes
 * nobody. It replays what happened since, so that how often it looks changes nothing; only facts of which the present value
 * alone is stored are asked as they are when it looks.
 */
export async function observeDrafts(ctx: Ctx, _input: object): Promise<{ drafts: number; seen: number }> {
  authorize(ctx.actor, "jobs.run");
  const drafts = await ctx.db.execute<{ id: string }>(sql`select o.id from (${OBSERVED}) o order by o.id`);
  let seen = 0;
  for (const { id } of drafts) seen += await inTx(ctx, (ctx) => look(ctx, id));
  return { drafts: drafts.length, seen };
}
