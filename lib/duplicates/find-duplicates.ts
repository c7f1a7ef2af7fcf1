import { sql } from "drizzle-orm";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { uuids } from "@/lib/sql-values";
import { bringKeysAlong } from "./bring-along";
import { findCandidates } from "./find-candidates";
import { loadCustomers } from "./load-customers";
import { mergeCertain } from "./merge-pairs";
import { writeKeys } from "./write-keys";
import { writePairs } from "./write-pairs";
import { writeRegionCodes } from "./write-region-codes";

const AT_A_TIME = 200;

const isLive = ({ state }: { state: string }): boolean => state === "pooled" || state === "owned";

/** What a run of the search did. */
export type Searched = { looked: number; found: number; merged: number };

/** Looks at the next customers that were entered or edited; null when none waits. */
async function searchSome(ctx: TxCtx): Promise<Omit<Searched, "merged"> | null> {
  const taken = await ctx.db.execute<{ customer_id: string }>(sql`
    delete from duplicate_queue where customer_id in (
      select customer_id from duplicate_queue order by customer_id limit ${AT_A_TIME} for update skip locked)
    returning customer_id`);
  if (taken.length === 0) return null;
  const ids = taken.map(({ customer_id }) => customer_id);
  const customers = await loadCustomers(ctx, ids);
  await writeKeys(ctx, customers);
  await writeRegionCodes(ctx, customers);
  const candidates = await findCandidates(ctx, customers.filter(isLive));
  const pairs = candidates
    .filter(({ customer }) => isLive(customer))
    .map(({ id, customer, reasons, score }) => ({ customerId: id, otherId: customer.id, reasons, score }));
  await dropStale(ctx, ids, pairs);
  return { looked: ids.length, found: await writePairs(ctx, pairs) };
}

/** An open pair that an edit has made unlike is no pair any more, unless somebody asked for it or an identity was the same. */
async function dropStale(
  ctx: TxCtx,
  ids: readonly string[],
  pairs: readonly { customerId: string; otherId: string }[],
): Promise<void> {
  const still = pairs.map(({ customerId: a, otherId: b }) =>
    a < b ? { low: a, high: b } : { low: b, high: a },
  );
  await ctx.db.execute(sql`
    delete from duplicate_pairs p where p.state = 'open' and p.asked_by_id is null and not p.reasons && '{identity,asked}'::text[]
      and (p.low_id = any (${uuids(ids)}) or p.high_id = any (${uuids(ids)}))
      and not exists (select from jsonb_to_recordset(${JSON.stringify(still)}::jsonb) as s (low uuid, high uuid)
        where s.low = p.low_id and s.high = p.high_id)`);
}

/**
 * Looks at every customer that was entered or edited since the last run, in short transactions: writes its keys, compares
 * it with those that share one and puts what is likely on the desk. What a run that was cut off had taken waits again.
 */
export async function findDuplicates(ctx: Ctx): Promise<Searched> {
  authorize(ctx.actor, "jobs.run");
  await bringKeysAlong(ctx);
  const sum = { looked: 0, found: 0 };
  for (;;) {
    const some = await inTx(ctx, searchSome);
    if (!some) return { ...sum, merged: await mergeCertain(ctx) };
    sum.looked += some.looked;
    sum.found += some.found;
  }
}
