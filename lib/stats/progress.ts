import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { TxCtx } from "@/lib/context";

/** A position in each of the sources. */
export type Mark = { events: number; followUps: number; deals: number };
export type Step = { from: Mark; to: Mark };

/** How many rows of a source one transaction takes in. */
const STEP_ROWS = 250_000;
const SETTLE_MS = 2_000;
const SETTLE_PAUSE_MS = 25;
/** The advisory lock under which the roll-up's transactions follow each other. */
const STATS_LOCK = 7_430_002;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Lets one transaction of a roll-up in at a time; its next statement sees what the one before has committed. */
export const lockStats = (ctx: TxCtx) => ctx.db.execute(sql`select pg_advisory_xact_lock(${STATS_LOCK})`);

async function forgetEverything(ctx: TxCtx): Promise<void> {
  await ctx.db.execute(sql`
    with a as (delete from stats_stays), b as (delete from stats_days), c as (delete from stats_flows),
      d as (delete from stats_levels), e as (delete from stats_bounces), f as (delete from stats_dirty_days)
    delete from stats_progress`);
}

/** How far the roll-up has come. A change of the organisation's time zone sends it back to the beginning. */
export async function openProgress(ctx: TxCtx, timeZone: string): Promise<Mark> {
  await lockStats(ctx);
  const read = () =>
    ctx.db.execute<{ events: string; follow_ups: string; deals: string; time_zone: string }>(sql`
      select event_seq as events, follow_up_seq as follow_ups, deal_seq as deals, time_zone from stats_progress`);
  const [row] = await read();
  if (row?.time_zone === timeZone) {
    return { events: Number(row.events), followUps: Number(row.follow_ups), deals: Number(row.deals) };
  }
  await forgetEverything(ctx);
  await ctx.db.execute(sql`
    insert into stats_progress (id, event_seq, follow_up_seq, deal_seq, time_zone) values (1, 0, 0, 0, ${timeZone})`);
  return { events: 0, followUps: 0, deals: 0 };
}

/** Remembers that the sources are counted up to the mark. */
export const advance = (ctx: TxCtx, to: Mark) =>
  ctx.db.execute(sql`
    update stats_progress set event_seq = greatest(event_seq, ${to.events}::bigint),
      follow_up_seq = greatest(follow_up_seq, ${to.followUps}::bigint), deal_seq = greatest(deal_seq, ${to.deals}::bigint)`);

/**
 * Where the sources end now, and whether that end is settled. Numbers are handed out before their rows commit, so a
 * lower one may still come; it can't once every transaction that was running has ended. (Each writes to a customer or
 * a tenure first, hence has its transaction id before it draws a number.) Unsettled after two seconds is no harm: the
 * rows are counted, and looked at again the next time.
 */
export async function readEnd(db: Executor): Promise<{ to: Mark; settled: boolean }> {
  const [end] = await db.execute<{ events: string; follow_ups: string; deals: string; next_xid: string }>(sql`
    select coalesce((select max(seq) from events), 0) as events, coalesce((select max(seq) from follow_ups), 0) as follow_ups,
      coalesce((select max(seq) from deals), 0) as deals, pg_snapshot_xmax(pg_current_snapshot())::text as next_xid`);
  if (!end) return { to: { events: 0, followUps: 0, deals: 0 }, settled: false };
  const to = { events: Number(end.events), followUps: Number(end.follow_ups), deals: Number(end.deals) };
  const started = performance.now();
  for (;;) {
    const [oldest] = await db.execute<{ settled: boolean }>(sql`
      select pg_snapshot_xmin(pg_current_snapshot()) >= ${end.next_xid}::xid8 as settled`);
    if (oldest?.settled) return { to, settled: true };
    if (performance.now() - started > SETTLE_MS) return { to, settled: false };
    await pause(SETTLE_PAUSE_MS);
  }
}

const atMost = (mark: Mark, limit: Mark, rows: number): Mark => ({
  events: Math.min(mark.events + rows, limit.events),
  followUps: Math.min(mark.followUps + rows, limit.followUps),
  deals: Math.min(mark.deals + rows, limit.deals),
});

/** The way from one mark to the other in steps of one transaction each. */
export function* stepsBetween(from: Mark, to: Mark, rows = STEP_ROWS): Generator<Step> {
  let at = from;
  while (at.events < to.events || at.followUps < to.followUps || at.deals < to.deals) {
    const next = atMost(at, to, rows);
    yield { from: at, to: next };
    at = next;
  }
}
