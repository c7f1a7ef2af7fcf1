import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { may } from "@/lib/permissions";
import { uuids } from "@/lib/sql-values";
import { likelyShare, readShare, type Shares } from "./gram-frequency";
import { inBlocks, nameWhere, poolGram, waysOf } from "./name-matches";
import { windowsFor } from "./name-windows";
import type { Places } from "./search-places";

/** How many are looked at before the best of them are shown. */
const ENOUGH = sql.raw("32");
/** How many of what is found everywhere. */
const PAGE = sql.raw("24");
/** Pools that hold less of all names than this are asked of the whole index, and of a window; others on the way. */
const NARROW = 0.02;
const NARROW_IN_WINDOW = 0.2;
const MOST_POOLS = 32;

type Looked = { ctx: Ctx; places: Places; typed: string; shares: Shares };

/** The names that lie where the actor looks, as the index of names finds them. */
function indexed({ ctx, places }: Looked, where: SQL, most: SQL): SQL {
  // Planned for all of its rows: for the first sixty the planner would read the table, as if they came soon.
  const named = sql`(select n.customer_id from customer_names n where ${where} offset 0) n`;
  const from = sql`select c.id from ${named} join customers c on c.id = n.customer_id`;
  if (places.everywhere) return sql`${from} where c.state <> 'merged' limit ${most}`;
  const states = may(ctx.actor, "customers.restore")
    ? sql`c.state in ('pooled', 'invalid')`
    : sql`c.state = 'pooled'`;
  return sql`${from} where ${states} and c.pool_id = any (${uuids(places.pools)}) limit ${most}`;
}

/**
 * The ids of names that lie in the pools where the actor looks. Of what is in many names those among the newest are
 * enough; only where too few of them fit all are asked.
 */
export function lyingNames(looked: Looked): SQL | null {
  const { places, typed, shares } = looked;
  const grams = places.everywhere ? null : places.pools.map(poolGram);
  const share = grams ? grams.reduce((total, gram) => total + shares.of(gram), 0) : 1;
  const shareOf = shares.of;
  const all = nameWhere(typed, { shareOf, pools: share < NARROW ? grams : null });
  const likely = likelyShare(waysOf(typed), shareOf) * Math.min(1, share);
  const windows = windowsFor(shares.newest, readShare(waysOf(typed, shareOf), shareOf), likely);
  if (!all || windows.length === 0) return all && indexed(looked, all, places.everywhere ? PAGE : ENOUGH);
  const pools = share < NARROW_IN_WINDOW && grams && grams.length <= MOST_POOLS ? grams : null;
  const within = windows.map((blocks) => nameWhere(typed, { shareOf, pools, blocks }) ?? all);
  // Only the first part runs if it finds enough.
  const parts = [...within, all].map((where, at) => {
    const searched = windows.slice(0, at).map((blocks) => sql`${inBlocks(blocks)} is not true`);
    return sql`(${indexed(looked, sql.join([where, ...searched], sql` and `), PAGE)})`;
  });
  return sql`select * from (${sql.join(parts, sql` union all `)}) l limit ${PAGE}`;
}
