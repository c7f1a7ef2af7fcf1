import type postgres from "postgres";
import type { TestDb } from "@/db/testing";
import { enterOverdue } from "./overdue";
import { WorkerProcess } from "./worker-process";

// A sweep takes 2,000 customers in one transaction, the longest overdue first: the first rep's fill the first batch,
// and the second batch stops at the second rep's row, which a bystander has locked.
export const FIRST = 2_000;
export const SECOND = 50;

export type SweepState = { pooled: number; reclaims: number; open: number; told: number; twice: number };

/** What there is once everything due was taken, once. */
export const WHOLE: SweepState = {
  ...{ pooled: FIRST + SECOND, reclaims: FIRST + SECOND, open: 0, told: 2, twice: 0 },
};

/** A database with customers to reclaim, and the real workers that sweep it. */
export class MidSweep {
  private readonly workers: WorkerProcess[] = [];
  private bystander: postgres.ReservedSql | undefined;
  private secondRep = "";

  constructor(private readonly testDb: () => TestDb) {}

  async enterCustomers(): Promise<void> {
    const reps = [
      { name: "first", count: FIRST, hoursAgo: 9 },
      { name: "second", count: SECOND, hoursAgo: 3 },
    ];
    const [, id] = await enterOverdue(this.testDb().db, new Date(), reps);
    this.secondRep = id ?? "";
  }

  startWorker(env: Record<string, string> = {}): WorkerProcess {
    const worker = new WorkerProcess({ DATABASE_URL: this.testDb().url, ...env });
    this.workers.push(worker);
    return worker;
  }

  /** Runs a worker until its sweep has committed the first batch and stands in the middle of the second. */
  async startAndStopMidSweep(): Promise<WorkerProcess> {
    this.bystander = await this.testDb().sql.reserve();
    await this.bystander`begin`;
    await this.bystander`select from users where id = ${this.secondRep} for update`;
    const worker = this.startWorker();
    await this.until(async () => {
      const [row] = await this.testDb().sql<{ blocked: number }[]>`
        select count(*)::int as blocked from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%update customers%'`;
      return row !== undefined && row.blocked > 0;
    }, 60_000);
    return worker;
  }

  /** Lets go of the row at which the sweep stands. */
  async release(): Promise<void> {
    const held = this.bystander;
    this.bystander = undefined;
    if (!held) return;
    await held`commit`;
    held.release();
  }

  async state(): Promise<SweepState> {
    const [row] = await this.testDb().sql<SweepState[]>`
      select (select count(*)::int from customers where state = 'pooled') as pooled,
        (select count(*)::int from events where kind = 'reclaimed') as reclaims,
        (select count(*)::int from tenures where ended_at is null) as open,
        (select count(*)::int from notifications where kind = 'reclaimed') as told,
        (select count(*)::int from (
          select customer_id from events where kind = 'reclaimed' group by 1 having count(*) > 1) as wrong) as twice`;
    if (!row) throw new Error("no state");
    return row;
  }

  /** Waits for the condition; answers with the milliseconds it took, and fails with the workers' logs. */
  async until(done: () => Promise<boolean>, ms: number): Promise<number> {
    const started = performance.now();
    while (!(await done())) {
      if (performance.now() - started > ms) {
        throw new Error(`not within ${ms} ms\n${this.workers.map((worker) => worker.log).join("\n")}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return performance.now() - started;
  }

  async close(): Promise<void> {
    for (const worker of this.workers.splice(0)) {
      worker.signal("SIGKILL");
      await worker.exited;
    }
    await this.release();
  }
}
