import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { allOf, texts } from "@/lib/sql-values";
import { eventsInSight, hidesNotes } from "./events-in-sight";
import { readEvents } from "./read-events";
import { type FeedCursor, FeedInput } from "./schema";
import type { LedgerRow } from "./types";

/** How far a call looks for what its reader may see. */
const WINDOW = 2_000;

export type Feed = { rows: LedgerRow[]; cursor: FeedCursor };

type Reach = { until: string | null; stop: string | null; high: string; xmax: string };

/**
 * How far the ledger can be read on without passing over anything. Numbers are given out before their transactions commit,
 * so a number that is missing may still come: the feed stops before it until every transaction has ended that was running
 * when something beyond it was seen first (`fence`), or when none is running at all.
 */
const reachOf = ({ after, fence }: FeedCursor): SQL => sql`
  with snap as materialized (select pg_current_snapshot() as s),
  ahead as (select seq, seq - 1 - lag(seq, 1, ${after}::bigint) over (order by seq) as missing, at
    from (select seq, at from events where seq > ${after}::bigint order by seq limit ${WINDOW}) w),
  stop as (select min(seq) as seq from ahead, snap where missing > 0 and at > now() - interval '1 day'
    and pg_snapshot_xmin(s) < pg_snapshot_xmax(s)
    and not (seq <= ${fence?.high ?? 0}::bigint and pg_snapshot_xmin(s)::text::bigint >= ${fence?.xmax ?? 0}::bigint))
  select (select max(a.seq) from ahead a where a.seq < coalesce(stop.seq, 9223372036854775807))::text as until,
    stop.seq::text as stop, coalesce((select max(seq) from ahead), 0)::text as high, pg_snapshot_xmax(s)::text as xmax from stop, snap`;

/** What the next call waits for: the fence that stands already, where it is that of the same missing number. */
function fenceOf({ fence }: FeedCursor, reach: Reach | undefined): FeedCursor["fence"] {
  if (!reach?.stop) return null;
  if (fence && Number(reach.stop) <= fence.high) return fence;
  return { high: Number(reach.high), xmax: Number(reach.xmax) };
}

/**
 * The ledger as it is written, oldest first, from a place on: read on from the cursor of the answer and no event is missed,
 * none comes twice, and those of one customer come in their order. An empty page is that there is nothing new yet.
 */
export async function feedEvents(ctx: Ctx, input: FeedInput): Promise<Feed> {
  authorize(ctx.actor, "ledger.read");
  const { from, kinds, limit } = FeedInput.parse(input);
  const [reach] = await ctx.db.execute<Reach>(reachOf(from));
  const fence = fenceOf(from, reach);
  if (!reach?.until) return { rows: [], cursor: { after: from.after, fence } };
  const until = Number(reach.until);
  const where = allOf([
    sql`e.seq > ${from.after}::bigint and e.seq <= ${until}::bigint`,
    eventsInSight(ctx.actor),
    kinds.length > 0 ? sql`e.kind = any(${texts(kinds)})` : undefined,
  ]);
  const page = sql`select e.* from events e where ${where} order by e.seq limit ${limit}`;
  const rows = await readEvents(ctx.db, page, { masked: hidesNotes(ctx.actor), order: "written" });
  const after = rows.length === limit ? (rows.at(-1)?.seq ?? until) : until;
  return { rows, cursor: { after, fence } };
}
