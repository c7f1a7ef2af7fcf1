import { type SQL, sql } from "drizzle-orm";
import { UNMADE } from "@/lib/ledger/unmade-sql";
import { coolingSql } from "@/lib/ownership/last-loss";
import type { Standing } from "@/lib/quotas/read-standing";
import { instant, texts } from "@/lib/sql-values";
import { addDays, startOfDay } from "@/lib/time";
import type { Order } from "./keyset";
import { type PoolListParams, type PoolSort, TRIED_BY_MANY, UNTOUCHED_DAYS } from "./list-schema";

const ENTERED = { column: sql`c.pooled_at`, direction: "desc", type: "timestamptz" } as const;

export const POOL_ORDERS: Record<PoolSort, Order> = {
  entered: { name: "entered", tail: ENTERED },
  grade: {
    name: "grade",
    lead: { column: sql`c.grade`, direction: "asc", type: "text", nullable: false },
    tail: ENTERED,
  },
  region: {
    name: "region",
    lead: { column: sql`c.region`, direction: "asc", type: "text", nullable: true },
    tail: ENTERED,
  },
  bounces: {
    name: "bounces",
    lead: { column: sql`c.bounce_count`, direction: "desc", type: "integer", nullable: false },
    tail: ENTERED,
  },
  name: { name: "name", tail: { column: sql`c.name`, direction: "asc", type: "text" } },
};

/** The start of the window of so many days that ends with today. */
const windowStart = (now: Date, days: number, timeZone: string): Date =>
  startOfDay(addDays(now, 1 - days, timeZone), timeZone);

const heldBy = (me: string): SQL => sql`c.id in (select t.customer_id from tenures t
  where t.user_id = ${me}::uuid and t.end_kind not in ${UNMADE})`;

const createdBy = (importId: string): SQL => sql`c.id in (select r.customer_id from import_rows r
  where r.import_id = ${importId}::uuid and r.outcome = 'created')`;

function viewCondition(params: PoolListParams, standing: Standing, me: string, now: Date): SQL | undefined {
  const { timeZone, policy } = standing;
  switch (params.view) {
    case "all":
      return undefined;
    case "newToday":
      return sql`c.pooled_at >= ${instant(startOfDay(now, timeZone))}`;
    case "neverHeld":
      return sql`c.owner_count = 0`;
    case "triedByMany":
      return sql`c.owner_count >= ${sql.raw(String(TRIED_BY_MANY))}`;
    case "coolingForMe":
      return sql`c.id in (select customer_id from (${coolingSql(me, now, policy.coolDownDays, timeZone)}) l)`;
    case "untouched":
      return sql`c.pooled_at < ${instant(windowStart(now, UNTOUCHED_DAYS, timeZone))}`;
    case "awaitsDecision":
      return sql`c.bounce_count >= ${policy.bounceGuard}::int and c.bounce_count > c.lifted_bounces`;
  }
}

const anyOf = (column: SQL, values: readonly string[]): SQL | undefined =>
  values.length === 0 ? undefined : sql`${column} = any (${texts(values)})`;

/**
 * What an address asks of the customers `c` of a pool, as conditions and, apart, the driver that an index answers;
 * `narrowed` is what it asks of names, the organisation's own fields and in its condition.
 */
export function poolConditions(
  params: PoolListParams,
  standing: Standing,
  me: string,
  now: Date,
  narrowed: readonly SQL[],
): { where: (SQL | undefined)[]; driver: SQL[] | undefined } {
  const lists = [
    { column: sql`c.region`, values: params.region },
    { column: sql`c.industry`, values: params.industry },
    { column: sql`c.source`, values: params.source },
    { column: sql`c.grade`, values: params.grade },
  ];
  // In the order of entry, each value of one filter is a range of an index; the other filters are asked on the way.
  const driving = params.sort === "entered" ? lists.find(({ values }) => values.length > 0) : undefined;
  const days = (count: number) => instant(windowStart(now, count, standing.timeZone));
  return {
    where: [
      sql`c.state = 'pooled' and c.pool_id = ${standing.pool.id}::uuid`,
      viewCondition(params, standing, me, now),
      ...lists.filter((list) => list !== driving).map(({ column, values }) => anyOf(column, values)),
      params.tag ? sql`c.tags <> '{}' and c.tags @> ${texts([params.tag])}` : undefined,
      params.entered ? sql`c.pooled_at >= ${days(params.entered)}` : undefined,
      params.idle ? sql`c.pooled_at < ${days(params.idle)}` : undefined,
      params.bounced ? sql`c.bounce_count >= ${params.bounced}` : undefined,
      params.tried ? heldBy(me) : undefined,
      params.import ? createdBy(params.import) : undefined,
      ...narrowed,
    ],
    driver: driving?.values.map((value) => sql`${driving.column} = ${value}`),
  };
}
