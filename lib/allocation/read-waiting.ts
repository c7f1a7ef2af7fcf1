import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { CustomerState } from "@/db/enums";
import { UNMADE } from "@/lib/ledger/unmade-sql";
import { lastLossSql, toLastLoss } from "@/lib/ownership/last-loss";
import { coolingUntil } from "@/lib/ownership/rules";
import { instant, uuids } from "@/lib/sql-values";
import { awaitingSql, inPool, placeSql } from "./allocation-sql";
import type { Deal } from "./read-deal";

/** A customer about whom is decided. */
export type Waiting = {
  id: string;
  name: string;
  version: number;
  state: CustomerState;
  poolId: string;
  bounceCount: number;
  awaiting: boolean;
  ownerName: string | null;
  heldSince: string | null;
  /** The place of the rule that decides about it; null when none concerns it. */
  place: number | null;
};

type Row = {
  id: string;
  name: string;
  version: number;
  state: CustomerState;
  pool_id: string;
  bounce_count: number;
  awaiting: boolean;
  owner_name: string | null;
  held_since: string | null;
  place: number | null;
};

/** These customers as they are now, the oldest in the pool first, with the rule that decides about each. */
export async function readWaiting(db: Executor, deal: Deal, ids: readonly string[]): Promise<Waiting[]> {
  const rows = await db.execute<Row>(sql`
    select c.id, c.name, c.version, c.state, c.pool_id, c.bounce_count, ${awaitingSql(deal)} as awaiting, o.name as owner_name,
      c.held_since, case when ${inPool(deal)} then ${placeSql(deal)} end as place
    from customers c left join users o on o.id = c.owner_id
    where c.id = any (${uuids(ids)}) order by c.pooled_at nulls last, c.id`);
  return rows.map((row) => ({
    ...{
      id: row.id,
      name: row.name,
      version: row.version,
      state: row.state,
      poolId: row.pool_id,
      place: row.place,
    },
    ...{ bounceCount: row.bounce_count, awaiting: row.awaiting, ownerName: row.owner_name },
    heldSince: row.held_since && new Date(row.held_since).toISOString(),
  }));
}

const NOBODY: ReadonlySet<string> = new Set();

/** Who of these people has lost which of these customers too lately to get it again. */
export async function readCooling(
  db: Executor,
  { document, now, timeZone }: Deal,
  ids: readonly string[],
  userIds: readonly string[],
): Promise<(customerId: string) => ReadonlySet<string>> {
  const rows = await db.execute<{ customer_id: string; user_id: string; loss: unknown }>(sql`
    select p.customer_id, p.user_id, ${lastLossSql(sql`p.customer_id`, sql`p.user_id`)} as loss
    from (select distinct t.customer_id, t.user_id from tenures t where t.customer_id = any (${uuids(ids)})
      and t.user_id = any (${uuids(userIds)}) and t.end_kind not in ${UNMADE}) p`);
  const cooling = new Map<string, Set<string>>();
  for (const { customer_id: id, user_id: userId, loss } of rows) {
    if (!coolingUntil(document, toLastLoss(loss), now, timeZone)) continue;
    cooling.set(id, (cooling.get(id) ?? new Set()).add(userId));
  }
  return (id) => cooling.get(id) ?? NOBODY;
}

/** Where a walk through a pool stands: after the customer that entered then. The instant is text, so that nothing of it is lost. */
export type Cursor = { at: string; id: string };

/** Of which part of a pool a page is taken: what entered after an instant, by the rules at these places. */
export type Part = {
  since: Date | null;
  places: readonly number[];
  after: Cursor | null;
  /** Whether those are left alone whose gift under these rules somebody has undone: the job does not give them again. */
  sparing: boolean;
};

const after = ({ after, since }: Part): SQL[] => [
  ...(since ? [sql`c.pooled_at > ${instant(since)}`] : []),
  ...(after ? [sql`(c.pooled_at, c.id) > (${after.at}::timestamptz, ${after.id}::uuid)`] : []),
];

const spared = ({ inForce }: Deal, { sparing }: Part): SQL[] =>
  sparing
    ? [
        sql`not exists (select from events e where e.customer_id = c.id and e.version = c.version
          and e.kind = 'assign_undone' and e.policy_id = ${inForce.id}::uuid)`,
      ]
    : [];

/**
 * The next customers of the pool whom the rules at these places concern, the oldest first: a range of the index of what
 * entered when. Those that wait for a manager's decision are left alone.
 */
export async function readPage(
  db: Executor,
  deal: Deal,
  part: Part,
  limit: number,
): Promise<{ ids: string[]; last: Cursor | null }> {
  const where = [inPool(deal), ...after(part), ...spared(deal, part), sql`not ${awaitingSql(deal)}`];
  const rows = await db.execute<{ id: string; at: string }>(sql`
    select c.id, c.pooled_at::text as at from customers c where ${sql.join(where, sql` and `)}
      and ${placeSql(deal)} = any (${`{${part.places.join(",")}}`}::int[])
    order by c.pooled_at, c.id limit ${limit}`);
  const last = rows.at(-1);
  return { ids: rows.map(({ id }) => id), last: last ? { at: last.at, id: last.id } : null };
}
