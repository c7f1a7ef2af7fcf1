import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld } from "@/db/testing/factories";
import { auditLedger } from "@/lib/ledger/audit";
import { addMs, HOUR } from "@/lib/time";
import { progressOf } from "./progress";
import { getImport } from "./queries";
import { undoImport } from "./steer-import";
import { bring, csv } from "./testing/bring";

const testDb = useTestDb();
const NOW = new Date("2026-11-20T01:00:00Z");
const NEW = 7_500;
const OLD = 500;
const KILLS = 3;

function worker() {
  const script = new URL("./testing/work-imports.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    env: { ...process.env, DATABASE_URL: testDb().url },
    stdio: ["ignore", "ignore", "pipe"],
  });
  return { child, over: once(child, "exit") };
}

it("is exact though its worker is killed again and again, and says how far it is", async () => {
  const world = await makeWorld(testDb().db, { now: NOW });
  const ctx = world.as(world.admin);
  await bring(world, csv(...Array.from({ length: OLD }, (_, n) => `老客户${n},,,上海,`)), { ctx });
  // Every sixteenth fills in what an old one has not.
  const lines = Array.from({ length: NEW + OLD }, (_, n) =>
    n % 16 === 3 ? `老客户${(n - 3) / 16},,,上海,软件` : `新客户${n},张三,${13_500_000_000 + n},上海,软件`,
  );
  const later = world.as(world.admin, addMs(NOW, HOUR));
  const { importId, created, updated } = await bring(world, csv(...lines), { ctx: later });
  expect([created, updated]).toEqual([NEW, OLD]);
  const id = importId ?? "";
  await undoImport(world.as(world.admin, addMs(NOW, 2 * HOUR)), { importId: id });
  const seen: number[] = [];
  for (let kill = 1; kill <= KILLS; kill++) {
    const { child, over } = worker();
    for (;;) {
      const file = await getImport(ctx, { importId: id });
      const { done, total } = progressOf(file);
      if (file.state !== "undoing") throw new Error("it was done before it could be killed");
      expect(total).toBe(NEW + OLD);
      if (done >= ((NEW + OLD) * kill) / (KILLS + 2)) break;
      if (child.exitCode !== null) throw new Error(`the worker ended by itself: ${child.stderr?.read()}`);
      await sleep(3);
    }
    child.kill("SIGKILL");
    await over;
    seen.push((await getImport(ctx, { importId: id })).undone);
    // The next worker waits until the lease of the dead one has run out.
    await sleep(1_100);
  }
  expect(new Set(seen).size).toBe(KILLS);
  await worker().over;
  expect(await getImport(ctx, { importId: id })).toMatchObject({
    state: "undone",
    undone: NEW + OLD,
    kept: 0,
  });
  const [left] = await testDb().sql`
    select count(*) filter (where name like '新客户%' and state = 'invalid' and version = 2)::int as away,
      count(*) filter (where name like '老客户%' and state = 'pooled' and version = 1 and industry is null)::int as back,
      count(*)::int as there from customers`;
  expect(left).toEqual({ away: NEW, back: OLD, there: NEW + OLD });
  const audits = await auditLedger(ctx);
  expect(audits.filter(({ rows }) => rows > 0)).toEqual([]);
}, 600_000);
