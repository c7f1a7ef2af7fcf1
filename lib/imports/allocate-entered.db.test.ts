import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { auditDatabase } from "@/lib/ledger/audit";
import { allocationRule } from "@/lib/policies/allocation-rule";
import { allocateEntered } from "./allocate-entered";
import { getImport, listImportRows } from "./queries";
import { runImports } from "./run-imports";
import { undoImport } from "./steer-import";
import { bring, countsOf, numbered } from "./testing/bring";

const testDb = useTestDb();
const NOW = new Date("2026-11-20T01:00:00Z");
const ALLOCATED = { into: "allocation" } as const;

let world: World;
beforeEach(async () => {
  await wipe(testDb());
  const policy = { allocationRules: [allocationRule({ id: "turns" })], autoAllocate: false, holdingCap: 80 };
  world = await makeWorld(testDb().db, { now: NOW, reps: 2, policy });
});

const admin = () => world.as(world.admin);
const held = async () =>
  (
    await testDb().sql<{ n: number }[]>`select count(*)::int as n from customers where state = 'owned'
      group by owner_id order by owner_id`
  ).map(({ n }) => n);
const wrong = async () => (await auditDatabase(world.db)).filter(({ rows }) => rows > 0);

describe("an import by allocation", () => {
  it("gives to the people of the pool in turn, within their caps, and says who had to stay", async () => {
    const result = await bring(world, numbered("分派", 205), { ctx: admin(), options: ALLOCATED });
    expect(countsOf(result)).toMatchObject({ created: 205, rejected: 0 });
    expect(await held()).toEqual([80, 80]);
    const importId = result.importId ?? "";
    const left = await listImportRows(admin(), { importId, outcomes: ["created"], only: "placed" });
    expect(await getImport(admin(), { importId })).toMatchObject({ placed: 45 });
    expect(left).toHaveLength(45);
    expect(left[0]).toMatchObject({ number: 162, reasons: [{ code: "not_allocated", field: "owner" }] });
    const [event] = await testDb().sql`select actor_id, rule from events where kind = 'assigned' limit 1`;
    expect(event).toEqual({ actor_id: world.admin.id, rule: "turns" });
    expect(await wrong()).toEqual([]);
    const again = await bring(world, numbered("分派", 205), { ctx: admin(), options: ALLOCATED });
    expect(countsOf(again)).toMatchObject({ created: 0, duplicate: 205 });
    expect(await held()).toEqual([80, 80]);
  });

  it("is taken back with what it dealt out and nobody has touched", async () => {
    const { importId } = await bring(world, numbered("收回", 30), { ctx: admin(), options: ALLOCATED });
    expect(await held()).toEqual([15, 15]);
    await undoImport(admin(), { importId: importId ?? "" });
    await runImports(world.system(NOW));
    expect(await getImport(admin(), { importId: importId ?? "" })).toMatchObject({ undone: 30, kept: 0 });
    expect(await held()).toEqual([]);
    expect(await wrong()).toEqual([]);
  });

  it("goes on where it was cut off, and gives nothing twice", async () => {
    const { importId } = await bring(world, numbered("断开", 150), { ctx: admin() });
    let steps = 0;
    const dealt = { importId: importId ?? "", poolId: world.pool.id };
    const cut = async () => {
      steps += 1;
      if (steps > 1) throw new Error("cut off");
    };
    await expect(allocateEntered(admin, { ...dealt, hold: cut })).rejects.toThrow("cut off");
    expect(await held()).toEqual([50, 50]);
    await allocateEntered(admin, { ...dealt, hold: async () => {} });
    expect(await held()).toEqual([75, 75]);
    const twice = await world.db.execute(
      sql`select 1 from events where kind = 'assigned' group by customer_id having count(*) > 1`,
    );
    expect(twice).toHaveLength(0);
  });

  it("leaves all in a pool whose rules give nothing", async () => {
    await wipe(testDb());
    world = await makeWorld(testDb().db, { now: NOW, reps: 2 });
    const { importId } = await bring(world, numbered("没人", 3), { ctx: admin(), options: ALLOCATED });
    const rows = await listImportRows(admin(), { importId: importId ?? "", outcomes: ["created"] });
    expect(rows.map(({ reasons }) => reasons.length)).toEqual([1, 1, 1]);
  });
});
