import { type SQL, sql } from "drizzle-orm";
import { isTx } from "@/db/client";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { seesAllContacts } from "@/lib/masking/rules";
import { authorize } from "@/lib/permissions";
import { namePools } from "@/lib/pools/name-pools";
import { requirePool } from "@/lib/quotas/require-pool";
import { requirePerson } from "@/lib/require-person";
import { allOf, texts, uuids } from "@/lib/sql-values";
import { narrowing } from "./list-condition";
import { readPoolRows } from "./list-pool";
import { MineListParams } from "./list-schema";
import { heldScope } from "./mine-conditions";
import { planAfresh } from "./plan-afresh";
import { readMineRows } from "./read-mine-rows";
import { heldInSight } from "./sight";
import type { MineRow, PoolRow } from "./types";

export type ListCustomersInput = {
  /** `none` is who lies in the pools, `me` the actor's own, an id somebody's; absent is all that he sees. */
  owner?: string | undefined;
  pool?: string | undefined;
  q?: string | undefined;
  grade?: string | undefined;
  stage?: string | undefined;
  region?: string | undefined;
  industry?: string | undefined;
  source?: string | undefined;
  tag?: string | undefined;
  /** The last id of the page before. */
  cursor?: string | undefined;
  limit: number;
};

/** A customer in somebody's hands, or in a pool. */
export type ListedCustomer =
  | { held: MineRow; pooled?: never; pool?: never }
  | { held?: never; pooled: PoolRow; pool: { id: string; name: string } };
export type CustomerPage = { rows: ListedCustomer[]; nextCursor: string | null };

type Found = { id: string; state: string; pool_id: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const anyOf = (column: SQL, values: readonly string[]): SQL | undefined =>
  values.length === 0 ? undefined : sql`${column} = any (${texts(values)})`;

function filtersOf(input: ListCustomersInput): (SQL | undefined)[] {
  const { pool: _pool, owner: _owner, cursor: _cursor, limit: _limit, ...given } = input;
  const { grade, stage, region, industry, source, tag } = MineListParams.parse(given);
  return [
    ...[anyOf(sql`c.grade`, grade), anyOf(sql`c.stage`, stage), anyOf(sql`c.region`, region)],
    ...[anyOf(sql`c.industry`, industry), anyOf(sql`c.source`, source)],
    tag ? sql`c.tags <> '{}' and c.tags @> ${texts([tag])}` : undefined,
  ];
}

/** Which customers `c` the list is of, as conditions of which each is a range of an index in the order of ids. */
async function partsOf(ctx: Ctx, { owner, pool }: ListCustomersInput): Promise<SQL[]> {
  const { actor } = ctx;
  const inPool = pool ? sql` and c.pool_id = ${pool}::uuid` : sql``;
  if (owner && owner !== "none") {
    const scope = allOf(await heldScope(ctx, owner === "me" ? { view: "mine" } : { view: "all", owner }));
    return [sql`c.state = 'owned' and ${scope}${inPool}`];
  }
  const seesAll = actor.kind === "user" && actor.role === "admin";
  if (!owner && !pool && seesAll) return [sql`c.state in ('owned', 'pooled')`];
  if (pool) await requirePool(ctx, pool);
  const pools = pool ? [pool] : (await namePools(ctx)).map(({ id }) => id);
  const pooled = pools.map((id) => sql`c.state = 'pooled' and c.pool_id = ${id}::uuid`);
  return owner ? pooled : [sql`c.state = 'owned' and ${heldInSight(actor)}${inPool}`, ...pooled];
}

/** The ids of one page and one more; the order is one that nothing changes. */
function findPage(ctx: Ctx, parts: readonly SQL[], where: SQL, limit: number): Promise<Found[]> {
  const most = sql.raw(String(limit + 1));
  const selects = parts.map(
    (part) =>
      sql`(select c.id, c.state, c.pool_id from customers c where ${part} and ${where} order by c.id limit ${most})`,
  );
  return planAfresh(ctx, (ctx) =>
    ctx.db.execute<Found>(
      sql`select r.* from (${sql.join(selects, sql` union all `)}) r order by r.id limit ${most}`,
    ),
  );
}

const chosen = (found: readonly Found[]): SQL => sql`
  select u.id, null::text as key_lead, null::text as key_tail from unnest(${uuids(found.map(({ id }) => id))}) u(id)`;

/** Reads what was found, in its order. */
async function readFound(ctx: Ctx, found: readonly Found[]): Promise<ListedCustomer[]> {
  const order = sql`r.id`;
  const rows = new Map<string, ListedCustomer>();
  const held = found.filter(({ state }) => state === "owned");
  if (held.length > 0) {
    for (const { row } of await readMineRows(ctx, chosen(held), order)) rows.set(row.id, { held: row });
  }
  const lying = found.filter(({ state }) => state === "pooled");
  for (const poolId of new Set(lying.map(({ pool_id }) => pool_id))) {
    const standing = await requirePool(ctx, poolId);
    const page = chosen(lying.filter(({ pool_id }) => pool_id === poolId));
    const read = await readPoolRows(ctx, standing, { page, order }, null);
    for (const { row } of read) rows.set(row.id, { pooled: row, pool: standing.pool });
  }
  return found.flatMap(({ id }) => rows.get(id) ?? []);
}

/** Runs what only reads on one state of the database, so that whoever changes hands meanwhile is read as he was. */
const onOneState = <T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  isTx(ctx.db)
    ? work(ctx)
    : ctx.db.transaction((db) => work({ ...ctx, db }), {
        isolationLevel: "repeatable read",
        accessMode: "read only",
      });

/**
 * One page of the customers that the actor sees, in hands and in his pools, by their ids, which is about the order in which
 * they came: who is in the list all the while that it is read comes exactly once, whatever changes meanwhile. NOT_YOURS
 * for the customers of somebody whom he may not look at, NOT_A_MEMBER for a pool that isn't his.
 */
export async function listCustomers(ctx: Ctx, input: ListCustomersInput): Promise<CustomerPage> {
  authorize(ctx.actor, "customers.read");
  requirePerson(ctx.actor);
  const { cursor, limit, tag, q, pool } = input;
  if (cursor !== undefined && !UUID.test(cursor)) throw new DomainError("INVALID_INPUT", { field: "cursor" });
  // Counts what is guessed at, which the snapshot below could not.
  const clear = seesAllContacts(ctx.actor);
  const listed = { rows: limit, poolId: pool };
  const narrowed = await narrowing(ctx, { fields: [], tag, q }, { timeZone: "UTC", clear }, listed);
  const after = cursor ? sql`c.id > ${cursor}::uuid` : undefined;
  return onOneState(ctx, async (ctx) => {
    const parts = await partsOf(ctx, input);
    if (parts.length === 0) return { rows: [], nextCursor: null };
    const found = await findPage(ctx, parts, allOf([...filtersOf(input), ...narrowed, after]), limit);
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return { rows: await readFound(ctx, shown), nextCursor: last?.id ?? null };
  });
}
