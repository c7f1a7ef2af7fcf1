import { setTimeout as sleep } from "node:timers/promises";
import { sql as raw } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Connection, connect } from "./client";
import { useTestDb } from "./testing";

const testDb = useTestDb();
// One connection: whoever comes next gets the session that replaces the lost one.
let narrow: Connection;
const uncaught: unknown[] = [];
const note = (error: unknown) => void uncaught.push(error);

beforeAll(async () => {
  narrow = connect(testDb().url, { max: 1 });
  await testDb().sql`create table marks (mark text not null)`;
  process.on("uncaughtException", note);
});
beforeEach(async () => {
  await testDb().sql`truncate marks`;
});
afterAll(async () => {
  process.off("uncaughtException", note);
  await narrow.end();
});

const marks = async () =>
  (await testDb().sql<{ mark: string }[]>`select mark from marks`).map((row) => row.mark);

/** Ends every other session of the database that stands idle in a transaction, and waits until it is gone. */
async function cutTransactions(): Promise<void> {
  await testDb().sql`select pg_terminate_backend(pid, 1000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state like 'idle in transaction%'`;
  await sleep(50);
}

describe("a transaction whose connection is lost", () => {
  it("does nothing more, though the pool has a new session for the next one", async () => {
    const refused: unknown[] = [];
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const lost = narrow.db.transaction(async (tx) => {
      await tx.execute(raw`insert into marks values ('before')`);
      await cutTransactions();
      await narrow.db.execute(raw`insert into marks values ('other')`);
      await tx
        .execute(raw`insert into marks values ('after')`)
        .catch((error: unknown) => refused.push(error));
      await tx
        .execute(raw`insert into marks values ('again')`)
        .catch((error: unknown) => refused.push(error));
      finish();
    });
    await expect(lost).rejects.toThrow();
    await finished;
    await sleep(100);
    expect(refused).toEqual([expect.any(Error), expect.any(Error)]);
    expect(await marks()).toEqual(["other"]);
  });

  it("does not close the transaction of whoever has its place now", async () => {
    let finish = () => {};
    const waiting = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const lost = narrow.db.transaction(async (tx) => {
      await tx.execute(raw`insert into marks values ('lost')`);
      await cutTransactions();
      await waiting;
    });
    await expect(lost).rejects.toThrow();
    const successor = narrow.db.transaction(async (tx) => {
      await tx.execute(raw`insert into marks values ('half')`);
      finish();
      await sleep(200);
      throw new Error("changed my mind");
    });
    await expect(successor).rejects.toThrow("changed my mind");
    expect(await marks()).toEqual([]);
  });

  it("fails as a whole from within a savepoint, and when a statement is under way", async () => {
    const nested = narrow.db.transaction(async (tx) => {
      await tx.execute(raw`insert into marks values ('outer')`);
      await tx.transaction(async () => cutTransactions()).catch(() => {});
      await tx.execute(raw`insert into marks values ('after')`);
    });
    await expect(nested).rejects.toThrow();
    const busy = narrow.db.transaction(async (tx) => {
      const [me] = await tx.execute<{ pid: number }>(raw`select pg_backend_pid() as pid`);
      setTimeout(() => void testDb().sql`select pg_terminate_backend(${me?.pid ?? 0})`.execute(), 100);
      await tx.execute(raw`select pg_sleep(5)`).catch(() => {});
      await tx.execute(raw`insert into marks values ('after')`);
    });
    await expect(busy).rejects.toThrow();
    await sleep(300);
    expect(await marks()).toEqual([]);
  });

  it("costs nobody the process, and the pool goes on", async () => {
    await sleep(300);
    expect(uncaught).toEqual([]);
    const write = () =>
      narrow.db.transaction(async (tx) => {
        await tx.execute(raw`insert into marks values ('alive')`);
      });
    // postgres.js may tell the end of the old session once more, to the first statement meant for the new one.
    await write().catch(write);
    expect(await marks()).toEqual(["alive"]);
  });
});
