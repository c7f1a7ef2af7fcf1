import { type SQL, sql } from "drizzle-orm";
import { compileCondition } from "@/lib/conditions/compile";
import { ALWAYS, type Condition, clausesOf } from "@/lib/conditions/schema";
import { spanEnd } from "@/lib/conditions/spans";
import { concerns, type Rules } from "@/lib/deadlines/deadline-sql";
import { runsOverCap } from "@/lib/deadlines/mark-overflow";
import { askedAt, type Situation } from "@/lib/deadlines/situation";
import { UNMADE } from "@/lib/ledger/unmade-sql";
import type { ReturnRule } from "@/lib/policies/return-rule";
import type { Worth } from "@/lib/policies/schema";
import { instant, instants, texts, uuids } from "@/lib/sql-values";
import { type Asked, askedBy, countsEveryFollowUp, editsThatCount } from "./asked";
import { breaksOf } from "./breaks-sql";
import { SINCE_PROGRESS } from "./facts-sql";

/** What is replayed: the tenures of a pool that ran in a period, under these rules as if they had always been in force. */
export type Replay = {
  poolId: string;
  rules: Rules;
  timeZone: string;
  from: Date;
  until: Date;
  /** Up to when the consequences are known. */
  now: Date;
  /**
   * One half of the tenures alone, so that two connections share the work; absent is all. Asked as not the other half: the
   * planner takes an equation with an unknown expression to leave hardly anything, and goes through the rest row by row.
   */
  half?: 0 | 1;
  /** Whether the follow-up `f` resets the clocks under these rules. */
  qualifies: SQL;
  /** Whether it is one for any clock. */
  counts: SQL;
  /** Rules for the customers of those who leave: they run no clock. */
  leavers: readonly ReturnRule[];
  /** Since when, and until when, a tenure was more than its owner's cap lets him hold; absent where no rule asks. */
  overflow?: Overflow;
  /** Nothing is taken before; what was known by then counts. */
  since?: Date;
  /** Of these tenures alone. */
  only?: readonly string[];
};

/** Stretches in which a tenure was too many, in order and apart from each other; `until` null is to its end. */
export type Overflow = readonly { tenureId: string; from: number; until: number | null }[];

/** What the running rules ask for, those of a notice too, and the order of the overflow where one is marked. */
export function askedIn({
  rules,
  leavers,
}: {
  rules: Pick<Rules, "document" | "grace">;
  leavers: readonly ReturnRule[];
}): Asked {
  const { returnRules, overflowOrder } = rules.document;
  const before = Object.values(rules.grace).flatMap(({ was }) => was ?? []);
  const asked = askedBy([...returnRules, ...before, ...leavers]);
  if (!runsOverCap(rules.document)) return asked;
  const worth = overflowOrder.flatMap((one) => WORTH_FIELDS[one] ?? []);
  return { ...asked, fields: new Set([...asked.fields, ...worth]) };
}

/** The facts by which the overflow is chosen, as conditions name them. */
const WORTH_FIELDS: Partial<Record<Worth, string>> = {
  grade: "grade",
  intent: "intent",
  stage: "stage",
  expected_value: "expectedValue",
  last_follow_up: "sinceFollowUp",
};

/** Which tenures a replay is about. */
export type Tenures = Pick<Replay, "poolId" | "from" | "until" | "now" | "half" | "only">;

/**
 * The tenures `t` that ran in the period. A claim that was undone was none. `left_at` is when it ended or now,
 * `stops_at` the last instant at which the replay takes it.
 */
export const tenuresOf = ({ poolId, from, until, now, half, only }: Tenures): SQL => sql`
  t as materialized (
    select t.id, t.customer_id, t.user_id, t.started_at, t.start_version, t.ended_at, t.end_kind, coalesce(t.ended_at, ${instant(now)}) as left_at,
      least(coalesce(t.ended_at, ${instant(until)}), ${instant(until)}) as stops_at
    from tenures t where t.pool_id = ${poolId}::uuid and t.started_at <= ${instant(until)}
      and (t.ended_at is null or t.ended_at >= ${instant(from)}) and coalesce(t.end_kind, '') not in ${UNMADE}
      ${only ? sql`and t.id = any (${uuids(only)})` : sql``}
      ${half === undefined ? sql`` : sql`and uuid_hash(t.id) & 1 <> ${1 - half}::int`})`;

const NONE = sql`null::timestamptz`;

const VALUES = ["q", "d", "f", "l", "o", "u"] as const;
type Told = Partial<Record<(typeof VALUES)[number], SQL>>;

/** Marks of one kind: whose tenure, when, and what they tell. */
const mark = (tenureId: SQL, at: SQL, told: Told, from: SQL): SQL => sql`
  select ${tenureId} as tenure_id, ${at} as at, ${sql.join(
    VALUES.map((name) => sql`${told[name] ?? NONE} as ${sql.raw(name)}`),
    sql`, `,
  )} ${from}`;

