import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { FIRST, MidSweep, WHOLE } from "./testing/mid-sweep";

const testDb = useTestDb();
const sweep = new MidSweep(testDb);

afterEach(() => sweep.close());

describe("the worker process", () => {
  it("refuses to run beside Trigger.dev, or without a database, and says why", async () => {
    const beside = sweep.startWorker({ TRIGGER_SECRET_KEY: "tr_prod_x" });
    const homeless = sweep.startWorker({ DATABASE_URL: "" });
    const halfway = sweep.startWorker({ TRIGGER_API_URL: "https://jobs.example.com" });
    for (const worker of [beside, homeless, halfway]) expect((await worker.exited).code).toBe(78);
    expect(beside.log).toContain("Trigger.dev runs the jobs");
    expect(homeless.log).toContain("DATABASE_URL is not set");
    expect(halfway.log).toContain("TRIGGER_SECRET_KEY is not");
  });

  it("says that it lives, and leaves within ten seconds when asked", async () => {
    const worker = sweep.startWorker();
    await worker.says("worker ready");
    const beats = () => testDb().sql<{ id: string; job_mode: string; age: number }[]>`
      select id, job_mode, extract(epoch from now() - seen_at)::float as age from worker_heartbeats`;
    await sweep.until(async () => (await beats()).length === 1, 30_000);
    const [first] = await beats();
    expect(first).toMatchObject({ job_mode: "embedded" });
    expect(first?.age).toBeLessThan(60);
    worker.signal("SIGTERM");
    // After ten seconds it would end by itself, with code 1.
    expect(await worker.exited).toEqual({ code: 0, signal: null });
    expect(await beats()).toEqual([]);
    for (const line of worker.log.trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("level");
  }, 60_000);

  it("waits for a database that is not there yet", async () => {
    const worker = sweep.startWorker({ DATABASE_URL: "postgres://nobody@127.0.0.1:9/none" });
    await worker.says("the job engine did not start; trying again in 2 s");
    worker.signal("SIGTERM");
    expect((await worker.exited).code).toBe(0);
  }, 60_000);
});

describe("a worker killed in the middle of a sweep", () => {
  beforeAll(() => sweep.enterCustomers());

  it("is made good by the next worker within the minute, with nothing done twice", async () => {
    const worker = await sweep.startAndStopMidSweep();
    expect(await sweep.state()).toMatchObject({ pooled: FIRST, reclaims: FIRST });
    // It has been noted as at work by now, and whoever comes next reads that first.
    await sweep.until(async () => {
      const [queue] = await testDb().sql`
        select singletons_active as active from pgboss.queue where name = 'reclaim-due'`;
      return queue?.active !== null;
    }, 30_000);
    worker.signal("SIGKILL");
    await worker.exited;
    await sweep.release();
    // What the second batch had done was not committed, and is gone.
    expect(await sweep.state()).toMatchObject({ pooled: FIRST, reclaims: FIRST });
    const successor = sweep.startWorker();
    await successor.says("worker ready");
    const took = await sweep.until(async () => (await sweep.state()).pooled === WHOLE.pooled, 45_000);
    console.log(`made good ${(took / 1000).toFixed(1)} s after the next worker was there`);
    expect(await sweep.state()).toEqual(WHOLE);
    successor.signal("SIGTERM");
    expect((await successor.exited).code).toBe(0);
  }, 180_000);
});
