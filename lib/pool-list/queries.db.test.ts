import { describe, expect, it } from "vitest";
import { makePool, makeWorld } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { listRefusalOf } from "@/lib/customers/list-refusal";
import { readPoolParams } from "@/lib/customers/list-schema";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { findPeek, readPoolScreen } from "./queries";

/** Numbers in the place of a web site, others than those above. */
const more = (count: number) => ({
  field: "website",
  op: "in",
  values: Array.from({ length: count }, (_, n) => `137${String(10_000_000 + n)}`),
});
const NOW = new Date("2026-11-20T02:00:00Z");
const test = useTestDb();

describe("the pool's screen", () => {
  it("reads list, counts and quota of one and the same pool, the first when none is named", async () => {
    const world = await makeWorld(test().db, { now: NOW, reps: 1 });
    await world.customers(3, { grade: "B" });
    const first = await world.customer({ grade: "A" });
    const facts = await readPoolScreen(world.as(world.rep(0)), readPoolParams({ grade: "A" }), first);
    expect(facts.page.pool.id).toBe(world.pool.id);
    expect(facts.page.rows.map(({ id }) => id)).toEqual([first]);
    expect([facts.count.count, facts.viewCounts.all.count]).toEqual([1, 4]);
    expect(facts.quota).toMatchObject({ pool: { id: world.pool.id }, held: 0 });
    expect(facts.peek).toMatchObject({ kind: "pooled", id: first });
    expect(facts.hiddenBy).toBeNull();
    // An address is what anybody has typed.
    for (const peek of ["x", "", "%00", `${first}0`]) {
      expect((await readPoolScreen(world.as(world.rep(0)), readPoolParams({}), peek)).peek).toBeNull();
    }
  });

  it("names the filter that hides most when nothing is left", async () => {
    const world = await makeWorld(test().db, { now: NOW, reps: 1 });
    await world.customers(2, { grade: "B", region: "苏州" });
    await world.customer({ grade: "A", region: "上海" });
    const params = readPoolParams({ grade: "C", region: "苏州" });
    const facts = await readPoolScreen(world.as(world.rep(0)), params, null);
    expect(facts.page.rows).toEqual([]);
    expect(facts.hiddenBy).toEqual({ filter: "grade", count: { count: 2, about: false } });
  });

  it("counts once whom it compares, and says of too many what waiting would not mend", async () => {
    const world = await makeWorld(test().db, { now: NOW, reps: 1 });
    const phones = (count: number) =>
      readPoolParams({
        grade: "A",
        cond: JSON.stringify({
          field: "tags",
          op: "has_any",
          values: Array.from({ length: count }, (_, n) => `139${String(10_000_000 + n)}`),
        }),
      });
    const look = (count: number) =>
      readPoolScreen(world.as(world.rep(0)), phones(count), null).then(() => null, listRefusalOf);
    expect(await look(60)).toBeNull();
    expect(await look(60)).toBeNull();
    expect(await look(1)).toEqual({ kind: "often", retryAfterSeconds: expect.any(Number) });
    const twice = { any: [phones(100).cond, { field: "website", op: "in", values: ["13811112222"] }] };
    const many = readPoolParams({ cond: JSON.stringify({ any: [twice, more(30)] }) });
    const refused = await readPoolScreen(world.as(world.rep(0)), many, null).catch(listRefusalOf);
    expect(refused).toEqual({ kind: "many", asked: 131, most: 120 });
  });

  it("is closed to who isn't a member", async () => {
    const world = await makeWorld(test().db, { now: NOW, reps: 1 });
    const other = await makePool(test().db, NOW, {});
    const asked = readPoolScreen(world.as(world.rep(0)), readPoolParams({ pool: other.id }), null);
    await expect(asked).rejects.toMatchObject({ code: "NOT_A_MEMBER" });
  });
});

describe("a glance at a customer", () => {
  it("tells a colleague only who was faster, and a stranger nothing", async () => {
    const world = await makeWorld(test().db, { now: NOW, reps: 2 });
    const outside = await makeWorld(test().db, { now: NOW, reps: 1 });
    const customerId = await world.customer({});
    await claimCustomer(world.as(world.rep(0)), { customerId });
    expect(await findPeek(world.as(world.rep(1)), customerId)).toMatchObject({ kind: "taken" });
    expect(await findPeek(outside.as(outside.rep(0)), customerId)).toBeNull();
  });
});
