import { sql } from "drizzle-orm";
import { connect, type Db, type Executor } from "@/db/client";
import { newId } from "@/db/columns";
import { organizations, teams, users } from "@/db/schema/people";
import { policies, poolMembers, pools } from "@/db/schema/pools";
import { DEFAULT_POLICY } from "@/lib/policies/schema";
import { NOW } from "./world";

const TEAMS = 10;
const REPS_PER_TEAM = 10;
const POOLS = 3;
/** Over how many days the history goes. */
const DAYS = 365;
/** How many events a customer of this history has on average: its creation, and two for every tenure. */
const EVENTS_PER_CUSTOMER = 5.1;

export type History = {
  db: Db;
  poolIds: string[];
  teamIds: string[];
  adminId: string;
  managerId: string;
  events: number;
  end: () => Promise<void>;
};

async function hire(db: Db) {
  const founded = new Date(NOW.getTime() - (DAYS + 1) * 86_400_000);
  const teamIds = Array.from({ length: TEAMS }, newId);
  const poolIds = Array.from({ length: POOLS }, newId);
  const [adminId, managerId] = [newId(), newId()];
  await db
    .insert(organizations)
    .values({ id: newId(), name: "Bench", timeZone: "Asia/Shanghai", currency: "CNY", createdAt: founded });
  await db.insert(teams).values(teamIds.map((id, n) => ({ id, name: `Team ${n}`, createdAt: founded })));
  await db.insert(pools).values(poolIds.map((id, n) => ({ id, name: `Pool ${n}`, createdAt: founded })));
  await db
    .insert(policies)
    .values(
      poolIds.map((poolId) => ({ poolId, version: 1, document: DEFAULT_POLICY, publishedAt: founded })),
    );
  const person = (id: string, n: number, role: "rep" | "manager" | "admin", teamId: string | null) => ({
    ...{ id, email: `${role}${n}@example.com`, name: `${role} ${n}`, role, teamId, createdAt: founded },
  });
  const [firstTeam = null] = teamIds;
  const reps = teamIds.flatMap((teamId, t) =>
    Array.from({ length: REPS_PER_TEAM }, (_, n) => person(newId(), t * REPS_PER_TEAM + n, "rep", teamId)),
  );
  await db
    .insert(users)
    .values([...reps, person(adminId, 0, "admin", null), person(managerId, 0, "manager", firstTeam)]);
  const members = [...reps.map((rep) => rep.id), managerId];
  await db
    .insert(poolMembers)
    .values(poolIds.flatMap((poolId) => members.map((userId) => ({ poolId, userId, joinedAt: founded }))));
  return { teamIds, poolIds, adminId, managerId };
}

/** What will be each customer's life: when it is entered, and its tenures one after the other. */
async function planLives(db: Executor, customers: number): Promise<void> {
  const now = sql`${NOW.toISOString()}::timestamptz`;
  await db.execute(sql`
    create table life as
    select gen_random_uuid() as customer_id, n, ${now} - random() * interval '${sql.raw(String(DAYS))} days' as created_at,
      (select array_agg(id order by name) from pools)[1 + n % ${POOLS}] as pool_id, floor(random() * 6)::int as tenures
    from generate_series(1, ${customers}) n`);
  await db.execute(sql`
    create table turn as
    with drawn as (
      select l.*, k, (0.02 + random() * 25) as wait, (0.05 + random() * 30) as hold, random() as luck,
        (select array_agg(id order by id) from users where role = 'rep')[1 + floor(random() * ${TEAMS * REPS_PER_TEAM})::int] as user_id
      from life l cross join generate_series(1, l.tenures) k),
    timed as (
      select *, created_at + (sum(wait + hold) over w - hold) * interval '1 day' as from_at, created_at + sum(wait + hold) over w * interval '1 day' as to_at
      from drawn window w as (partition by customer_id order by k))
    select gen_random_uuid() as tenure_id, customer_id, pool_id, user_id, k, from_at,
      case when to_at < ${now} then to_at end as to_at, case when luck < 0.4 then 'released' when luck < 0.97 then 'reclaimed' else 'departed' end as end_kind,
      case when luck > 0.3 and from_at + hold * 0.2 * interval '1 day' < ${now} then from_at + hold * 0.2 * interval '1 day' end as followed_at
    from timed where from_at < ${now}`);
  await db.execute(sql`create index on turn (customer_id)`);
  await db.execute(sql`analyze turn`);
}

