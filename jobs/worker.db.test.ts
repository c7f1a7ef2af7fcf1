import type postgres from "postgres";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { enterOverdue } from "./testing/overdue";
import { WorkerProcess } from "./testing/worker-process";

const testDb = useTestDb();
const workers: WorkerProcess[] = [];

function startWorker(env: Record<string, string> = {}): WorkerProcess {
  const worker = new WorkerProcess({ DATABASE_URL: testDb().url, ...env });
  workers.push(worker);
  return worker;
}

afterEach(async () => {
  for (const worker of workers.splice(0)) {
    worker.signal("SIGKILL");
    await worker.exited;
  }
});

async function until(done: () => Promise<boolean>, ms: number): Promise<number> {
  const started = performance.now();
  while (!(await done())) {
    if (performance.now() - started > ms) throw new Error(`not within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return performance.now() - started;
}

async function one<T>(query: postgres.PendingQuery<postgres.Row[]>): Promise<T> {
  const [row] = await query;
  return row as T;
}

describe("the worker process", () => {
  it("refuses to run beside Trigger.dev, or without a database, and says why", async () => {
    const beside = startWorker({ TRIGGER_SECRET_KEY: "tr_prod_x" });
    const homeless = startWorker({ DATABASE_URL: "" });
    const halfway = startWorker({ TRIGGER_API_URL: "https://jobs.example.com" });
    for (const worker of [beside, homeless, halfway]) expect((await worker.exited).code).toBe(78);
    expect(beside.log).toContain("Trigger.dev runs the jobs");
    expect(homeless.log).toContain("DATABASE_URL is not set");
    expect(halfway.log).toContain("TRIGGER_SECRET_KEY is not");
  });

  it("says that it lives, and leaves within ten seconds when asked", async () => {
    const worker = startWorker();
    await worker.says("worker ready");
    const beats = () => testDb().sql<{ id: string; job_mode: string; age: number }[]>`
      select id, job_mode, extract(epoch from now() - seen_at)::float as age from worker_heartbeats`;
    await until(async () => (await beats()).length === 1, 5_000);
    const [first] = await beats();
    expect(first).toMatchObject({ job_mode: "embedded" });
    expect(first?.age).toBeLessThan(10);
    const asked = performance.now();
    worker.signal("SIGTERM");
    expect(await worker.exited).toEqual({ code: 0, signal: null });
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect(await beats()).toEqual([]);
    for (const line of worker.log.trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("level");
  });

  it("waits for a database that is not there yet", async () => {
    const worker = startWorker({ DATABASE_URL: "postgres://nobody@127.0.0.1:9/none" });
    await worker.says("the job engine did not start; trying again in 2 s");
    worker.signal("SIGTERM");
    expect((await worker.exited).code).toBe(0);
  });
});

// A sweep takes 2,000 customers in one transaction, the longest overdue first: the first rep's fill the first batch,
// and the second batch stops at the second rep's row, which a bystander has locked.
const FIRST = 2_000;
const SECOND = 50;

describe("a sweep that is cut short", () => {
  let second = "";

  const state = () =>
    one<{ pooled: number; reclaims: number; open: number; told: number }>(testDb().sql`
      select (select count(*)::int from customers where state = 'pooled') as pooled,
        (select count(*)::int from events where kind = 'reclaimed') as reclaims,
        (select count(*)::int from tenures where ended_at is null) as open,
        (select count(*)::int from notifications where kind = 'reclaimed') as told`);

  const whole = { pooled: FIRST + SECOND, reclaims: FIRST + SECOND, open: 0, told: 2 };

  /** Runs a worker until its sweep has committed the first batch and stands in the middle of the second. */
  async function stopMidSweep(): Promise<{ worker: WorkerProcess; release: () => Promise<void> }> {
    const bystander = await testDb().sql.reserve();
    await bystander`begin`;
    await bystander`select from users where id = ${second} for update`;
    const worker = startWorker();
    await until(async () => {
      const { blocked } = await one<{ blocked: number }>(testDb().sql`
        select count(*)::int as blocked from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%reclaimed%'`);
      return blocked > 0;
    }, 30_000);
    expect(await state()).toMatchObject({ pooled: FIRST, reclaims: FIRST });
    const release = async () => {
      await bystander`commit`;
      bystander.release();
    };
    return { worker, release };
  }

  beforeAll(async () => {
    const reps = [
      { name: "first", count: FIRST, hoursAgo: 9 },
      { name: "second", count: SECOND, hoursAgo: 3 },
    ];
    const [, id] = await enterOverdue(testDb().db, new Date(), reps);
    second = id ?? "";
  });

  afterEach(async () => {
    const sql = testDb().sql;
    await sql`drop schema if exists pgboss cascade`;
  });

  it("is made good within 30 s of a kill -9, with nothing done twice", async () => {
    const { worker, release } = await stopMidSweep();
    worker.signal("SIGKILL");
    const killed = performance.now();
    await worker.exited;
    await release();
    expect(await state()).toMatchObject({ pooled: FIRST, reclaims: FIRST });
    const successor = startWorker();
    await until(async () => (await state()).pooled === FIRST + SECOND, 30_000);
    const seconds = (performance.now() - killed) / 1000;
    console.log(`made good ${seconds.toFixed(1)} s after the kill`);
    expect(seconds).toBeLessThan(30);
    await until(async () => (await state()).reclaims === whole.reclaims, 1_000);
    expect(await state()).toEqual(whole);
    const { twice } = await one<{ twice: number }>(testDb().sql`
      select count(*)::int as twice from (select customer_id from events group by 1 having count(*) <> 2) as wrong`);
    expect(twice).toBe(0);
    successor.signal("SIGTERM");
    expect((await successor.exited).code).toBe(0);
  }, 90_000);
});
