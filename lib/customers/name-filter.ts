import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { likelyShare, readShare, readShares } from "./gram-frequency";
import { meantBy, poolGram, unread, type Way, waysOf } from "./name-matches";

/** To look at the name of one customer takes as long as to pass over so many in a list of the index. */
const LOOK = 1_500;
/** To take up one that the index finds, and sort it with the others. */
const TAKE = 2_500;

/** Customers `c` whose own name, looked at as the list comes to them, one of these ways means. */
const looking = (ways: readonly Way[], typed: string): SQL =>
  sql`exists (select from customer_names n where n.customer_id = c.id and (${meantBy(ways)} or ${unread(typed)}) offset 0)`;

/** Customers `c` that the index of names finds for these ways. */
const asking = (ways: readonly Way[], typed: string, pools: readonly number[] | null): SQL =>
  sql`c.id in (select n.customer_id from customer_names n where ${meantBy(ways, { pools })} or ${unread(typed)} offset 0)`;

export type Listed = {
  /** How many rows are read at most. */
  rows: number;
  /** The pool in which the list lies, if in one. */
  poolId?: string | undefined;
  /** How many customers it is chosen from at most, where that is known. */
  among?: number;
};

/**
 * Customers `c` of a list whose name the text may mean. What many are called is met soon where the list is read in its
 * order, name by name; what few are called the index finds at once. Which is less work, the count of names tells.
 */
export async function nameFilter(ctx: Ctx, typed: string, { rows, poolId, among }: Listed): Promise<SQL> {
  const pool = poolId === undefined ? null : poolGram(poolId);
  const shares = await readShares(ctx, waysOf(typed), pool === null ? [] : [pool]);
  const ways = waysOf(typed, shares.of);
  if (ways.length === 0) return sql`false`;
  const names = shares.newest;
  const inPool = pool === null ? 1 : shares.of(pool);
  const likely = likelyShare(ways, shares.of);
  const listed = Math.min(among ?? names, names * inPool);
  const looked = Math.min(listed, rows / likely) * LOOK;
  const passed = ways.reduce((total, way) => total + readShare(way, shares.of) * names, 0);
  const [takenAll, takenHere] = [likely * names * TAKE, likely * names * inPool * TAKE + names * inPool];
  const isCounted = pool === null || inPool > 0;
  if (isCounted && looked < passed + Math.min(takenAll, takenHere)) return looking(ways, typed);
  return asking(ways, typed, pool !== null && takenHere < takenAll ? [pool] : null);
}

/** The share of all customers whose name the text is likely to mean. */
export async function likelyNamed(ctx: Ctx, typed: string): Promise<number> {
  const ways = waysOf(typed);
  const { of } = await readShares(ctx, ways, []);
  return likelyShare(ways, of);
}
