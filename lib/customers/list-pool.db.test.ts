import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/db/columns";
import { makePool, makeUser, makeWorld, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { undoClaim } from "@/lib/ownership/undo-claim";
import { addMs, DAY, HOUR } from "@/lib/time";
import { countPool, countPoolViews } from "./count-pool";
import { getPoolFacets } from "./get-pool-facets";
import { listPool } from "./list-pool";
import type { PoolListInput } from "./list-schema";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
let world: World;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now });
});

/** A fresh pool with the same people, so that each test counts its own customers. */
const freshPool = (policy = {}) =>
  makePool(testDb().db, addMs(now, -365 * DAY), { members: [world.manager, ...world.reps], policy });

async function allPages(input: PoolListInput, limit: number): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await listPool(world.as(world.rep(0)), { ...input, limit, ...(cursor ? { cursor } : {}) });
    names.push(...page.rows.map((row) => row.id));
    cursor = page.nextCursor;
  } while (cursor);
  return names;
}

describe("pages", () => {
  it.each(["entered", "grade", "name", "region", "bounces"] as const)(
    "by %s tell every customer once and in order, whatever their size",
    async (sort) => {
      const pool = await freshPool();
      for (let n = 0; n < 40; n += 1) {
        await world.customer({
          ...{ pool, name: `N${n % 7}`, at: addMs(now, -(n % 5) * HOUR) },
          ...{ grade: (["A", "B", "C"] as const)[n % 3] ?? "A", region: n % 4 === 0 ? null : `R${n % 3}` },
          bounceCount: n % 3,
        });
      }
      const whole = await allPages({ pool: pool.id, sort }, 100);
      expect(new Set(whole).size).toBe(40);
      expect(await allPages({ pool: pool.id, sort }, 7)).toEqual(whole);
      expect(await allPages({ pool: pool.id, sort }, 1)).toEqual(whole);
    },
  );

  it("are in the order they promise, the unknown region last", async () => {
    const pool = await freshPool();
    const add = (name: string, region: string | null, days: number) =>
      world.customer({ pool, name, region, at: addMs(now, -days * DAY) });
    await add("old", "A", 3);
    await add("young", "A", 1);
    await add("b", "B", 0);
    await add("none", null, 0);
    const page = await listPool(world.as(world.rep(0)), { pool: pool.id, sort: "region" });
    expect(page.rows.map((row) => row.name)).toEqual(["young", "old", "b", "none"]);
  });

  it("of several regions in the order of entry are merged, not one after the other", async () => {
    const pool = await freshPool();
    for (let n = 0; n < 12; n += 1) {
      await world.customer({ pool, name: `${n}`, region: `R${n % 3}`, at: addMs(now, -n * HOUR) });
    }
    const ids = await allPages({ pool: pool.id, region: ["R0", "R2", "none"] }, 3);
    const { rows } = await listPool(world.as(world.rep(0)), { pool: pool.id, region: ["R0", "R2"] });
    expect(rows.map((row) => row.name)).toEqual(["0", "2", "3", "5", "6", "8", "9", "11"]);
    expect(ids).toEqual(rows.map((row) => row.id));
  });

  it("refuse a cursor of another order or of somebody's making", async () => {
    const pool = await freshPool();
    await world.customers(3, { pool });
    const { nextCursor } = await listPool(world.as(world.rep(0)), { pool: pool.id, limit: 1 });
    const bad = [nextCursor ?? "", "x", Buffer.from('["name",null,1,"x"]').toString("base64url")];
    for (const cursor of bad) {
      const asked = listPool(world.as(world.rep(0)), { pool: pool.id, sort: "name", cursor });
      await expect(asked).rejects.toMatchObject({ code: "INVALID_INPUT" });
    }
  });
});

