import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { imports } from "@/db/schema/imports";
import { useTestDb } from "@/db/testing";
import { makeUser, makeWorld, type World } from "@/db/testing/factories";
import { inTx } from "@/lib/context";
import { createCustomer } from "@/lib/customers/create-customer";
import { CreateCustomerInput } from "@/lib/customers/schema";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { IMPORT_LOCK } from "./enter-import";
import { getImport, listImports } from "./queries";
import { runImports } from "./run-imports";
import { checkImport, startImport } from "./start-import";
import { cancelImport, pauseImport, resumeImport, runImport } from "./steer-import";
import { bring, countsOf, csv, keep, named, numbered, traces } from "./testing/bring";

const testDb = useTestDb();
const NOW = new Date("2026-11-20T01:00:00Z");

let world: World;
beforeAll(async () => {
  world = await makeWorld(testDb().db, { now: NOW });
});

async function start(bytes: Uint8Array, ctx = world.as(world.manager)): Promise<string> {
  const fileId = await keep(ctx, "a.csv", bytes);
  return (await startImport(ctx, { fileId, poolId: world.pool.id })).importId;
}

const work = (options: Parameters<typeof runImports>[1] = {}) => runImports(world.system(NOW), options);
const found = (importId: string) => getImport(world.as(world.manager), { importId });

