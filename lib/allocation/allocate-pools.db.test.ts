import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { inTx } from "@/lib/context";
import { auditDatabase } from "@/lib/ledger/audit";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { type AllocationRule, allocationRule } from "@/lib/policies/allocation-rule";
import { previewPolicy } from "@/lib/policies/preview-policy";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { type PolicyDocument, PolicyDocument as Schema } from "@/lib/policies/schema";
import { pauseReclaims } from "@/lib/sweeps/pause-reclaims";
import { resumeReclaims } from "@/lib/sweeps/resume-reclaims";
import { addMs, MINUTE } from "@/lib/time";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { allocateNext } from "./allocate-batch";
import { allocateCustomers } from "./allocate-customers";
import { allocatePools } from "./allocate-pools";

const testDb = useTestDb({ max: 4 });
const now = new Date("2026-11-20T02:00:00Z");
const at = (minutes: number) => addMs(now, minutes * MINUTE);
const grade = (value: string): AllocationRule["when"] => ({ field: "grade", op: "in", values: [value] });

async function dealing(
  rules: AllocationRule[],
  policy: Partial<PolicyDocument> = {},
  reps = 2,
): Promise<World> {
  await wipe(testDb());
  const document = { allocationRules: rules, autoAllocate: true, ...policy };
  return makeWorld(testDb().db, { now, reps, policy: document });
}
const run = async (world: World, minutes: number) =>
  (await allocatePools(world.system(at(minutes)))).allocated;
const look = async (world: World) => {
  const [row] = await world.db.execute<Record<string, unknown>>(
    sql`select waiting, cardinality(free) as free, looked_at, whole_at from allocation_looks`,
  );
  return (
    row && { ...row, looked_at: new Date(String(row.looked_at)), whole_at: new Date(String(row.whole_at)) }
  );
};
const turns = allocationRule({ id: "turns" });

describe("a pool that deals out by itself", () => {
  test("gives what comes in within the minute, as the system, and nothing twice", async () => {
    const world = await dealing([turns]);
    await world.customers(5, { at: at(-60) });
    expect(await run(world, 0)).toBe(5);
    expect(await run(world, 1)).toBe(0);
    const id = await world.customer({ at: at(1) });
    expect(await run(world, 2)).toBe(1);
    const [event] =
      await world.db.execute(sql`select kind, actor_kind, actor_job, rule from events where customer_id = ${id}::uuid
      order by version desc limit 1`);
    expect(event).toEqual({ kind: "assigned", actor_kind: "system", actor_job: "test", rule: "turns" });
    expect((await auditDatabase(world.db)).filter((one) => one.rows > 0)).toEqual([]);
  });

  test("does nothing where that is switched off, or no rule is on", async () => {
    for (const [rules, autoAllocate] of [
      [[turns], false],
      [[{ ...turns, on: false }], true],
      [[], true],
    ] as const) {
      const world = await dealing([...rules], { autoAllocate });
      await world.customers(2);
      expect(await run(world, 0)).toBe(0);
    }
  });

  test("gives nothing while it is paused, by itself or with all pools; who asks for it may, and then it goes on", async () => {
    for (const own of [true, false]) {
      const world = await dealing([turns]);
      const [first = ""] = await world.customers(3, { at: at(-60) });
      const poolId = own ? world.pool.id : null;
      await pauseReclaims(world.as(world.admin, at(0)), { poolId, note: "" });
      expect(await run(world, 1)).toBe(0);
      expect(await look(world)).toBeUndefined();
      const asked = await allocateCustomers(world.as(world.admin, at(2)), {
        ...{ poolId: world.pool.id, customerIds: [first], dryRun: false },
      });
      expect(asked.outcomes).toMatchObject([{ ok: true }]);
      await resumeReclaims(world.as(world.admin, at(3)), { poolId });
      expect(await run(world, 4)).toBe(2);
    }
  });

  test("stops in the middle of a pool that somebody pauses", async () => {
    const world = await dealing([turns]);
    await world.customers(2, { at: at(-60) });
    await pauseReclaims(world.as(world.admin, at(0)), { poolId: world.pool.id, note: "" });
    // As a run that had begun before comes to its next step.
    const part = { since: null, after: null };
    const step = (sparing: boolean) =>
      inTx(world.system(at(1)), (ctx) => allocateNext(ctx, world.pool.id, { ...part, sparing }, null));
    expect(await step(true)).toMatchObject({ outcomes: [], last: null, paused: true });
    expect((await step(false)).outcomes).toHaveLength(2);
  });

  test("doesn't look at the pool while nobody can take anything, and deals out when somebody can", async () => {
    const world = await dealing([turns], { holdingCap: 3, coolDownDays: 0 });
    const held = await Promise.all(world.reps.map((owner) => world.customers(3, { owner })));
    await world.customers(4, { at: at(-1) });
    expect(await run(world, 0)).toBe(0);
    expect(await look(world)).toBeUndefined();
    await releaseCustomer(world.as(world.rep(0), at(1)), {
      customerId: held[0]?.[0] ?? "",
      reason: "no_need",
      note: "",
    });
    expect(await run(world, 1)).toBe(1);
    expect(await look(world)).toMatchObject({ waiting: true, free: 0 });
    expect(await run(world, 2)).toBe(0);
    expect(await look(world)).toMatchObject({ looked_at: at(1) });
    // Long before the last look, but somebody can take again what had to stay.
    await releaseCustomer(world.as(world.rep(1), at(5)), {
      customerId: held[1]?.[0] ?? "",
      reason: "no_need",
      note: "",
    });
    expect(await run(world, 5)).toBe(1);
  });

  test("reads what came in since; the rest every ten minutes, or at once under new rules", async () => {
    const world = await dealing([allocationRule({ id: "best", when: grade("A") })]);
    const [first = "", second = ""] = await world.customers(2, { grade: "B", at: at(-60) });
    expect(await run(world, 0)).toBe(0);
    await world.db.execute(sql`update customers set grade = 'A' where id = ${first}::uuid`);
    await world.customer({ grade: "A", at: at(1) });
    expect(await run(world, 1)).toBe(1);
    expect(await run(world, 9)).toBe(0);
    expect(await run(world, 10)).toBe(1);
    await publishPolicy(world.as(world.admin, at(11)), {
      ...{ poolId: world.pool.id, baseVersion: 1, note: "" },
      document: { ...world.pool.policy, allocationRules: [allocationRule({ id: "all" })] },
    });
    expect(await run(world, 11)).toBe(1);
    const [row] = await world.db.execute(sql`select state from customers where id = ${second}::uuid`);
    expect(row).toEqual({ state: "owned" });
  });

  test("those behind a rule by which nobody can take anything don't wait with it, a thousand of them neither", async () => {
    const world = await dealing([]);
    const nobody = allocationRule({
      id: "full",
      when: grade("A"),
      perDay: 1,
      to: { kind: "people", userIds: [world.rep(0).id] },
    });
    await publishPolicy(world.as(world.admin, at(-5)), {
      ...{ poolId: world.pool.id, baseVersion: 1, note: "" },
      document: { ...world.pool.policy, holdingCap: null, allocationRules: [nobody, turns] },
    });
    await world.customers(1_050, { grade: "A", at: at(-90) });
    await world.customers(150, { grade: "B", at: at(-60) });
    expect(await run(world, 0)).toBe(151);
    expect(await run(world, 1)).toBe(0);
  });
});

