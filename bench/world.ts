import { sql } from "drizzle-orm";
import { connect, type Db } from "@/db/client";
import { newId } from "@/db/columns";
import { organizations, teams, users } from "@/db/schema/people";
import { policies, poolMembers, pools } from "@/db/schema/pools";
import type { Ctx } from "@/lib/context";
import { NO_GUARD } from "@/lib/policies/guard";
import { DEFAULT_POLICY, type PolicyDocument } from "@/lib/policies/schema";

/** The instant at which a bench plays. */
export const NOW = new Date("2026-11-20T02:00:00Z");

export type World = {
  db: Db;
  url: string;
  poolId: string;
  policyId: string;
  reps: string[];
  end: () => Promise<void>;
};

/** Quotas as they are in life: a rep holds a score of customers, so counting them is cheap but not free. */
const POLICY: PolicyDocument = {
  ...DEFAULT_POLICY,
  holdingCap: 40,
  claimLimits: { perDay: 40, perWeek: 40 },
  // What falls due in a bench was foreseen by nobody.
  guard: NO_GUARD,
};

/** Hands that hold more than anybody would: for benches in which quotas are not what is measured. */
export const UNLIMITED: PolicyDocument = {
  ...DEFAULT_POLICY,
  holdingCap: null,
  claimLimits: { perDay: null, perWeek: null },
  guard: NO_GUARD,
};

/** An organisation with one pool and this many reps, in an empty migrated database. */
export async function makeWorld(
  url: string,
  repCount: number,
  connections: number,
  policy: PolicyDocument = POLICY,
): Promise<World> {
  const { db, end } = connect(url, { max: connections });
  const [poolId, policyId, teamId] = [newId(), newId(), newId()];
  const reps = Array.from({ length: repCount }, newId);
  await db
    .insert(organizations)
    .values({ id: newId(), name: "Bench", timeZone: "Asia/Shanghai", currency: "CNY", createdAt: NOW });
  await db.insert(teams).values({ id: teamId, name: "Bench", createdAt: NOW });
  await db.insert(users).values(
    reps.map((id, i) => ({
      id,
      email: `rep${i}@example.com`,
      name: `Rep ${i}`,
      role: "rep" as const,
      teamId,
      createdAt: NOW,
    })),
  );
  await db.insert(pools).values({ id: poolId, name: "Bench", createdAt: NOW });
  await db.insert(poolMembers).values(reps.map((userId) => ({ poolId, userId, joinedAt: NOW })));
  await db.insert(policies).values({ id: policyId, poolId, version: 1, document: policy, publishedAt: NOW });
  return { db, url, poolId, policyId, reps, end };
}

/** What the verbs get as context: a rep of the world at its instant. */
export const asRep = (world: World, rep: string, now = NOW): Ctx => ({
  db: world.db,
  actor: { kind: "user", id: rep, role: "rep", teamId: null },
  now,
});

/** Fills the pool with this many pooled customers that entered over the last 300 days. */
export async function fillPool(world: World, count: number): Promise<void> {
  const now = sql`${NOW.toISOString()}::timestamptz`;
  await world.db.execute(sql`
    insert into customers (id, name, name_key, identity_key, grade, industry, region, source, stage, intent, created_at, edited_at,
      state, pool_id, version, moved_at, pooled_at, bounce_count)
    select gen_random_uuid(), 'Customer ' || n, 'customer' || n, 'b:' || gen_random_uuid(), (array['A','B','C'])[1 + n % 3],
      'industry ' || n % 20, 'region ' || n % 31, 'source ' || n % 6, 'new', 'unknown', ${now}, ${now},
      'pooled', ${world.poolId}::uuid, 1, at, at, n % 4
    from (select n, ${now} - (n % 432000) * interval '60 s' as at from generate_series(1, ${count}) n) s`);
  await writeCreations(world);
  await world.db.execute(sql`vacuum analyze customers`);
  await world.db.execute(sql`vacuum analyze events`);
}

/** Fills the hands of the reps with this many held customers, of which the first `due` are due at NOW. */
export async function fillHands(world: World, count: number, due: number): Promise<void> {
  const now = sql`${NOW.toISOString()}::timestamptz`;
  const reps = sql`(${sql.param(`{${world.reps.join(",")}}`)}::uuid[])`;
  await world.db.execute(sql`
    insert into customers (id, name, name_key, identity_key, grade, stage, intent, created_at, edited_at, state, owner_id, pool_id,
      version, moved_at, held_since, pooled_at, owner_count, due_at, due_rule, due_from, due_policy_id)
    select gen_random_uuid(), 'Held ' || n, 'held' || n, 'h:' || gen_random_uuid(), 'B', 'new', 'unknown', ${now}, ${now}, 'owned',
      ${reps}[1 + n % ${world.reps.length}], ${world.poolId}::uuid, 1, since, since, since, 1,
      case when n <= ${due} then ${now} - n * interval '1 ms' else ${now} + n * interval '1 s' end, 'no_follow_up', since, ${world.policyId}::uuid
    from (select n, ${now} - interval '40 days' as since from generate_series(1, ${count}) n) s`);
  await writeCreations(world);
  await world.db.execute(sql`
    insert into tenures (id, customer_id, user_id, pool_id, start_kind, start_version, started_at)
    select gen_random_uuid(), c.id, c.owner_id, c.pool_id, 'created', 1, c.held_since from customers c
    where c.state = 'owned' and not exists (select from tenures t where t.customer_id = c.id)`);
  for (const table of ["customers", "events", "tenures"])
    await world.db.execute(sql.raw(`vacuum analyze ${table}`));
}

async function writeCreations(world: World): Promise<void> {
  await world.db.execute(sql`
    insert into events (customer_id, version, kind, to_state, to_owner_id, to_pool_id, actor_kind, actor_job, reason, at)
    select c.id, 1, 'created', c.state, c.owner_id, c.pool_id, 'system', 'bench', 'import', c.moved_at from customers c
    where not exists (select from events e where e.customer_id = c.id)`);
}