/** Both ends of a stretch that is too many; one that is over as it begins still stands for its instant. */
const overflowMarks = (overflow: Overflow): SQL[] => {
  if (overflow.length === 0) return [];
  const columns = sql`${uuids(overflow.map(({ tenureId }) => tenureId))}, ${instants(overflow.map(({ from }) => new Date(from)))},
    ${orNone(overflow.map(({ until }) => until))}`;
  const rows = sql`unnest(${columns}) o(tenure_id, from_at, to_at)`;
  const over = sql`case when o.to_at = o.from_at then o.to_at + interval '1 microsecond' else o.to_at end`;
  return [
    mark(sql`o.tenure_id`, sql`o.from_at`, { o: sql`o.from_at` }, sql`from ${rows}`),
    mark(sql`o.tenure_id`, over, { u: over }, sql`from ${rows} where o.to_at is not null`),
  ];
};
const orNone = (at: readonly (number | null)[]): SQL =>
  sql`${`{${at.map((one) => (one === null ? "null" : new Date(one).toISOString())).join(",")}}`}::timestamptz[]`;

/**
 * Everything after which a deadline may be another: `q` qualifies, `d` is a deal, `f` any follow-up, `l` the customer's
 * last deal, `o` begins to be too many and `u` is no longer.
 */
function marks(replay: Replay, asked: Asked): SQL {
  const every = countsEveryFollowUp(asked);
  const edited = editsThatCount(asked);
  const earlier = (table: SQL, wanted: boolean): SQL =>
    wanted
      ? sql`(select max(f.at) from ${table} where f.customer_id = t.customer_id and f.at < t.started_at)`
      : NONE;
  const counted = sql`(select f.customer_id, f.at from follow_ups f where f.customer_id = t.customer_id and ${replay.counts}) f`;
  // What happens at the very instant of a reclaim made it; what happens at another end comes with it or after it.
  const inside = (at: SQL): SQL =>
    sql`${at} >= t.started_at and (${at} < t.stops_at or ${at} = t.stops_at and t.end_kind = 'reclaimed')`;
  const [id, at] = [sql`t.id`, sql`b.at`];
  const parts = [
    mark(
      ...([id, sql`t.started_at`] as const),
      {
        f: earlier(counted, asked.fields.has("sinceFollowUp")),
        l: earlier(sql`deals f`, asked.fields.has("sinceDeal")),
      },
      sql`from t`,
    ),
    mark(
      ...([id, sql`f.at`] as const),
      {
        q: sql`case when ${replay.qualifies} then f.at end`,
        f: sql`case when ${replay.counts} then f.at end`,
      },
      sql`from t join follow_ups f on f.tenure_id = t.id where ${inside(sql`f.at`)} ${every ? sql`` : sql`and ${replay.qualifies}`}`,
    ),
    mark(
      id,
      sql`d.at`,
      { d: sql`d.at`, l: sql`d.at` },
      sql`from t join deals d on d.tenure_id = t.id where ${inside(sql`d.at`)}`,
    ),
    mark(
      id,
      at,
      {},
      sql`from t join protections p on p.tenure_id = t.id
      cross join lateral (values (p.from_at), (p.lifted_at)) b(at) where ${inside(at)}`,
    ),
    mark(
      id,
      at,
      {},
      sql`from t join requests q on q.tenure_id = t.id
      cross join lateral (values (q.asked_at), (q.ended_at)) b(at) where ${inside(at)}`,
    ),
    mark(
      id,
      at,
      {},
      sql`from t join leaves v on v.user_id = t.user_id
      cross join lateral (values (v.created_at), (v.ended_at), (v.cancelled_at)) b(at) where ${inside(at)}`,
    ),
    ...overflowMarks(replay.overflow ?? []),
  ];
  if (replay.since) {
    const since = instant(replay.since);
    parts.push(mark(id, since, {}, sql`from t where t.started_at < ${since} and t.stops_at >= ${since}`));
  }
  if (edited.length > 0) {
    parts.push(
      mark(
        id,
        sql`e.at`,
        {},
        sql`from t join edits e on e.customer_id = t.customer_id
      where ${inside(sql`e.at`)} and e.changes ?| ${texts(edited)}`,
      ),
    );
  }
  return sql.join(parts, sql` union all `);
}

/**
 * The stretches `s` of the tenures between whose ends nothing happens that a rule might ask for, with what was known at
 * their beginning `at`; a stretch ends where the next begins, the last one with the tenure or the period.
 */
