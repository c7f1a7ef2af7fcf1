import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { may } from "@/lib/permissions";
import { uuids } from "@/lib/sql-values";
import type { Shares } from "./gram-frequency";
import { inGrams, meantBy, poolGram, unread, type Way, waysOf } from "./name-matches";
import { type NamePlan, planOf } from "./name-windows";
import type { Places } from "./search-places";

/** How many are looked at: a page, and a few for those that fall away. */
const PAGE = sql.raw("24");
/** Pools that hold less of all names than this are asked of the whole index, and of a window; others on the way. */
const NARROW = 0.02;
const NARROW_IN_WINDOW = 0.2;
const MOST_POOLS = 32;

type Within = readonly number[] | null;
type Looked = { ctx: Ctx; places: Places; typed: string; shares: Shares };

/** The names that lie where the actor looks, as the index of names finds them. */
function indexed({ ctx, places }: Looked, where: SQL): SQL {
  // What a name says of its pool spares looking at the customer; not for the index, which would read the pool's list.
  const near = places.everywhere ? sql`true` : sql`${inGrams(places.pools.map(poolGram))} is not false`;
  // Planned for all of its rows: for the first sixty the planner would read the table, as if they came soon.
  const named = sql`(select n.customer_id from customer_names n where ${where} and ${near} offset 0) n`;
  const from = sql`select c.id from ${named} join customers c on c.id = n.customer_id`;
  if (places.everywhere) return sql`${from} where c.state <> 'merged' limit ${PAGE}`;
  const states = may(ctx.actor, "customers.restore")
    ? sql`c.state in ('pooled', 'invalid')`
    : sql`c.state = 'pooled'`;
  return sql`${from} where ${states} and c.pool_id = any (${uuids(places.pools)}) limit ${PAGE}`;
}

const both = (conditions: readonly SQL[]): SQL => sql`(${sql.join([...conditions], sql` and `)})`;

/**
 * The conditions that are asked one after the other, each for what those before it can't have found: rare ways at once
 * among all, common ones in window after window, and at last among all.
 */
function inTurn(typed: string, { windows, common, rare }: NamePlan<Way>, pools: Within, near: Within): SQL[] {
  const once = rare.length > 0 ? [meantBy(rare, { pools })] : [];
  const [first, ...wider] = windows.map((blocks) => meantBy(common, { pools: near, blocks }));
  if (!first) return [sql`(${meantBy([...rare, ...common], { pools })} or ${unread(typed)})`];
  const searched = [
    ...once.map((found) => sql`${found} is not true`),
    ...windows.map((blocks) => sql`${inGrams(blocks)} is not true`),
  ];
  const last = sql`(${meantBy(common, { pools })} or ${unread(typed)})`;
  return [
    sql`(${sql.join([...once, first], sql` or `)})`,
    ...[...wider, last].map((where, at) => both([where, ...searched.slice(0, once.length + at + 1)])),
  ];
}

/**
 * The ids of names that lie in the pools where the actor looks. Of what is in many names those among the newest are
 * enough; only where too few of them fit all are asked.
 */
export function lyingNames(looked: Looked): SQL | null {
  const { places, typed, shares } = looked;
  const ways = waysOf(typed, shares.of);
  if (ways.length === 0) return null;
  const grams = places.everywhere ? null : places.pools.map(poolGram);
  const share = grams ? grams.reduce((total, gram) => total + shares.of(gram), 0) : 1;
  const pools = share < NARROW ? grams : null;
  const near = share < NARROW_IN_WINDOW && grams && grams.length <= MOST_POOLS ? grams : null;
  const plan = planOf(ways, shares, share);
  // Only the first part runs if it finds enough.
  const parts = inTurn(typed, plan, pools, near).map((where) => sql`(${indexed(looked, where)})`);
  return sql`select * from (${sql.join(parts, sql` union all `)}) l limit ${PAGE}`;
}
