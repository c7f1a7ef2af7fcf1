import { sql } from "drizzle-orm";
import postgres from "postgres";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { atLeast, type Bench, median, onLanes, timed } from "./measure";
import { asRep, fillPool, makeWorld, NOW, type World } from "./world";

const LANES = 16;
const ROUNDS = 5;

type Job = { customerId: string; rep: string };

async function jobsOf(world: World, count: number): Promise<Job[]> {
  const rows = await world.db.execute<{ id: string }>(
    sql`select id from customers where state = 'pooled' order by md5(id::text) limit ${count}`,
  );
  return rows.map((row, i) => ({ customerId: row.id, rep: world.reps[i % world.reps.length] ?? "" }));
}

/** The writes that no correct claim can do without: guarded quota, conditional customer, event, in one transaction. */
function floorOf(world: World, client: postgres.Sql) {
  return ({ customerId, rep }: Job) =>
    client.begin(async (tx) => {
      const bumped =
        await tx`update bench_quota set held = held + 1 where rep = ${rep} and held < cap returning held`;
      if (bumped.length === 0) throw new Error("no room");
      const won = await tx`
        update customers set state = 'owned', owner_id = ${rep}, held_since = ${NOW}, moved_at = ${NOW}, version = version + 1,
          owner_count = owner_count + 1, due_at = ${NOW}, due_rule = 'first_contact', due_from = ${NOW}, due_policy_id = ${world.policyId}
        where id = ${customerId} and state = 'pooled' returning version`;
      if (won.length === 0) throw new Error("lost");
      await tx`
        insert into events (customer_id, version, kind, from_state, to_state, to_owner_id, from_pool_id, to_pool_id, actor_kind, actor_id, policy_id, at)
        values (${customerId}, ${won[0]?.version}, 'claimed', 'pooled', 'owned', ${rep}, ${world.poolId}, ${world.poolId}, 'user', ${rep}, ${world.policyId}, ${NOW})`;
    });
}

/** Claims per second of the verb against the bare writes, rounds taken in turn on one server. */
export const claim: Bench = {
  name: "claim",
  async run({ freshDatabase, progress, scale }) {
    const perRound = Math.max(200, Math.round(3000 * scale));
    const world = await makeWorld(await freshDatabase(), 2_000, LANES);
    const client = postgres(world.url, { max: LANES, onnotice: () => {} });
    await fillPool(world, perRound * (2 * ROUNDS + 2));
    await world.db.execute(
      sql`create table bench_quota as select id::uuid as rep, 0 as held, 1000000 as cap from users`,
    );
    await world.db.execute(sql`alter table bench_quota add primary key (rep)`);
    const rates = { floor: [] as number[], verb: [] as number[] };
    const floor = floorOf(world, client);
    for (let round = -1; round < ROUNDS; round++) {
      for (const kind of ["floor", "verb"] as const) {
        const jobs = await jobsOf(world, perRound);
        const work =
          kind === "floor"
            ? floor
            : (job: Job) => claimCustomer(asRep(world, job.rep), { customerId: job.customerId });
        const rate = (jobs.length / (await timed(() => onLanes(jobs, LANES, work)))) * 1000;
        if (round >= 0) rates[kind].push(rate);
        // What a server that has run for a while has done of itself: the plans know how large the tables are.
        if (round < 0) await world.db.execute(sql`vacuum analyze`);
        progress(`claim: ${kind} ${rate.toFixed(0)}/s${round < 0 ? " (warm-up)" : ""}`);
      }
    }
    await client.end();
    await world.end();
    const [value, baseline] = [median(rates.verb), median(rates.floor)];
    const ratio = value / baseline;
    return [
      {
        name: "claim",
        value,
        unit: "claims/s",
        against: "the bare writes",
        baseline,
        ratio,
        ...atLeast(0.6)(ratio),
      },
    ];
  },
};