/** Waits until the import has entered rows, and answers how many. */
async function untilBegun(importId: string): Promise<number> {
  for (;;) {
    const { rows } = await found(importId);
    if (rows > 0) return rows;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("a dry run", () => {
  it("leaves nothing but its counts, and they are those of the run", async () => {
    const before = await traces(world);
    const file = numbered("试算", 2_700);
    const tried = await bring(world, file, { options: { dryRun: true } });
    expect(tried.importId).toBeNull();
    expect(await traces(world)).toEqual(before);
    expect(countsOf(await bring(world, file))).toEqual(countsOf(tried));
    const again = await bring(world, file, { options: { dryRun: true } });
    expect(countsOf(again)).toEqual(countsOf(await bring(world, file)));
  });
});

describe("an import that is cut off", () => {
  it("goes on behind its last batch when the server drops its connection", async () => {
    const importId = await start(numbered("断线", 5_000));
    const running = work({ leaseSeconds: 1 });
    await untilBegun(importId);
    await testDb().sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
      and objid = ${IMPORT_LOCK}::bigint::oid and granted and database = (select oid from pg_database where datname = current_database())`;
    await running.catch(() => {});
    while ((await found(importId)).state !== "finished") await work({ leaseSeconds: 1 });
    expect(countsOf(await found(importId))).toMatchObject({ rows: 5_000, created: 5_000 });
    expect(await named(world, "断线")).toHaveLength(5_000);
  });

  it("is left alone by a worker that had lost it", async () => {
    const importId = await start(numbered("迟到", 4_000));
    const late = work();
    // Somebody else takes it as soon as the first batch is in.
    for (let taken: unknown; !taken; ) {
      [taken] = await testDb()
        .sql`update imports set lease_id = gen_random_uuid(), leased_until = now() + interval '1 hour'
        where id = ${importId} and row_count > 0 returning id`;
    }
    await late;
    const { rows } = await found(importId);
    expect(rows).toBeLessThan(4_000);
    await testDb().sql`update imports set leased_until = now() where id = ${importId}`;
    await work();
    expect(countsOf(await found(importId))).toMatchObject({ rows: 4_000, created: 4_000 });
  });

  it("pauses and goes on, and is cancelled with what was entered", async () => {
    const ctx = world.as(world.manager);
    const importId = await start(numbered("暂停", 6_000));
    const running = work();
    await untilBegun(importId);
    await pauseImport(ctx, { importId });
    await running;
    const paused = await found(importId);
    expect(paused).toMatchObject({ state: "paused", created: paused.rows });
    expect(paused.rows).toBeLessThan(6_000);
    expect(await named(world, "暂停")).toHaveLength(paused.rows);
    await work();
    expect((await found(importId)).rows).toBe(paused.rows);
    await resumeImport(ctx, { importId });
    await work();
    expect(countsOf(await found(importId))).toMatchObject({ rows: 6_000, created: 6_000 });
    await expect(pauseImport(ctx, { importId })).rejects.toMatchObject({ code: "IMPORT_STATE" });

    const other = await start(numbered("取消", 6_000));
    const again = work();
    await untilBegun(other);
    await cancelImport(ctx, { importId: other });
    await again;
    const { state, rows } = await found(other);
    expect(state).toBe("cancelled");
    expect(await named(world, "取消")).toHaveLength(rows);
  });
});

describe("at the same time", () => {
  it("creates each customer once when one file comes twice, from two people, or two that overlap crosswise", async () => {
    const names = Array.from({ length: 2_600 }, (_, n) => `并行${n},,${13700131000 + n},上海,软件`);
    const admin = world.as(world.admin);
    const results = await Promise.all([
      bring(world, csv(...names)),
      bring(world, csv(...names), { ctx: admin }),
      bring(world, csv(...names.toReversed())),
      bring(world, csv(...names.slice(300))),
    ]);
    expect(results.reduce((sum, { created }) => sum + created, 0)).toBe(2_600);
    for (const result of results) {
      expect(result.created + result.updated + result.duplicate + result.rejected).toBe(result.rows);
    }
    expect(await named(world, "并行")).toHaveLength(2_600);
  });

  it("is run once by two clicks, and worked on once by two workers", async () => {
    const ctx = world.as(world.manager);
    const fileId = await keep(ctx, "a.csv", numbered("两下", 1_500));
    const { importId } = await checkImport(ctx, { fileId, poolId: world.pool.id });
    await work();
    expect(await found(importId)).toMatchObject({ state: "checked", forecast: { created: 1_500 } });
    const clicks = await Promise.all([runImport(ctx, { importId }), runImport(ctx, { importId })]);
    expect(clicks.map(({ state }) => state)).toEqual(["waiting", "waiting"]);
    await Promise.all([work(), work(), work()]);
    expect(countsOf(await found(importId))).toMatchObject({ rows: 1_500, created: 1_500 });
    await expect(runImport(ctx, { importId })).rejects.toMatchObject({ code: "IMPORT_STATE" });
  });

  it("is started once under one operation key", async () => {
    const ctx = { ...world.as(world.manager), operationKey: "the-same-click" };
    const fileId = await keep(ctx, "a.csv", numbered("同键", 3));
    const first = await startImport(ctx, { fileId, poolId: world.pool.id });
    expect(await startImport(ctx, { fileId, poolId: world.pool.id })).toEqual(first);
    await work();
    const { imports: listed } = await listImports(world.as(world.manager));
    expect(listed.filter(({ id }) => id === first.importId)).toHaveLength(1);
    expect(await named(world, "同键")).toHaveLength(3);
  });

  it("lets a claim of what was just entered pass while it runs", async () => {
    const importId = await start(numbered("边导边领", 4_000));
    const running = work();
    await untilBegun(importId);
    const [first] = await named(world, "边导边领");
    await claimCustomer(world.as(world.rep(0)), { customerId: first?.id ?? "" });
    await running;
    expect(countsOf(await found(importId))).toMatchObject({ created: 4_000 });
  });
});

describe("what can't go on", () => {
  it("says why, and goes on when the reason is gone", async () => {
    const leaver = await makeUser(testDb().db, NOW, { role: "admin" });
    const importId = await start(numbered("离职", 20), world.as(leaver));
    await testDb().sql`update users set deactivated_at = ${NOW.toISOString()} where id = ${leaver.id}`;
    await work();
    const admin = world.as(world.admin);
    expect(await getImport(admin, { importId })).toMatchObject({
      ...{ state: "failed", failure: { code: "USER_INACTIVE" }, rows: 0 },
    });
    await testDb().sql`update users set deactivated_at = null where id = ${leaver.id}`;
    await resumeImport(admin, { importId });
    await work();
    expect(await getImport(admin, { importId })).toMatchObject({
      state: "finished",
      created: 20,
      failure: null,
    });
  });

  it.each([
    [
      "left",
      "USER_INACTIVE",
      (id: string) => testDb().sql`update users set deactivated_at = now() where id = ${id}`,
    ],
    [
      "may import no more",
      "FORBIDDEN",
      (id: string) => testDb().sql`update users set role = 'rep' where id = ${id}`,
    ],
  ])("goes no further once who imports has %s", async (_what, code, change) => {
    const importer = await makeUser(testDb().db, NOW, { role: "admin" });
    const importId = await start(numbered(`半路${code}`, 1_200), world.as(importer));
    const running = await testDb().sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${IMPORT_LOCK})`;
      const running = work();
      await untilBlocked();
      await change(importer.id);
      return { running };
    });
    await running.running;
    const stopped = await getImport(world.as(world.admin), { importId });
    expect(stopped).toMatchObject({ state: "failed", failure: { code }, rows: 0 });
    expect(await named(world, `半路${code}`)).toEqual([]);
  });

  it("enters nothing of a file whose last row shows that it is broken", async () => {
    const rows = Array.from({ length: 2_500 }, (_, n) => `末行${n},,,上海,`);
    const importId = await start(csv(...rows, '"末行没完,,,上海,'));
    await work();
    const [row] = await testDb().db.select().from(imports).where(eq(imports.id, importId));
    expect(row).toMatchObject({
      ...{ state: "failed", failure: "IMPORT_FILE_UNREADABLE", rowCount: 0 },
      failureParams: { reason: "quote_not_closed" },
    });
    expect(await testDb().db.execute(sql`select 1 from customers where name like '末行%'`)).toHaveLength(0);
  });
});

