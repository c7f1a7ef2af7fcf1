import type { PgBoss } from "pg-boss";
import { afterEach, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { MINUTE } from "@/lib/time";
import { type RegisteredJob, SWEEP_RETRY } from "./define";
import { type EngineLog, startEmbedded } from "./embedded";

const testDb = useTestDb();
const NEVER = "0 0 1 1 *";

type Probe = RegisteredJob & { at: Date[]; overlaps: number };

/** A job that records the instants it was run at, and does `work` for its n-th run. */
function probe(id: string, cron: string, work: (n: number) => Promise<void> = async () => {}): Probe {
  let running = 0;
  const job: Probe = {
    id,
    cron: { pattern: cron, timezone: "Asia/Shanghai" },
    queue: { name: id, concurrencyLimit: 1 },
    maxDuration: 60,
    retry: { ...SWEEP_RETRY, maxAttempts: 3, maxTimeoutInMs: 1_000 },
    at: [],
    overlaps: 0,
    run: async ({ timestamp }) => {
      job.at.push(timestamp);
      if (running++ > 0) job.overlaps++;
      try {
        await work(job.at.length);
        return { runs: job.at.length };
      } finally {
        running--;
      }
    },
    runAt: (timestamp) => job.run({ timestamp }),
  };
  return job;
}

const errors: string[] = [];
const log: EngineLog = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: (_, message) => void errors.push(message),
};
const engines: PgBoss[] = [];

async function start(...jobs: Probe[]): Promise<PgBoss> {
  const boss = await startEmbedded({ url: testDb().url, log, jobs });
  engines.push(boss);
  return boss;
}

async function until(done: () => boolean | Promise<boolean>, ms = 30_000): Promise<void> {
  const started = performance.now();
  while (!(await done())) {
    if (performance.now() - started > ms) throw new Error(`not within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const rows = (job: string) => testDb().sql<{ id: string; state: string; output: { runs?: number } | null }[]>`
  select id, state, output from pgboss.job where name = ${job} order by created_on`;

afterEach(async () => {
  await Promise.all(engines.splice(0).map((boss) => boss.stop({ graceful: true, timeout: 3_000 })));
  await testDb().sql`drop schema if exists pgboss cascade`;
  errors.length = 0;
});

describe("the embedded engine", () => {
  it("runs a job that is sent and keeps what it answered", async () => {
    const job = probe("reclaim-due", NEVER);
    const boss = await start(job);
    const runId = await boss.send("reclaim-due", {});
    await until(() => job.at.length === 1);
    await until(async () => (await rows(job.id))[0]?.state === "completed");
    expect((await rows(job.id))[0]).toMatchObject({ id: runId, output: { runs: 1 } });
  });

  it("keeps one run waiting behind the one at work, however many are sent", async () => {
    let boss: PgBoss | undefined;
    const job = probe("reclaim-due", NEVER, async (n) => {
      if (n > 1) return;
      await Promise.all(Array.from({ length: 300 }, () => boss?.send("reclaim-due", {})));
    });
    boss = await start(job);
    await boss.send("reclaim-due", {});
    await until(
      async () => job.at.length === 2 && (await rows(job.id)).every((row) => row.state === "completed"),
    );
    expect(job.at).toHaveLength(2);
    expect(job.overlaps).toBe(0);
  });

  it("runs a job on one worker at a time, and the other worker does not mind", async () => {
    let running = 0;
    let most = 0;
    const slow = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 400));
      running--;
    };
    const [one, two] = [probe("reclaim-due", NEVER, slow), probe("reclaim-due", NEVER, slow)];
    const [boss] = await Promise.all([start(one), start(two)]);
    await until(async () => {
      await boss.send("reclaim-due", {});
      return one.at.length + two.at.length >= 5;
    });
    await until(async () => (await rows(one.id)).every((row) => row.state === "completed"));
    expect(most).toBe(1);
    expect(errors).toEqual([]);
  });

  it("tries again at the scheduled instant, and gives up after the last attempt", async () => {
    const passing = probe("reclaim-due", NEVER, async (n) => {
      if (n < 3) throw new Error("not yet");
    });
    const hopeless = probe("send-reminders", NEVER, async () => {
      throw new Error("never");
    });
    const boss = await start(passing, hopeless);
    await Promise.all([boss.send("reclaim-due", {}), boss.send("send-reminders", {})]);
    await until(async () => (await rows(passing.id))[0]?.state === "completed");
    await until(async () => (await rows(hopeless.id))[0]?.state === "failed");
    expect(passing.at).toHaveLength(3);
    expect(new Set(passing.at.map(Number)).size).toBe(1);
    expect(hopeless.at).toHaveLength(3);
    expect(errors.filter((message) => message === "job failed")).toHaveLength(5);
  });

  it("lets the other jobs pass while one fails or hangs", async () => {
    let release = () => {};
    const hang = new Promise<void>((resolve) => {
      release = resolve;
    });
    const hanging = probe("send-reminders", NEVER, () => hang);
    const failing = probe("roll-up-stats", NEVER, async () => {
      throw new Error("poison");
    });
    const healthy = probe("reclaim-due", NEVER);
    const boss = await start(hanging, failing, healthy);
    await Promise.all([boss.send("send-reminders", {}), boss.send("roll-up-stats", {})]);
    await until(() => hanging.at.length === 1 && failing.at.length >= 1);
    await boss.send("reclaim-due", {});
    await until(() => healthy.at.length === 1);
    release();
  });
});

describe("a database that cuts every connection", () => {
  it("is complained of once, and worked for again", async () => {
    const job = probe("reclaim-due", NEVER);
    const boss = await start(job);
    await boss.send("reclaim-due", {});
    await until(() => job.at.length === 1);
    for (let cut = 0; cut < 3; cut++) {
      await testDb().sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'gonghai-worker'`;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await until(async () => {
      await boss.send("reclaim-due", {}).catch(() => null);
      return job.at.length > 1;
    });
    expect(errors.length).toBeLessThanOrEqual(6);
    expect(new Set(errors).size).toBeLessThanOrEqual(1);
  });
});

