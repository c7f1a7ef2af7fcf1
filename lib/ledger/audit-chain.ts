import { type SQL, sql } from "drizzle-orm";
import type { Invariant } from "./audit-types";
import { TRANSITIONS } from "./rules";
import { isPutBack, PUTS_BACK, UNMADE } from "./unmade-sql";

type Kind = keyof typeof TRANSITIONS;

const kindsThat = (is: (kind: Kind) => boolean): SQL =>
  sql.join(
    (Object.keys(TRANSITIONS) as Kind[]).filter(is).map((kind) => sql`${kind}`),
    sql`, `,
  );

const OPENS = sql`(e.kind in (${kindsThat((kind) => TRANSITIONS[kind].opens)}) or e.kind = 'created' and e.to_owner_id is not null)`;
const BOUNCES = sql`e.kind in (${kindsThat((kind) => TRANSITIONS[kind].bounces)})`;
const RESUMES = sql`e.kind in (${kindsThat((kind) => TRANSITIONS[kind].resumes)})`;
const TAKES_BACK = sql`e.kind in (${kindsThat((kind) => TRANSITIONS[kind].takesBack)})`;
/** The owner stops being the owner, for good or until an undo that is told as a move of its own. */
const LEAVES = sql`(e.from_owner_id is not null and e.to_owner_id is distinct from e.from_owner_id and not ${isPutBack(sql`e`)})`;

const LEGAL = sql.join(
  (Object.keys(TRANSITIONS) as Kind[]).flatMap((kind) =>
    TRANSITIONS[kind].from.map((from) => sql`(${kind}::text, ${from}::text, ${TRANSITIONS[kind].to}::text)`),
  ),
  sql`, `,
);

/** Two people had one customer at the same time: a tenure begins before the one before it has ended. */
const oneOwner = sql`
  select * from (
    select customer_id, user_id, start_version, end_version,
      lead(start_version) over (partition by customer_id order by start_version) as next_start
    from tenures) t
  where next_start is not null and (end_version is null or next_start < end_version)`;

/** The versions of a customer's events are 1 to its own version, without a gap. */
const versions = sql`
  select c.id as customer_id, c.version, e.count, e.first, e.last from customers c
  left join (select customer_id, count(*), min(version) as first, max(version) as last from events group by customer_id) e
    on e.customer_id = c.id
  where e.count is null or e.first <> 1 or e.last <> c.version or e.count <> c.version`;

/** Every column that the ledger owns is what its events fold to. */
const fold = sql`
  with folded as (
    select e.customer_id,
      count(*) filter (where ${OPENS} and not ${RESUMES}) - count(*) filter (where e.kind in ${UNMADE}) as owner_count,
      count(*) filter (where ${BOUNCES}) - count(*) filter (where ${TAKES_BACK}) as bounce_count,
      max(e.at) filter (where ${OPENS}) as opened_at,
      max(e.at) filter (where e.to_state = 'pooled' and e.kind not in ${UNMADE} and e.kind not in ${PUTS_BACK}) as pooled_at,
      (array_agg(e.from_owner_id order by e.version desc) filter (where ${LEAVES} and e.kind not in ${UNMADE}))[1] as last_owner_id
    from events e group by e.customer_id)
  select c.id as customer_id, c.version, c.state, l.to_state, c.owner_id, l.to_owner_id from customers c
  left join folded f on f.customer_id = c.id
  left join events l on l.customer_id = c.id and l.version = c.version
  where l.seq is null or c.state <> l.to_state or c.owner_id is distinct from l.to_owner_id or c.pool_id <> l.to_pool_id
    or c.moved_at <> l.at or c.owner_count <> f.owner_count or c.bounce_count <> f.bounce_count
    or c.held_since is distinct from case when l.to_owner_id is not null then f.opened_at end
    or c.pooled_at is distinct from f.pooled_at or c.last_owner_id is distinct from f.last_owner_id
    or c.protected_until is distinct from case when l.to_owner_id is not null then l.protected_until end`;