describe("who", () => {
  it("is no member sees nothing, but an admin does, and may not claim", async () => {
    const pool = await freshPool();
    await world.customer({ pool });
    const stranger = await makeUser(testDb().db, now, { team: world.team });
    await expect(listPool(world.as(stranger), { pool: pool.id })).rejects.toMatchObject({
      code: "NOT_A_MEMBER",
    });
    await expect(listPool(world.as(stranger), {})).rejects.toMatchObject({ code: "NOT_A_MEMBER" });
    const { rows } = await listPool(world.as(world.admin), { pool: pool.id });
    expect(rows[0]?.claim).toMatchObject({ ok: false, error: "NOT_A_MEMBER" });
  });

  it("asks for a pool that isn't there hears so", async () => {
    const pool = "00000000-0000-7000-8000-000000000000";
    await expect(listPool(world.as(world.rep(0)), { pool })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("names no pool gets his first", async () => {
    const member = await makeUser(testDb().db, now, { team: world.team });
    const [second, first] = [
      await makePool(testDb().db, now, { members: [member], name: "B" }),
      await makePool(testDb().db, now, { members: [member], name: "A" }),
    ];
    expect((await listPool(world.as(member), {})).pool.id).toBe(first.id);
    expect((await listPool(world.as(member), { pool: second.id })).pool.id).toBe(second.id);
  });
});

describe("a row", () => {
  it("says how it came in, who had it last, and until when its last owner has to wait", async () => {
    const pool = await freshPool({ coolDownDays: 7 });
    const id = await world.customer({ pool, name: "望潮能源", at: addMs(now, -DAY) });
    const before = await listPool(world.as(world.rep(0)), { pool: pool.id });
    expect(before.rows[0]).toMatchObject({
      ...{ entered: { kind: "created", reason: "test" }, ownerCount: 0, bounceCount: 0 },
      ...{ lastOwnerName: null, claim: { ok: true }, contact: null, version: 1 },
    });
    await claimCustomer(world.as(world.rep(0)), { customerId: id });
    expect((await listPool(world.as(world.rep(1)), { pool: pool.id })).rows).toEqual([]);
    await releaseCustomer(world.as(world.rep(0), addMs(now, HOUR)), {
      ...{ customerId: id, reason: "no_budget", note: "" },
    });
    const [mine] = (await listPool(world.as(world.rep(0), addMs(now, HOUR)), { pool: pool.id })).rows;
    expect(mine).toMatchObject({
      ...{ entered: { kind: "released", reason: "no_budget" }, lastOwnerName: world.rep(0).name },
      ...{ ownerCount: 1, bounceCount: 1, version: 3 },
      claim: {
        ok: false,
        error: "COOLING_DOWN",
        params: { until: addMs(now, HOUR + 7 * DAY).toISOString() },
      },
    });
    const [others] = (await listPool(world.as(world.rep(1), addMs(now, HOUR)), { pool: pool.id })).rows;
    expect(others?.claim).toEqual({ ok: true });
  });

  it("keeps how it came in when a claim was undone", async () => {
    const pool = await freshPool();
    const id = await world.customer({ pool });
    const held = await claimCustomer(world.as(world.rep(0)), { customerId: id });
    await undoClaim(world.as(world.rep(0), addMs(now, 1000)), { customerId: id, version: held.version });
    const [row] = (await listPool(world.as(world.rep(0)), { pool: pool.id })).rows;
    expect(row).toMatchObject({ entered: { kind: "created" }, ownerCount: 0, claim: { ok: true } });
  });

  it("refuses with the reader's cap and limits, once they are used up", async () => {
    const pool = await freshPool({ claimLimits: { perDay: 1, perWeek: 5 } });
    const [first = "", second = ""] = await world.customers(2, { pool });
    await claimCustomer(world.as(world.rep(0)), { customerId: first });
    const [row] = (await listPool(world.as(world.rep(0)), { pool: pool.id })).rows;
    expect(row).toMatchObject({ id: second, claim: { ok: false, error: "DAILY_LIMIT_REACHED" } });
  });
});

describe("filters and views", () => {
  it("leave what they say", async () => {
    const pool = await freshPool({ coolDownDays: 7 });
    const add = (name: string, given: Parameters<World["customer"]>[0]) =>
      world.customer({ pool, name, ...given });
    await add("苏州望潮能源", {
      grade: "A",
      region: "苏州",
      industry: "能源",
      source: "展会",
      tags: ["重点", "a,b"],
    });
    await add("无锡衔月电子", { grade: "B", region: "无锡", industry: "电子", at: addMs(now, -40 * DAY) });
    await add("100%达成", { grade: "C", bounceCount: 4, ownerCount: 5, at: addMs(now, -2 * DAY) });
    const tried = await add("宁波青屿物流", { grade: "C", at: addMs(now, -3 * DAY) });
    await claimCustomer(world.as(world.rep(0), addMs(now, -2 * DAY)), { customerId: tried });
    await releaseCustomer(world.as(world.rep(0), addMs(now, -2 * DAY + HOUR)), {
      ...{ customerId: tried, reason: "other", note: "" },
    });
    const names = async (input: PoolListInput) => {
      const { rows } = await listPool(world.as(world.rep(0)), { pool: pool.id, sort: "name", ...input });
      const count = await countPool(world.as(world.rep(0)), { pool: pool.id, ...input });
      expect(count).toEqual({ count: rows.length, about: false });
      return rows.map((row) => row.name.slice(0, 2)).sort();
    };
    expect(await names({ grade: ["A", "B"] })).toEqual(["无锡", "苏州"]);
    expect(await names({ region: ["苏州", "无锡"], grade: ["B"] })).toEqual(["无锡"]);
    expect(await names({ industry: ["能源"], source: ["展会"] })).toEqual(["苏州"]);
    expect(await names({ tag: "重点" })).toEqual(["苏州"]);
    expect(await names({ tag: "a,b" })).toEqual(["苏州"]);
    expect(await names({ q: "青屿" })).toEqual(["宁波"]);
    expect(await names({ q: "%" })).toEqual(["10"]);
    expect(await names({ entered: 1 })).toEqual(["苏州"]);
    expect(await names({ entered: 3 })).toEqual(["10", "宁波", "苏州"]);
    expect(await names({ idle: 30 })).toEqual(["无锡"]);
    expect(await names({ bounced: 4 })).toEqual(["10"]);
    expect(await names({ tried: true })).toEqual(["宁波"]);
    const importId = newId();
    await world.db.execute(sql`
      insert into imports (id, pool_id, file_name, file_hash, mapping, state, row_count, created_count, updated_count, started_at)
      values (${importId}, ${pool.id}, 'a.csv', 'hash', '{}', 'finished', 2, 1, 1, ${now.toISOString()})`);
    await world.db.execute(sql`
      insert into import_rows (import_id, row_number, outcome, customer_id)
      select ${importId}, row_number() over (order by name), case when name like '无锡%' then 'created' else 'updated' end, id
      from customers where pool_id = ${pool.id} and (name like '无锡%' or name like '苏州%')`);
    expect(await names({ import: importId })).toEqual(["无锡"]);
    expect(await names({ import: newId() })).toEqual([]);
    expect(await names({ view: "newToday" })).toEqual(["苏州"]);
    expect(await names({ view: "neverHeld" })).toEqual(["无锡", "苏州"]);
    expect(await names({ view: "triedByMany" })).toEqual(["10"]);
    expect(await names({ view: "coolingForMe" })).toEqual(["宁波"]);
    expect(await names({ view: "untouched" })).toEqual(["无锡"]);
    const counts = await countPoolViews(world.as(world.rep(0)), { pool: pool.id });
    expect(Object.fromEntries(Object.entries(counts).map(([view, { count }]) => [view, count]))).toEqual({
      ...{ all: 4, newToday: 1, neverHeld: 2, triedByMany: 1, coolingForMe: 1, untouched: 1 },
      awaitsDecision: 0,
    });
    expect(await getPoolFacets(world.as(world.rep(0)), { pool: pool.id })).toEqual({
      ...{ regions: ["无锡", "苏州"], industries: ["电子", "能源"], sources: ["展会"] },
      tags: ["a,b", "重点"],
    });
  });
});