describe("the embedded scheduler", () => {
  it("registers the cron with its zone, and fires it", async () => {
    const job = probe("reclaim-due", "* * * * *");
    const boss = await start(job);
    expect((await boss.getSchedules()).map(({ name, cron, timezone }) => ({ name, cron, timezone }))).toEqual(
      [{ name: "reclaim-due", cron: "* * * * *", timezone: "Asia/Shanghai" }],
    );
    await until(() => job.at.length > 0);
    // The minute just past, at most, and what a busy machine needs.
    expect(Math.abs(Date.now() - Number(job.at[0]))).toBeLessThan(2 * MINUTE);
  });

  it("fires a minute once, with two workers", async () => {
    const one = probe("reclaim-due", "* * * * *");
    const two = probe("reclaim-due", "* * * * *");
    await Promise.all([start(one), start(two)]);
    await until(() => one.at.length + two.at.length > 0);
    const firstAt = Number(one.at[0] ?? two.at[0]);
    await new Promise((resolve) => setTimeout(resolve, 11_000));
    // The first pass answers for the minute just past; the next minute may have begun since.
    const begun = 1 + Math.floor(Date.now() / MINUTE) - Math.floor(firstAt / MINUTE);
    expect(one.at.length + two.at.length).toBeLessThanOrEqual(begun);
    expect(one.at.length + two.at.length).toBe((await rows(one.id)).length);
  });

  it("makes up once for the time in which no worker lived", async () => {
    const missed = new Date(Date.now() - 10 * MINUTE);
    const job = probe("roll-up-stats", `${missed.getUTCMinutes()} * * * *`);
    const boss = await start(job);
    await boss.stop({ graceful: true, timeout: 3_000 });
    await testDb().sql`update pgboss.schedule set created_on = now() - interval '3 days'`;
    await testDb().sql`update pgboss.version set cron_on = now() - interval '3 days'`;
    job.at.length = 0;
    await start(job);
    await until(() => job.at.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(job.at).toHaveLength(1);
  });

  it("unschedules a job that is gone from the code", async () => {
    const first = await start(probe("reclaim-due", NEVER), probe("send-reminders", NEVER));
    expect((await first.getSchedules()).map(({ name }) => name).sort()).toEqual([
      "reclaim-due",
      "send-reminders",
    ]);
    await first.stop({ graceful: true, timeout: 3_000 });
    const second = await start(probe("reclaim-due", NEVER));
    expect((await second.getSchedules()).map(({ name }) => name)).toEqual(["reclaim-due"]);
  });
});