/** Only the moves of the transition table, each by whom it may be made by. */
const transitions = sql`
  select e.seq, e.customer_id, e.kind, e.from_state, e.to_state from events e
  left join (values ${LEGAL}) as legal(kind, from_state, to_state)
    on legal.kind = e.kind and legal.from_state = e.from_state and legal.to_state = e.to_state
  where (e.kind <> 'created' and legal.kind is null)
    or (e.kind = 'created') <> (e.from_state is null)
    or (e.kind not in ('moved', 'reclaimed', 'reclaim_undone', 'departed', 'merge_undone') and e.from_pool_id is not null and e.from_pool_id <> e.to_pool_id)
    or (e.kind = 'claimed' and e.actor_id is distinct from e.to_owner_id)
    or (e.kind = 'claim_undone' and e.actor_id is distinct from e.from_owner_id)
    or (e.kind = 'assign_undone' and not exists (select from events r where r.customer_id = e.customer_id and r.version = e.version - 1
      and r.kind = 'assigned'))
    or (e.kind = 'reclaimed' and (e.actor_kind <> 'system' or e.rule is null))
    or (e.kind = 'reclaim_undone' and not exists (select from events r where r.customer_id = e.customer_id and r.version = e.version - 1
      and r.kind = 'reclaimed' and r.sweep_id = e.sweep_id and r.from_owner_id = e.to_owner_id and r.from_pool_id = e.to_pool_id))
    or (e.kind in ('merge_undone', 'merge_returned') and not exists (select from events r where r.customer_id = e.customer_id
      and r.version = e.version - 1 and r.kind = 'merged' and (e.to_owner_id is null or r.from_owner_id = e.to_owner_id)))
    or (e.kind in ${PUTS_BACK} and not exists (select from events r where r.customer_id = e.customer_id and r.version = e.version - 1
      and r.kind = 'merged' and r.from_state = e.to_state and r.from_owner_id is not distinct from e.to_owner_id and r.from_pool_id = e.to_pool_id))
    or (e.kind = 'transferred' and e.from_owner_id is not distinct from e.to_owner_id)
    or (e.kind in ('protected', 'unprotected') and e.from_owner_id is distinct from e.to_owner_id)`;

const NEIGHBOURS = sql`
  select e.seq, e.customer_id, e.version, e.kind, e.at, e.from_state, e.from_owner_id, e.from_pool_id,
    lag(e.to_state) over w as before_state, lag(e.to_owner_id) over w as before_owner_id,
    lag(e.to_pool_id) over w as before_pool_id, lag(e.at) over w as before_at
  from events e window w as (partition by e.customer_id order by e.version)`;

/** Where an event says that a customer came from is where the one before it left it. */
const chain = sql`
  select * from (${NEIGHBOURS}) e where e.version > 1 and (e.from_state is distinct from e.before_state
    or e.from_owner_id is distinct from e.before_owner_id or e.from_pool_id is distinct from e.before_pool_id)`;

/** Time does not go back for a customer. */
const timeOrder = sql`select * from (${NEIGHBOURS}) e where e.before_at > e.at`;

/** A tenure begins with an event that opens one and ends with the event that ends it, and there are no others. */
const tenuresMatch = sql`
  select coalesce(t.customer_id, e.customer_id) as customer_id, 'start' as what, t.id as tenure_id, e.seq
  from tenures t full join (select * from events e where ${OPENS}) e on e.customer_id = t.customer_id and e.version = t.start_version
  where t.id is null or e.seq is null or t.user_id <> e.to_owner_id or t.pool_id <> e.to_pool_id
    or t.start_kind <> e.kind or t.started_at <> e.at
  union all
  select coalesce(t.customer_id, e.customer_id), 'end', t.id, e.seq
  from (select * from tenures where end_version is not null) t
  full join (select * from events e where ${LEAVES}) e on e.customer_id = t.customer_id and e.version = t.end_version
  where t.id is null or e.seq is null or t.user_id <> e.from_owner_id or t.end_kind <> e.kind or t.ended_at <> e.at`;

/** What the ledger says about customers is whole and agrees with itself and with the tables. */
export const CHAIN_INVARIANTS: readonly Invariant[] = [
  { name: "one_owner", id: "I1", query: oneOwner },
  { name: "versions", id: "I4", query: versions },
  { name: "fold", id: "I5", query: fold },
  { name: "transitions", id: "I6", query: transitions },
  { name: "chain", id: "I7", query: chain },
  { name: "time_order", id: "I25", query: timeOrder },
  { name: "tenures_match_events", id: "I1", query: tenuresMatch },
];