describe("before it is published", () => {
  const draft = (world: World, allocationRules: AllocationRule[]) => ({
    ...world.pool.policy,
    allocationRules,
  });

  test("the preview counts whom each rule would deal out now, and to how many people", async () => {
    const world = await dealing([], { holdingCap: 10 }, 3);
    await world.customers(7, { owner: world.rep(0) });
    await world.customers(40, { grade: "A", at: at(-60) });
    await world.customers(5, { grade: "C", at: at(-30) });
    const rules = [
      allocationRule({
        id: "best",
        when: grade("A"),
        to: { kind: "people", userIds: [world.rep(0).id, world.rep(1).id] },
      }),
      allocationRule({ id: "rest" }),
      allocationRule({ id: "boss", to: { kind: "people", userIds: [world.admin.id] } }),
      allocationRule({ id: "off", on: false }),
    ];
    const preview = await previewPolicy(world.as(world.admin), {
      poolId: world.pool.id,
      document: draft(world, rules),
    });
    expect(
      preview.byAllocationRule.map(({ id, concerned, hit, people, candidates }) => [
        id,
        concerned,
        hit,
        people,
        candidates,
      ]),
    ).toEqual([
      ["best", 40, 13, 2, 2],
      ["rest", 5, 5, 1, 3],
      ["boss", 0, 0, 0, 0],
    ]);
    expect(preview.warnings.filter(({ code }) => code === "ALLOCATES_TO_NOBODY")).toMatchObject([
      { allocation: { id: "boss" } },
    ]);
    expect(preview.changes.map(({ kind }) => kind)).toEqual(Array(4).fill("allocation_rule"));
  });

  test("a rule that can't work is refused by its place and what is wrong with it", async () => {
    const world = await dealing([]);
    const gone = world.rep(1);
    await deactivateUser(world.as(world.admin, at(-1)), { userId: gone.id, receiverId: null, note: "" });
    const publish = (rule: AllocationRule) =>
      publishPolicy(world.as(world.admin), {
        ...{ poolId: world.pool.id, baseVersion: 1, note: "" },
        document: draft(world, [turns, rule]),
      });
    const people = (id: string): AllocationRule =>
      allocationRule({ id: "bad", to: { kind: "people", userIds: [world.rep(0).id, id] } });
    const refused = (problem: string, label: string) => ({
      ...{ code: "RULE_UNWORKABLE", params: { position: 2, rule: "bad", problem, label } },
    });
    const nobody = world.pool.id;
    await expect(publish(people(nobody))).rejects.toMatchObject(refused("person_unknown", nobody));
    await expect(publish(people(gone.id))).rejects.toMatchObject(refused("person_left", gone.name));
    const team = allocationRule({ id: "bad", to: { kind: "teams", teamIds: [world.team.id, nobody] } });
    await expect(publish(team)).rejects.toMatchObject(refused("team_unknown", nobody));
    const field = allocationRule({ id: "bad", when: { field: "custom.f_gone0000", op: "is_set" } });
    await expect(publish(field)).rejects.toMatchObject({ params: { problem: "unknown_field", rule: "bad" } });
    await expect(publish(people(world.manager.id))).resolves.toMatchObject({ version: 2 });
  });

  test("documents of before have no rules of allocation and don't deal out; ids are unique, and thirty rules the most", async () => {
    const world = await dealing([]);
    const { allocationRules: _rules, autoAllocate: _auto, ...before } = world.pool.policy;
    expect(Schema.parse(before)).toMatchObject({ allocationRules: [], autoAllocate: false });
    expect(Schema.safeParse(draft(world, [turns, turns])).success).toBe(false);
    const many = (count: number) => Array.from({ length: count }, (_, n) => allocationRule({ id: `r${n}` }));
    expect(Schema.safeParse(draft(world, many(30))).success).toBe(true);
    expect(Schema.safeParse(draft(world, many(31))).success).toBe(false);
  });
});