/** Waits until somebody waits for a name or a code. */
async function untilBlocked(): Promise<void> {
  for (;;) {
    const [row] = await testDb().sql`select 1 from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`;
    if (row) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("an import and somebody who types at the same moment", () => {
  const CODE = "91440300708461136T";
  const header = "公司名称,客户编号,统一社会信用代码,电话";
  const typed = (name: string, phone: string | null, creditCode: string | null = null) =>
    CreateCustomerInput.parse({
      ...{ name, poolId: world.pool.id, into: "pool", creditCode },
      contacts: phone === null ? [] : [{ name: "李四", phone }],
    });

  it.each<[string, string, Parameters<typeof typed>, string]>([
    ["phone", "先打字的", ["先打字的", "13900001001", null], "先打字的,K-1,,13900001001"],
    ["credit code", "同码", ["同码甲", null, CODE], `同码乙,,${CODE},`],
  ])("waits for whoever was first, and finds his customer by %s", async (_what, name, given, line) => {
    const bytes = Buffer.from([header, "旁人,K-0,,13900001000", line].join("\n"));
    const { imported } = await inTx(world.as(world.rep(0)), async (ctx) => {
      await createCustomer(ctx, typed(...given));
      const imported = bring(world, bytes, { options: { onDuplicate: "skip" } });
      await untilBlocked();
      return { imported };
    });
    expect(await imported).toMatchObject({ rows: 2, rejected: 0 });
    expect(await named(world, name)).toHaveLength(1);
  });

  it.each([0, 1, 2, 3, 4, 5])("makes one customer whoever is first (%i)", async (n) => {
    const beside = Array.from(
      { length: 40 },
      (_, i) => `同时旁人${n}-${i},,,${13_600_000_000 + n * 100 + i}`,
    );
    const bytes = Buffer.from([header, ...beside, `同时${n},K-${n},,1390000200${n}`].join("\n"));
    const [imported, made] = await Promise.allSettled([
      bring(world, bytes),
      // The import reads its file first: they are to meet where it writes.
      new Promise((resolve) => setTimeout(resolve, n * 8)).then(() =>
        createCustomer(world.as(world.rep(n % 2)), typed(`同时${n}`, `1390000200${n}`)),
      ),
    ]);
    if (made.status === "rejected") expect(made.reason).toMatchObject({ code: "DUPLICATE_CUSTOMER" });
    if (imported.status === "rejected") throw imported.reason;
    const { rows, created, updated, duplicate } = imported.value;
    expect(created + updated + duplicate).toBe(rows);
    expect(await named(world, `同时${n}`)).toHaveLength(1);
  });
});
