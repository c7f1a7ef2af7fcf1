import { sql } from "drizzle-orm";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { announce } from "@/lib/live/announce";
import { authorize } from "@/lib/permissions";
import { instant, readInstant, uuids } from "@/lib/sql-values";
import { addMs, DAY } from "@/lib/time";
import { type AuditCounts, auditCustomers, readAudited } from "./audit-customers";
import { COMPLETENESS } from "./completeness-sql";
import { decide, isNothing } from "./decide";
import { REACHABLE, type SeenData, seenSql, TO_DECIDE } from "./seen-sql";
import { sendDigests } from "./send-digests";

const BATCH = 2_000;
/** What was cut off longer ago than this is begun anew: its figures would be of two days. */
const RESUMABLE_MS = DAY;

type Batch = AuditCounts & { seen: number };

/** The place of the running audit, locked: two that run at once share the work. */
async function lockPlace(ctx: TxCtx): Promise<{ begins: boolean; after: string | null }> {
  await ctx.db.execute(sql`insert into quality_settings (one) values (true) on conflict do nothing`);
  const [row] = await ctx.db.execute<{ audit_started_at: string | null; audit_cursor: string | null }>(
    sql`select audit_started_at, audit_cursor from quality_settings for update`,
  );
  const startedAt = readInstant(row?.audit_started_at);
  const after = row?.audit_cursor ?? null;
  const stale = !startedAt || addMs(startedAt, RESUMABLE_MS) < ctx.now;
  return after === null || stale ? { begins: true, after: null } : { begins: false, after };
}

const held = (after: string | null) => sql`
  select c.* from customers c where ${after === null ? sql`true` : sql`c.id > ${after}::uuid`}
    and c.state in ('pooled', 'owned') order by c.id limit ${BATCH}`;

/** Adds what a batch holds to the figures that are being counted, and answers how many it were and which was the last. */
async function countBatch(ctx: TxCtx, after: string | null): Promise<{ seen: number; last: string | null }> {
  const rows = await ctx.db.execute<{ seen: string; last: string | null }>(sql`
    with c as materialized (${held(after)}),
    counted as (
      insert into quality_counts as q (id, pool_id, part, customers, completeness, reachable)
      select gen_random_uuid(), c.pool_id, 'next', count(*), sum(${COMPLETENESS}), count(*) filter (where ${REACHABLE}) from c group by c.pool_id
      on conflict (pool_id, part) do update set customers = q.customers + excluded.customers,
        completeness = q.completeness + excluded.completeness, reachable = q.reachable + excluded.reachable)
    select count(*) as seen, (array_agg(c.id order by c.id desc))[1] as last from c`);
  return { seen: Number(rows[0]?.seen ?? 0), last: rows[0]?.last ?? null };
}

/** Finds out whom of a batch anything is to be written of, then locks those alone and decides on them as they are then. */
async function auditBatch(ctx: TxCtx, after: string | null): Promise<AuditCounts> {
  const audited = await readAudited(ctx);
  const rows = await ctx.db.execute<SeenData>(
    sql`select s.* from (${seenSql(held(after))}) s where ${TO_DECIDE}`,
  );
  const concerned = rows.filter((seen) => !isNothing(decide(seen, audited))).map(({ id }) => id);
  if (concerned.length === 0) return { found: 0, fixed: 0 };
  // Whom somebody is working on at this moment, the next night looks at.
  const locked = await ctx.db.execute<{ id: string }>(
    sql`select id from customers where id = any (${uuids(concerned)}) order by id for no key update skip locked`,
  );
  return auditCustomers(
    ctx,
    locked.map(({ id }) => id),
    audited,
  );
}

async function finish(ctx: TxCtx): Promise<void> {
  await ctx.db.execute(sql`delete from quality_counts where part = 'last'`);
  await ctx.db.execute(sql`update quality_counts set part = 'last' where part = 'next'`);
  await ctx.db.execute(
    sql`update quality_settings set audit_cursor = null, audit_started_at = null, audited_at = ${instant(ctx.now)}`,
  );
}

async function step(ctx: TxCtx): Promise<Batch> {
  const { begins, after } = await lockPlace(ctx);
  if (begins) await ctx.db.execute(sql`delete from quality_counts where part = 'next'`);
  const counts = await auditBatch(ctx, after);
  const { seen, last } = await countBatch(ctx, after);
  if (seen < BATCH) await finish(ctx);
  else {
    const started = begins ? instant(ctx.now) : sql`audit_started_at`;
    await ctx.db.execute(
      sql`update quality_settings set audit_cursor = ${last}::uuid, audit_started_at = ${started}`,
    );
  }
  if (counts.found + counts.fixed > 0) {
    announce(ctx, { kind: "data_audited", customers: null, owners: [], pools: [] });
  }
  return { ...counts, seen };
}

/**
 * Goes through all customers in short transactions, opens what is wrong with their data, closes what has been mended, and
 * counts how complete and how reachable each pool is. One that was cut off goes on where it stopped; running it twice
 * finds nothing twice. Once a week those who run a pool are told how it stands.
 */
export async function auditData(ctx: Ctx): Promise<Batch> {
  authorize(ctx.actor, "jobs.run");
  const total: Batch = { seen: 0, found: 0, fixed: 0 };
  for (let seen = BATCH; seen === BATCH; ) {
    const batch = await inTx(ctx, step);
    seen = batch.seen;
    total.seen += batch.seen;
    total.found += batch.found;
    total.fixed += batch.fixed;
  }
  await inTx(ctx, sendDigests);
  return total;
}
