import { beforeAll, describe, expect, it, vi } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { importFile } from "./import-file";
import { bring, countsOf, csv, named, numbered, traces } from "./testing/bring";
import { IMPORT_LOCK } from "./write-import";

const testDb = useTestDb();
const NOW = new Date("2026-11-20T01:00:00Z");

let world: World;
beforeAll(async () => {
  world = await makeWorld(testDb().db, { now: NOW });
});

describe("wholly or not at all", () => {
  it("leaves nothing of a dry run but its counts", async () => {
    const before = await traces(world);
    const file = numbered("试算", 700);
    const tried = await bring(world, file, { options: { dryRun: true } });
    expect(tried.importId).toBeNull();
    expect(await traces(world)).toEqual(before);
    expect(countsOf(await bring(world, file))).toEqual(countsOf(tried));
  });

  it("leaves nothing when it breaks in the middle, and succeeds when it is tried again", async () => {
    const file = numbered("中断", 1_200);
    const before = await traces(world);
    let told = 0;
    const broken = importFile(
      world.as(world.manager),
      { poolId: world.pool.id, fileName: "a.csv", bytes: file },
      (at) => {
        told += 1;
        if (at.stage === "writing" && at.done >= 1_000) throw new Error("broken on the way");
      },
    );
    await expect(broken).rejects.toThrow("broken on the way");
    expect(told).toBeGreaterThan(1);
    expect(await traces(world)).toEqual(before);
    expect(countsOf(await bring(world, file))).toMatchObject({ created: 1_200 });
  });

  it("leaves nothing when the server drops the connection in the middle", async () => {
    const file = numbered("断线", 1_200);
    const before = await traces(world);
    const drops: Promise<unknown>[] = [];
    const broken = importFile(
      world.as(world.manager),
      { poolId: world.pool.id, fileName: "a.csv", bytes: file },
      (at) => {
        if (at.stage !== "writing" || at.done < 500 || drops.length > 0) return;
        drops.push(
          (async () => testDb().sql`
          select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = ${IMPORT_LOCK}::bigint::oid and granted
            and database = (select oid from pg_database where datname = current_database())`)(),
        );
      },
    );
    await expect(broken).rejects.toThrow();
    await Promise.all(drops);
    expect(await traces(world)).toEqual(before);
  });
});

describe("at the same time", () => {
  it("creates each customer once when one file comes twice at the same time, or two that overlap crosswise", async () => {
    const names = Array.from({ length: 600 }, (_, n) => `并行${n},,1370013${String(1000 + n)},上海,软件`);
    const results = await Promise.all([
      bring(world, csv(...names)),
      bring(world, csv(...names)),
      bring(world, csv(...names.toReversed())),
      bring(world, csv(...names.slice(300))),
    ]);
    expect(results.reduce((sum, { created }) => sum + created, 0)).toBe(600);
    for (const result of results) {
      expect(result.created + result.updated + result.duplicate + result.rejected).toBe(result.rows);
    }
    expect(await named(world, "并行")).toHaveLength(600);
  });

  it("waits for the import that is writing, so that two never wait for each other", async () => {
    const other = await testDb().sql.reserve();
    await other`begin`;
    await other`select pg_advisory_xact_lock(${IMPORT_LOCK}::bigint)`;
    let finished = false;
    const waiting = bring(world, numbered("排队", 2)).finally(() => {
      finished = true;
    });
    await vi.waitFor(async () => {
      const [lock] = await testDb().sql`
        select 1 from pg_locks where locktype = 'advisory' and objid = ${IMPORT_LOCK}::bigint::oid and not granted`;
      expect(lock).toBeDefined();
    });
    expect(finished).toBe(false);
    await other`commit`;
    other.release();
    expect(await waiting).toMatchObject({ created: 2 });
  });

  it("imports once under one operation key", async () => {
    const ctx = { ...world.as(world.manager), operationKey: "the-same-click" };
    const first = await bring(world, numbered("同键", 3), { ctx });
    expect(await bring(world, numbered("同键", 3), { ctx })).toEqual(first);
  });
});