async function enterLives(db: Executor): Promise<void> {
  await db.execute(sql`
    insert into customers (id, name, name_key, identity_key, grade, stage, intent, created_at, edited_at, state, owner_id, pool_id, version,
      moved_at, held_since, pooled_at, last_owner_id, owner_count, bounce_count, qualified_at, last_follow_up_at)
    select l.customer_id, 'Customer ' || n, 'customer' || n, 'h:' || n, 'B', 'new', 'unknown', created_at, created_at,
      case when t.customer_id is not null and to_at is null then 'owned' else 'pooled' end, case when to_at is null then t.user_id end, l.pool_id,
      coalesce(t.k * 2 + (to_at is not null)::int, 1), coalesce(to_at, from_at, created_at), case when to_at is null then from_at end,
      coalesce(to_at, created_at), case when to_at is not null then t.user_id end, coalesce(t.k, 0), coalesce(t.k - (to_at is null)::int, 0),
      case when to_at is null then followed_at end, followed_at
    from life l left join lateral (select * from turn where turn.customer_id = l.customer_id order by k desc limit 1) t on true`);
  await db.execute(sql`
    insert into events (customer_id, version, kind, from_state, to_state, from_owner_id, to_owner_id, from_pool_id, to_pool_id,
      actor_kind, actor_id, actor_job, reason, at)
    select customer_id, version, kind, from_state, to_state, from_owner, to_owner, from_pool, pool_id,
      case when kind = 'claimed' then 'user' else 'system' end, case when kind = 'claimed' then to_owner end,
      case when kind <> 'claimed' then 'bench' end, case when kind = 'created' then 'import' end, at
    from (
      select customer_id, 1 as version, 'created' as kind, null as from_state, 'pooled' as to_state, null::uuid as from_owner, null::uuid as to_owner,
        null::uuid as from_pool, pool_id, created_at as at from life
      union all select customer_id, 2 * k, 'claimed', 'pooled', 'owned', null, user_id, pool_id, pool_id, from_at from turn
      union all select customer_id, 2 * k + 1, end_kind, 'owned', 'pooled', user_id, null, pool_id, pool_id, to_at from turn where to_at is not null) e
    order by at`);
}

async function workLives(db: Executor): Promise<void> {
  await db.execute(sql`
    insert into tenures (id, customer_id, user_id, pool_id, start_kind, start_version, started_at, end_kind, end_version, ended_at,
      first_contact_at, follow_up_count)
    select tenure_id, customer_id, user_id, pool_id, 'claimed', 2 * k, from_at, case when to_at is not null then end_kind end,
      case when to_at is not null then 2 * k + 1 end, to_at, followed_at, (followed_at is not null)::int
    from turn order by from_at`);
  await db.execute(sql`
    insert into follow_ups (id, customer_id, tenure_id, user_id, channel, outcome, qualifies, at)
    select gen_random_uuid(), customer_id, tenure_id, user_id, 'call', 'connected', true, followed_at from turn
    where followed_at is not null order by followed_at`);
  await db.execute(sql`
    insert into deals (id, customer_id, tenure_id, user_id, title, amount, currency, at)
    select gen_random_uuid(), customer_id, tenure_id, user_id, 'deal', 100000, 'CNY', followed_at from turn
    where followed_at is not null and to_at is null and hashtext(tenure_id::text) % 5 = 0 order by followed_at`);
  await db.execute(sql`
    update customers c set won_at = d.at, last_deal_at = d.at from deals d where d.customer_id = c.id and c.state = 'owned'`);
  await db.execute(sql`drop table life, turn`);
}

/** A company with a year of business behind it: about `events` ledger events, and all that goes with them. */
export async function makeHistory(url: string, events: number): Promise<History> {
  const { db, end } = connect(url, { max: 4 });
  const people = await hire(db);
  await db.transaction(async (tx) => {
    // The rows agree with each other by construction: asking a dozen foreign keys of each would take minutes.
    await tx.execute(sql`set local session_replication_role = replica`);
    await planLives(tx, Math.round(events / EVENTS_PER_CUSTOMER));
    await enterLives(tx);
    await workLives(tx);
  });
  for (const table of ["customers", "events", "tenures", "follow_ups", "deals"])
    await db.execute(sql.raw(`vacuum analyze ${table}`));
  const [row] = await db.execute<{ n: string }>(sql`select count(*) as n from events`);
  return { db, ...people, events: Number(row?.n ?? 0), end };
}
