import { type SQL, sql } from "drizzle-orm";
import type { Steady } from "@/lib/conditions/spans";
import type { Rules } from "@/lib/deadlines/clock-steps";
import { deadlinesCompared } from "@/lib/deadlines/deadline-sql";
import type { InForce } from "@/lib/deadlines/on-the-clock";
import { ownPausesIn, situationOf, stopsOfPool } from "@/lib/deadlines/situation";
import { rankedSql, runsOverCap } from "@/lib/deadlines/too-many-sql";
import { instant, instants } from "@/lib/sql-values";

/** What a preview compares, and when. */
export type Compared = {
  poolId: string;
  now: Date;
  timeZone: string;
  /** Where the zone keeps its offset; without it the zone is asked of every instant. */
  steady?: Steady;
  noticeUntil: Date;
  inForce: InForce;
  draft: Rules;
  /** The first instants of today and of the days that follow, one more than the forecast tells. */
  days: readonly Date[];
};

const EXAMPLES = 20;

/** What becomes of a deadline, as a number that a statement counts by. */
const CHANGES = ["same", "started", "ended", "earlier", "later"] as const;
const changeIs = (change: (typeof CHANGES)[number]): SQL => sql.raw(String(CHANGES.indexOf(change)));

/** Every held customer of the pool with its deadline as it stands and as the draft would have it, and what becomes of it. */
export function heldBoth({ poolId, now, timeZone, steady, noticeUntil, inForce, draft }: Compared): SQL {
  const pauses = sql`coalesce(p.pauses + stops.pauses, p.pauses, stops.pauses)`;
  const until = instant(noticeUntil);
  const crowds = runsOverCap(draft.document);
  const deadlines = deadlinesCompared(
    { draft, inForce, until, overCapSince: crowds ? sql`o.over_since` : undefined },
    situationOf({ timeZone, now }, { pauses, ...(steady ? { steady } : {}) }),
    {
      tables: sql`customers c cross join (select ${stopsOfPool(poolId)} as pauses) stops
        left join (${ownPausesIn(poolId)}) p on p.customer_id = c.id
        ${crowds ? sql`left join (${rankedSql(draft.document, { poolId, now })}) o on o.id = c.id` : sql``} where c.pool_id = ${poolId}::uuid and c.state = 'owned'`,
      carried: { id: sql`c.id`, won: sql`c.won_at is not null`, expected_value: sql`c.expected_value` },
    },
  );
  return sql`
    select d.*, coalesce(d.was_at <= ${until}, false) as was_hit, d.takers > 0 as is_hit,
      case when d.is_at is not distinct from d.was_at then ${changeIs("same")} when d.was_at is null then ${changeIs("started")}
        when d.is_at is null then ${changeIs("ended")} when d.is_at < d.was_at then ${changeIs("earlier")} else ${changeIs("later")} end as change
    from (${deadlines}) d`;
}

/** The day of the forecast on which a deadline falls, what is due already on the first; null behind the last. */
const dayOfForecast = (column: SQL, { now, days }: Compared): SQL => sql`
  case when ${column} < ${instant(days.at(-1) ?? now)} then width_bucket(greatest(${column}, ${instant(now)}), ${instants(days)}) end`;

/** The held customers counted by everything that a sum of the preview asks for, so that each is looked at once. */
const counted = (compared: Compared): SQL => sql`
  select owner_id, is_place, takers, was_hit, is_hit, change, is_grace is not null as graced,
    ${dayOfForecast(sql`was_at`, compared)} as was_day, ${dayOfForecast(sql`is_at`, compared)} as is_day,
    count(*) as n, count(*) filter (where won) as won, sum(expected_value) as value, bit_or(running) as running
  from h group by 1, 2, 3, 4, 5, 6, 7, 8, 9`;

const sumWhere = (condition: SQL, of = sql`n`): SQL =>
  sql`coalesce(sum(${of}) filter (where ${condition}), 0)::bigint`;
const IS_NEARER = sql`change in (${changeIs("earlier")}, ${changeIs("started")})`;

const TOTALS = sql`
  select coalesce(sum(n), 0)::bigint as held, ${sumWhere(sql`is_hit`)} as hit, ${sumWhere(sql`was_hit`)} as was,
    ${sumWhere(sql`is_hit and not was_hit`)} as added, ${sumWhere(sql`was_hit and not is_hit`)} as spared,
    ${sumWhere(sql`graced`)} as graced, ${sumWhere(sql`is_hit`, sql`value`)} as value,
    ${sql.join(
      CHANGES.map((change) => sql`${sumWhere(sql`change = ${changeIs(change)}`)} as ${sql.raw(change)}`),
      sql`, `,
    )}
  from k`;

const PEOPLE = sql`
  select k.owner_id, u.name, u.holding_cap, sum(n)::bigint as held, ${sumWhere(sql`is_hit`)} as hit, ${sumWhere(sql`was_hit`)} as was,
    ${sumWhere(IS_NEARER)} as earlier, sum(won)::bigint as won
  from k join users u on u.id = k.owner_id group by k.owner_id, u.name, u.holding_cap`;

/** How many go back by the end of the notice, by the place of the rule that takes them among those that run. */
const BY_RULE = sql`select is_place as place, sum(n)::bigint as hit from k where is_hit group by is_place`;

/** How many customers the same running rules take by the end of the notice, and which rules take anybody ever. */
const TAKERS = sql`select takers, sum(n)::bigint as count from k where takers > 0 group by takers`;
const RUNNING = sql`select coalesce(bit_or(running), 0) from k`;

/** How many go back on each day. */
const forecast = (day: SQL): SQL => sql`
  select ${day} as day, sum(n)::bigint as due from k where ${day} is not null group by 1`;

/** What says most comes first: newly hit, then hit, then nearer, then spared; the nearest deadline of each. */
const BEST = sql`
  select b.*, c.name, u.name as owner_name from (
    select h.id, h.owner_id, was_at, was_rule, is_at, is_place, is_grace,
      case when is_hit and not was_hit then 0 when is_hit then 1 when ${IS_NEARER} then 2 else 3 end as place
    from h where ${IS_NEARER} or was_hit and not is_hit order by place, coalesce(is_at, was_at), h.id limit ${sql.raw(String(EXAMPLES))}
  ) b join customers c on c.id = b.id join users u on u.id = b.owner_id order by place, coalesce(is_at, was_at), b.id`;

/** How many a document takes within the notice, and how many of them the version in force doesn't. */
export type CountedHit = { hit: number; added: number };

/** One statement that answers a `CountedHit`. */
export const hitSql = (compared: Compared): SQL => sql`
  select count(*) filter (where h.is_hit) as hit, count(*) filter (where h.is_hit and not h.was_hit) as added
  from (${heldBoth(compared)}) h`;

const rows = (query: SQL): SQL => sql`(select coalesce(json_agg(r), '[]') from (${query}) r)`;

/** One statement that answers the whole preview as JSON: `totals`, `people`, `by_rule`, `takers`, `running`, `was_days`, `is_days`, `examples`. */
export const previewSql = (compared: Compared): SQL => sql`
  with h as materialized (${heldBoth(compared)}), k as materialized (${counted(compared)})
  select (select to_json(t) from (${TOTALS}) t) as totals, ${rows(PEOPLE)} as people, ${rows(BY_RULE)} as by_rule,
    ${rows(TAKERS)} as takers, (${RUNNING}) as running,
    ${rows(forecast(sql`was_day`))} as was_days, ${rows(forecast(sql`is_day`))} as is_days, ${rows(BEST)} as examples`;
