import { spawn } from "node:child_process";
import { once } from "node:events";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { makePool, makeWorld } from "@/db/testing/factories";
import { FACT_INVARIANTS } from "@/lib/ledger/audit-facts";
import { getImport } from "./queries";
import { startImport } from "./start-import";
import { bring, csv, keep } from "./testing/bring";

const testDb = useTestDb();
const NOW = new Date("2026-11-20T01:00:00Z");
const ROWS = 16_000;
const KILLS = 10;

/** New ones, repeated ones, those that are there, and broken ones, all over the file. */
const lines = Array.from({ length: ROWS }, (_, n) => {
  if (n % 50 === 7) return `杀进程${n},张三,138****0000,上海,软件`;
  if (n % 50 === 11) return `杀进程${n - 9},张三,${13_500_000_000 + n - 9},上海,软件`;
  if (n % 50 === 13) return `早就在${n % 500},,,上海,软件`;
  return `杀进程${n},张三,${13_500_000_000 + n},上海,软件`;
});
const before = csv(...Array.from({ length: 500 }, (_, n) => `早就在${n},,,上海,`));

function worker() {
  const script = new URL("./testing/work-imports.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    env: { ...process.env, DATABASE_URL: testDb().url },
    stdio: ["ignore", "ignore", "pipe"],
  });
  return { child, over: once(child, "exit") };
}

/** What there is of everything, without ids and the order in which they came. */
async function whatIsThere(poolId: string, importId: string) {
  const [row] = await testDb().db.execute<Record<string, string>>(sql`
    select
      (select md5(string_agg(concat_ws('|', c.name, c.identity_key, c.state, c.industry, c.version), ',' order by c.identity_key))
        from customers c where c.pool_id = ${poolId}::uuid) as customers,
      (select md5(string_agg(concat_ws('|', c.name, k.name, k.phone_e_164, k.is_primary), ',' order by c.identity_key, k.phone_e_164))
        from contacts k join customers c on c.id = k.customer_id where c.pool_id = ${poolId}::uuid) as contacts,
      (select md5(string_agg(concat_ws('|', c.name, e.version, e.kind, e.reason), ',' order by c.identity_key, e.version))
        from events e join customers c on c.id = e.customer_id where c.pool_id = ${poolId}::uuid) as events,
      (select md5(string_agg(concat_ws('|', r.row_number, r.outcome, r.reasons), ',' order by r.row_number))
        from import_rows r where r.import_id = ${importId}::uuid) as rows`);
  return row;
}

const countsOf = (file: Awaited<ReturnType<typeof getImport>>) => {
  const { rows, created, updated, duplicate, rejected } = file;
  return { rows, created, updated, duplicate, rejected };
};

it("comes to the same result when its worker is killed at ten points", async () => {
  const world = await makeWorld(testDb().db, { now: NOW });
  const ctx = world.as(world.admin);
  const find = (importId: string) => getImport(ctx, { importId });
  const file = csv(...lines);
  await bring(world, before, { ctx });
  const killed = await startImport(ctx, { fileId: await keep(ctx, "a.csv", file), poolId: world.pool.id });
  const { importId } = killed;
  const points: number[] = [];
  for (let kill = 1; kill <= KILLS; kill++) {
    const { child, over } = worker();
    for (;;) {
      const { rows, state } = await find(importId);
      if (state === "finished") throw new Error("it was done before it could be killed");
      if (rows >= (ROWS * kill) / (KILLS + 2)) break;
      if (child.exitCode !== null) throw new Error(`the worker ended by itself: ${child.stderr?.read()}`);
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    child.kill("SIGKILL");
    await over;
    points.push((await find(importId)).rows);
    // The next worker waits until the lease of the dead one has run out.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
  }
  expect(new Set(points).size).toBe(KILLS);
  const last = worker();
  await last.over;
  const resumed = await find(importId);
  expect(resumed).toMatchObject({ state: "finished", rows: ROWS });

  // The same in one go, in another company of the same names.
  const there = await whatIsThere(world.pool.id, importId);
  await testDb().sql`update customers set identity_key = 'gone:' || id, name_key = 'gone:' || id`;
  const pool = await makePool(testDb().db, NOW, { members: [world.manager] });
  await bring(world, before, { ctx, poolId: pool.id });
  const whole = await bring(world, file, { ctx, poolId: pool.id });
  expect(countsOf(resumed)).toEqual(countsOf(await find(whole.importId ?? "")));
  expect(there).toEqual({
    ...(await whatIsThere(pool.id, whole.importId ?? "")),
  });
  for (const { name, query } of FACT_INVARIANTS.filter((one) => one.name === "imports_add_up")) {
    expect(await testDb().db.execute(query), name).toEqual([]);
  }
}, 600_000);
