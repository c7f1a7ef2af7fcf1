import { sql } from "drizzle-orm";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { atLeast, atMost, type Bench, onLanes, quantile, timed } from "./measure";
import { asRep, fillHands, fillPool, makeWorld, NOW, UNLIMITED, type World } from "./world";

const system = (world: World) => ({
  db: world.db,
  actor: { kind: "system" as const, job: "bench" },
  now: NOW,
});

/** The same writes in one statement without any of the verb's care. */
const bareReclaim = (world: World) =>
  world.db.execute(sql`
    with moved as (
      update customers c set state = 'pooled', owner_id = null, version = version + 1, moved_at = ${NOW.toISOString()}::timestamptz,
        held_since = null, pooled_at = ${NOW.toISOString()}::timestamptz, last_owner_id = owner_id, bounce_count = bounce_count + 1,
        due_at = null, due_rule = null, due_from = null, remind_at = null, due_policy_id = null
      where due_at <= ${NOW.toISOString()}::timestamptz returning c.id, c.version, c.last_owner_id as owner, c.pool_id),
    closed as (
      update tenures t set ended_at = ${NOW.toISOString()}::timestamptz, end_kind = 'reclaimed', end_reason = 'no_follow_up', end_version = m.version
      from moved m where t.customer_id = m.id and t.ended_at is null)
    insert into events (customer_id, version, kind, from_state, to_state, from_owner_id, from_pool_id, to_pool_id, actor_kind, actor_job, rule, policy_id, facts, at)
    select id, version, 'reclaimed', 'owned', 'pooled', owner, pool_id, pool_id, 'system', 'bench', 'no_follow_up', ${world.policyId}::uuid,
      jsonb_build_object('dueAt', ${NOW.toISOString()}::text), ${NOW.toISOString()}::timestamptz from moved`);

async function worldWithDue(url: string, held: number, pooled: number, due: number): Promise<World> {
  const world = await makeWorld(url, 200, 20, UNLIMITED);
  await fillHands(world, held, due);
  await fillPool(world, pooled);
  await world.db.execute(sql`checkpoint`);
  return world;
}

async function measureSweep(world: World, work: (world: World) => Promise<unknown>): Promise<number> {
  const took = await timed(() => work(world));
  const [left] = await world.db.execute<{ n: number }>(
    sql`select count(*)::int as n from customers where due_at <= ${NOW.toISOString()}::timestamptz`,
  );
  if (left?.n !== 0) throw new Error(`${left?.n} customers are still due`);
  await world.end();
  return took;
}

/** Reclaim of 100,000 due among 1,000,000 against one bare statement, and the same due among a tenth as many. */
export const reclaim: Bench = {
  name: "reclaim",
  async run({ freshDatabase, progress, scale }) {
    const total = Math.round(1_000_000 * scale);
    const due = Math.round(100_000 * scale);
    const make = async (customers: number, due: number) => {
      progress(
        `reclaim: filling ${customers.toLocaleString("en")} customers, ${due.toLocaleString("en")} due`,
      );
      return worldWithDue(await freshDatabase(), Math.round(customers / 2), Math.round(customers / 2), due);
    };
    const sweep = (world: World) => reclaimDue(system(world), {});
    const bareMs = await measureSweep(await make(total, due), bareReclaim);
    progress(`reclaim: bare statement ${(bareMs / 1000).toFixed(1)} s`);
    const sweepMs = await measureSweep(await make(total, due), sweep);
    progress(`reclaim: sweep ${(sweepMs / 1000).toFixed(1)} s`);
    const few = Math.round(20_000 * scale);
    const smallMs = await measureSweep(await make(total / 10, few), sweep);
    const bigMs = await measureSweep(await make(total, few), sweep);
    progress(`reclaim: ${few} due among a tenth ${smallMs.toFixed(0)} ms, among all ${bigMs.toFixed(0)} ms`);
    const speed = bareMs / sweepMs;
    const growth = bigMs / smallMs;
    return [
      {
        name: "reclaim",
        value: due / sweepMs,
        unit: "per ms",
        against: "one bare statement",
        baseline: due / bareMs,
        ratio: speed,
        ...atLeast(0.5)(speed),
      },
      {
        name: "reclaim-growth",
        value: bigMs,
        unit: "ms",
        against: "the same due among a tenth",
        baseline: smallMs,
        ratio: growth,
        ...atMost(1.3)(growth),
      },
    ];
  },
};

async function claimLatencies(world: World, count: number): Promise<number[]> {
  const rows = await world.db.execute<{ id: string }>(
    sql`select id from customers where state = 'pooled' and pooled_at < ${NOW.toISOString()}::timestamptz order by md5(id::text) limit ${count}`,
  );
  const jobs = rows.map((row, i) => ({ id: row.id, rep: world.reps[i % world.reps.length] ?? "" }));
  return onLanes(jobs, 8, ({ id, rep }) => claimCustomer(asRep(world, rep), { customerId: id }));
}

/** p99 of claims while the sweep works, against claims on the same server without it. */
export const claimDuringReclaim: Bench = {
  name: "claim-during-reclaim",
  async run({ freshDatabase, progress, scale }) {
    const due = Math.round(100_000 * scale);
    const world = await worldWithDue(await freshDatabase(), due * 2, due * 2, due);
    await claimLatencies(world, 500);
    const quiet = await claimLatencies(world, 3_000);
    let sweeping = true;
    const sweep = reclaimDue(system(world), {}).then(() => {
      sweeping = false;
    });
    const busy: number[] = [];
    while (sweeping) busy.push(...(await claimLatencies(world, 200)));
    await sweep;
    await world.end();
    progress(`claim-during-reclaim: ${busy.length} claims during the sweep`);
    const [value, baseline] = [quantile(busy, 0.99), quantile(quiet, 0.99)];
    const ratio = value / baseline;
    return [
      {
        name: "claim-during-reclaim",
        value,
        unit: "ms p99",
        against: "without the sweep",
        baseline,
        ratio,
        ...atMost(3)(ratio),
      },
    ];
  },
};
