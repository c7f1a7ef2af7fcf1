import { type SQL, sql } from "drizzle-orm";
import { deadlineSql, type Rules } from "@/lib/deadlines/deadline-sql";
import type { InForce } from "@/lib/deadlines/on-the-clock";
import { ownPausesIn, situationOf, stopsOfPool } from "@/lib/deadlines/situation";
import { instant, instants } from "@/lib/sql-values";

/** What a preview compares, and when. */
export type Compared = {
  poolId: string;
  now: Date;
  timeZone: string;
  noticeUntil: Date;
  inForce: InForce;
  draft: Rules;
  /** The first instants of today and of the days that follow, one more than the forecast tells. */
  days: readonly Date[];
};

const EXAMPLES = 20;

/** Every held customer of the pool with its deadline as it stands and as the draft would have it. */
function heldBoth({ poolId, now, timeZone, noticeUntil, inForce, draft }: Compared): SQL {
  const situation = situationOf(
    { timeZone, now },
    { pauses: sql`coalesce(p.pauses + stops.pauses, p.pauses, stops.pauses)` },
  );
  const until = instant(noticeUntil);
  // Stored, but where it waits to be computed anew.
  const asItStands = (stored: "due_at" | "due_rule", computed: "due_at" | "rule"): SQL => sql`
    case when c.due_policy_id = ${inForce.id}::uuid then ${sql.raw(`c.${stored}`)}
      else (select ${sql.raw(`d.${computed}`)} from (${deadlineSql(inForce, situation)}) d) end`;
  return sql`
    select h.*, coalesce(h.was_at <= ${until}, false) as was_hit, coalesce(h.is_at <= ${until}, false) as is_hit,
      h.is_at is not null and (h.was_at is null or h.is_at < h.was_at) as earlier from (
    select c.id, c.name, c.owner_id, c.won_at, c.expected_value, ${asItStands("due_at", "due_at")} as was_at,
      ${asItStands("due_rule", "rule")} as was_rule, b.due_at as is_at, b.rule as is_rule, b.grace_until as is_grace, b.takers, b.running
    from customers c cross join (select ${stopsOfPool(poolId)} as pauses) stops
    left join (${ownPausesIn(poolId)}) p on p.customer_id = c.id
    left join lateral (${deadlineSql(draft, situation, until)}) b on true
    where c.pool_id = ${poolId}::uuid and c.state = 'owned') h`;
}

/** The day of the forecast on which a deadline falls; what is due already goes today. */
const dayOfForecast = (column: SQL, { now, days }: Compared): SQL =>
  sql`width_bucket(greatest(${column}, ${instant(now)}), ${instants(days)})`;

/** The held customers counted by everything that a sum of the preview asks for, so that each is looked at once. */
const counted = (compared: Compared): SQL => sql`
  select owner_id, is_rule, takers, is_hit, was_hit, earlier, is_grace is not null as graced,
    case when is_at is not distinct from was_at then 'same' when was_at is null then 'started' when is_at is null then 'ended'
      when is_at < was_at then 'earlier' else 'later' end as change,
    case when was_at is not null then ${dayOfForecast(sql`was_at`, compared)} end as was_day,
    case when is_at is not null then ${dayOfForecast(sql`is_at`, compared)} end as is_day,
    count(*) as n, count(won_at) as won, sum(expected_value) as value, bit_or(running) as running
  from h group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`;

const sumWhere = (condition: SQL, of = sql`n`): SQL =>
  sql`coalesce(sum(${of}) filter (where ${condition}), 0)::bigint`;
const changed = (how: string): SQL => sumWhere(sql`change = ${sql.raw(`'${how}'`)}`);

const TOTALS = sql`
  select coalesce(sum(n), 0)::bigint as held, ${sumWhere(sql`is_hit`)} as hit, ${sumWhere(sql`was_hit`)} as was,
    ${sumWhere(sql`is_hit and not was_hit`)} as added, ${sumWhere(sql`was_hit and not is_hit`)} as spared,
    ${sumWhere(sql`graced`)} as graced, ${sumWhere(sql`is_hit`, sql`value`)} as value,
    ${changed("earlier")} as earlier, ${changed("later")} as later, ${changed("same")} as same,
    ${changed("started")} as started, ${changed("ended")} as ended
  from k`;

const PEOPLE = sql`
  select k.owner_id, u.name, u.holding_cap, sum(n)::bigint as held, ${sumWhere(sql`is_hit`)} as hit, ${sumWhere(sql`was_hit`)} as was,
    ${sumWhere(sql`earlier`)} as earlier, sum(won)::bigint as won
  from k join users u on u.id = k.owner_id group by k.owner_id, u.name, u.holding_cap`;

/** How many go back by the end of the notice, by the rule of the draft that takes them. */
const BY_RULE = sql`select is_rule as rule, sum(n)::bigint as hit from k where is_hit group by is_rule`;

/** How many customers the same running rules take by the end of the notice, and which rules take anybody ever. */
const TAKERS = sql`select takers, sum(n)::bigint as count from k where takers > 0 group by takers`;
const RUNNING = sql`select coalesce(bit_or(running), 0) from k`;

/** How many go back on each day. */
const forecast = (day: SQL): SQL => sql`
  select ${day} as day, sum(n)::bigint as due from k where ${day} is not null group by 1`;

/** What says most comes first: newly hit, then hit, then nearer, then spared; the nearest deadline of each. */
const BEST = sql`
  select b.*, u.name as owner_name from (
    select h.id, h.name, h.owner_id, was_at, was_rule, is_at, is_rule, is_grace,
      case when is_hit and not was_hit then 0 when is_hit then 1 when earlier then 2 else 3 end as place
    from h where earlier or was_hit and not is_hit order by place, coalesce(is_at, was_at), h.id limit ${sql.raw(String(EXAMPLES))}
  ) b join users u on u.id = b.owner_id order by place, coalesce(is_at, was_at), b.id`;

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