export const segmentsOf = (replay: Replay): SQL => sql`
  ${breaksOf(replay.poolId, replay.now)}, s as materialized (
    select m.*, t.customer_id, t.user_id, t.started_at, t.start_version, coalesce(m.next_at, t.stops_at) as ends from (
      select m.tenure_id, m.at, lead(m.at) over w as next_at, max(m.q) over w as qualified_at, max(m.d) over w as deal_at,
        max(m.f) over w as follow_up_at, max(m.l) over w as last_deal_at,
        ${replay.overflow ? sql`case when max(m.o) over w >= coalesce(max(m.u) over w, '-infinity') then max(m.o) over w end` : NONE} as over_cap_since
      from (${marks(replay, askedIn(replay))}) m window w as (partition by m.tenure_id order by m.at)) m
    join t on t.id = m.tenure_id where m.next_at is distinct from m.at)`;

/** The leaves of the owner that were known at the beginning of the stretch; of one cut short later, at least until then. */
const LEAVES_KNOWN = sql`
  select l.from_at, case when l.ended_at > s.at then greatest(l.until_at, l.ended_at) else l.until_at end as until_at from leaves l
  where l.user_id = s.user_id and l.created_at <= s.at and (l.cancelled_at is null or l.cancelled_at > s.at)`;

/** The customer `c` as it was in the stretch `s`, with its pauses `p`: of which the deadline is computed. */
export const situationThen = (timeZone: string): Situation => ({
  ...{ ownerId: sql`s.user_id`, heldSince: sql`s.started_at`, qualifiedAt: sql`s.qualified_at` },
  ...{ wonAt: sql`s.deal_at`, lastDealAt: sql`s.last_deal_at`, lastFollowUpAt: sql`s.follow_up_at` },
  ...{ followUpsSinceProgress: SINCE_PROGRESS, protectedUntil: sql`p.protected_until`, begins: false },
  ...{ ownerCount: sql`c.owner_count`, overCapSince: sql`s.over_cap_since` },
  ...{ timeZone: sql`${timeZone}::text`, now: sql`s.at`, pauses: sql`p.pauses` },
  onLeave: (at) =>
    sql`exists (select from (${LEAVES_KNOWN}) l where l.from_at <= ${at} and l.until_at > ${at})`,
});

/** An instant before which a clock of the rule can't have run out: pauses and days off only make it later. */
function earliestEnd({ clock }: ReturnRule): SQL {
  const { amount, unit } = clock.span;
  const since = {
    qualifying_follow_up: sql`greatest(s.started_at, s.qualified_at)`,
    follow_up: sql`greatest(s.started_at, s.follow_up_at)`,
    deal: sql`greatest(s.started_at, s.last_deal_at)`,
    over_cap: sql`s.over_cap_since`,
  };
  const from = Object.hasOwn(since, clock.since)
    ? since[clock.since as keyof typeof since]
    : sql`s.started_at`;
  if (unit === "hours" || amount === 0) return spanEnd(from, clock.span, sql`'UTC'`);
  // A day is two hours shorter at most, where the clock goes forward.
  return sql`(${from} + ${amount * 24 - 2}::int * interval '1 hour')`;
}

/** Facts that stand in the stretch itself. */
const AT_HAND: ReadonlySet<string> = new Set(["won", "contacted"]);

/** As much of a condition as can be asked of the stretch itself; whoever doesn't meet it doesn't meet the whole. */
function atHand(condition: Condition): Condition {
  if ("all" in condition) return { all: condition.all.map(atHand) };
  return clausesOf(condition).every(({ field }) => AT_HAND.has(field)) ? condition : ALWAYS;
}

/** Whether the rule may take anybody in the stretch `s` by `stop`, asked cheaply: most can't. */
export function mayTake(rule: ReturnRule, { rules, timeZone }: Replay, stop: SQL): SQL {
  const asked = askedAt(rules.known, situationThen(timeZone), sql`s.at`);
  return sql`(${earliestEnd(rule)} <= ${stop} and ${compileCondition(atHand(concerns(rule)), asked)})`;
}

/**
 * What came after each hypothetical reclaim `x` of a list in the same hands: the next work (a qualifying follow-up `w` or a
 * deal `v`), and the deals. Nothing of it lies inside the stretch that ends at `ends`.
 */
export const afterwards = ({ qualifies }: Replay, list: SQL): SQL => sql`
  left join (select y.tenure_id, y.ends, min(f.at) as at from ${list} y join follow_ups f on f.tenure_id = y.tenure_id and f.at >= y.ends and ${qualifies}
    group by y.tenure_id, y.ends) w on w.tenure_id = x.tenure_id and w.ends = x.ends
  left join (select y.tenure_id, y.ends, min(d.at) as at, count(*) as deals,
      coalesce(sum(d.amount) filter (where d.currency = (select currency from organizations limit 1)), 0) as value
    from ${list} y join deals d on d.tenure_id = y.tenure_id and d.at >= y.ends group by y.tenure_id, y.ends) v on v.tenure_id = x.tenure_id and v.ends = x.ends`;
