import { type SQL, sql } from "drizzle-orm";
import { deadlineSql, type Rules } from "@/lib/deadlines/deadline-sql";
import type { InForce } from "@/lib/deadlines/on-the-clock";
import { situationOf } from "@/lib/deadlines/situation";
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
  const situation = situationOf({ timeZone, now });
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
    from customers c
    left join lateral (${deadlineSql(draft, situation, until)}) b on true
    where c.pool_id = ${poolId}::uuid and c.state = 'owned') h`;
}

const TOTALS = sql`
  select count(*) as held, count(*) filter (where is_hit) as hit, count(*) filter (where was_hit) as was,
    count(*) filter (where is_hit and not was_hit) as added, count(*) filter (where was_hit and not is_hit) as spared,
    count(*) filter (where is_grace is not null) as graced,
    coalesce(sum(expected_value) filter (where is_hit), 0) as value,
    count(*) filter (where is_at < was_at) as earlier, count(*) filter (where is_at > was_at) as later,
    count(*) filter (where is_at is not distinct from was_at) as same,
    count(*) filter (where was_at is null and is_at is not null) as started,
    count(*) filter (where was_at is not null and is_at is null) as ended
  from h`;

const PEOPLE = sql`
  select h.owner_id, u.name, u.holding_cap, count(*) as held, count(*) filter (where is_hit) as hit, count(*) filter (where was_hit) as was,
    count(*) filter (where earlier) as earlier, count(h.won_at) as won
  from h join users u on u.id = h.owner_id group by h.owner_id, u.name, u.holding_cap`;

/** How many go back by the end of the notice, by the rule of the draft that takes them. */
const BY_RULE = sql`select is_rule as rule, count(*) as hit from h where is_hit group by is_rule`;

/** How many customers the same running rules take by the end of the notice, and which rules take anybody ever. */
const TAKERS = sql`select takers, count(*) as count from h where takers > 0 group by takers`;
const RUNNING = sql`select coalesce(bit_or(running), 0) from h`;

/** How many go back on each day; what is due already goes today. */
const forecast = (column: SQL, { now, days }: Compared): SQL => sql`
  select width_bucket(greatest(${column}, ${instant(now)}), ${instants(days)}) as day, count(*) as due
  from h where ${column} is not null group by 1`;

/** What says most comes first: newly hit, then hit, then nearer, then spared; the nearest deadline of each. */
const BEST = sql`
  select h.id, h.name, h.owner_id, u.name as owner_name, was_at, was_rule, is_at, is_rule, is_grace
  from h join users u on u.id = h.owner_id where earlier or was_hit and not is_hit
  order by case when is_hit and not was_hit then 0 when is_hit then 1 when earlier then 2 else 3 end, coalesce(is_at, was_at), h.id
  limit ${sql.raw(String(EXAMPLES))}`;

/** How many a document takes within the notice, and how many of them the version in force doesn't. */
export type CountedHit = { hit: number; added: number };

/** One statement that answers a `CountedHit`. */
export const hitSql = (compared: Compared): SQL => sql`
  select count(*) filter (where h.is_hit) as hit, count(*) filter (where h.is_hit and not h.was_hit) as added
  from (${heldBoth(compared)}) h`;

const rows = (query: SQL): SQL => sql`(select coalesce(json_agg(r), '[]') from (${query}) r)`;

/** One statement that answers the whole preview as JSON: `totals`, `people`, `by_rule`, `takers`, `running`, `was_days`, `is_days`, `examples`. */
export const previewSql = (compared: Compared): SQL => sql`
  with h as materialized (${heldBoth(compared)})
  select (select to_json(t) from (${TOTALS}) t) as totals, ${rows(PEOPLE)} as people, ${rows(BY_RULE)} as by_rule,
    ${rows(TAKERS)} as takers, (${RUNNING}) as running,
    ${rows(forecast(sql`was_at`, compared))} as was_days, ${rows(forecast(sql`is_at`, compared))} as is_days, ${rows(BEST)} as examples`;
