import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { withClocks } from "@/db/testing/clocks";
import { makeWorld } from "@/db/testing/factories";
import { nodesOf } from "@/lib/conditions/nodes";
import type { Condition } from "@/lib/conditions/schema";
import { addField } from "@/lib/custom-fields/add-field";
import { protectCustomer } from "@/lib/ownership/protect-customer";
import { DAY } from "@/lib/time";
import { previewPolicy } from "./preview-policy";
import { noDeal, noFollowUp, type ReturnRule } from "./return-rule";
import { findHeld, traceCustomer } from "./trace-customer";

const now = new Date("2026-11-20T02:00:00.000Z");
const plus = (ms: number) => new Date(now.getTime() + ms);
const iso = (ms: number) => plus(ms).toISOString();
const testDb = useTestDb();

const graded = (...values: string[]): Condition => ({ field: "grade", op: "in", values });

async function makeBook() {
  const world = await makeWorld(testDb().db, { now, policy: withClocks({ firstContactHours: null }) });
  const documentOf = (...returnRules: ReturnRule[]) => ({ ...world.pool.policy, returnRules });
  const trace = (customerId: string, ...rules: ReturnRule[]) =>
    traceCustomer(world.as(world.admin), {
      poolId: world.pool.id,
      document: documentOf(...rules),
      customerId,
    });
  const preview = (...rules: ReturnRule[]) =>
    previewPolicy(world.as(world.admin), { poolId: world.pool.id, document: documentOf(...rules) });
  return { world, trace, preview };
}

describe("a draft tried on one customer", () => {
  test("says of every clause whether it holds and what the customer has, and of every group", async () => {
    const { world, trace } = await makeBook();
    const budget = await addField(world.as(world.admin), {
      ...{ label: "预算", type: "number", options: [], requiredStages: [] },
    });
    const id = await world.customer({
      ...{ owner: world.rep(0), at: plus(-20 * DAY), grade: "A", tags: ["vip"], bounceCount: 2 },
      custom: { [budget.key]: 7 },
    });
    const when: Condition = {
      all: [
        { field: "grade", op: "in", values: ["B", "C"] },
        {
          any: [
            { field: "bounceCount", op: "at_least", number: 2 },
            { field: "tags", op: "has_any", values: ["new"] },
          ],
        },
        { not: { field: `custom.${budget.key}`, op: "at_most", number: 5 } },
        { field: "industry", op: "is_set" },
        { field: "sinceClaimed", op: "for_at_least", span: { amount: 30, unit: "days" } },
      ],
    };
    const { traces, userName } = await trace(id, { ...noFollowUp(10), when });
    expect(userName).toBe(world.rep(0).name);
    const [found] = traces;
    expect(found).toMatchObject({
      dueAt: null,
      from: iso(-20 * DAY),
      endedAt: iso(-10 * DAY),
      askedAt: now.toISOString(),
    });
    expect(
      nodesOf(when).map((node, n) => ["op" in node ? node.field : Object.keys(node)[0], found?.when[n]]),
    ).toEqual([
      ["all", { holds: false, value: null }],
      ["grade", { holds: false, value: "A" }],
      ["any", { holds: true, value: null }],
      ["bounceCount", { holds: true, value: 2 }],
      ["tags", { holds: false, value: ["vip"] }],
      ["not", { holds: true, value: null }],
      [`custom.${budget.key}`, { holds: false, value: 7 }],
      ["industry", { holds: false, value: null }],
      ["sinceClaimed", { holds: false, value: iso(-20 * DAY) }],
    ]);
  });

  test("asks at the instant at which the rule takes it, and shows the clock with its pauses and its notice", async () => {
    const { world, trace } = await makeBook();
    const id = await world.customer({ owner: world.rep(0), at: plus(-20 * DAY) });
    await protectCustomer(world.as(world.rep(0), plus(-3 * DAY)), {
      customerId: id,
      days: 5,
      reason: "tender",
    });
    const old: Condition = { field: "sinceClaimed", op: "for_at_least", span: { amount: 30, unit: "days" } };
    const { traces } = await trace(id, { ...noFollowUp(18), when: old }, noDeal(90));
    expect(traces[0]).toMatchObject({
      ...{ from: iso(-20 * DAY), runOutAt: iso(-2 * DAY), dueAt: iso(10 * DAY), askedAt: iso(10 * DAY) },
      ...{ pauses: [{ from: iso(-3 * DAY), until: iso(2 * DAY) }], endedAt: iso(3 * DAY), graceUntil: null },
      when: [{ holds: true }],
    });
    const soon = await trace(
      await world.customer({ owner: world.rep(0), at: plus(-20 * DAY) }),
      noFollowUp(18),
    );
    expect(soon.traces[0]).toMatchObject({
      endedAt: iso(-2 * DAY),
      dueAt: iso(DAY),
      graceUntil: iso(DAY),
      pauses: [],
    });
  });

  test("only what the pool's people hold, found by a part of its name", async () => {
    const { world, trace } = await makeBook();
    const held = await world.customer({ owner: world.rep(0), name: `旅途科技 ${world.pool.name}` });
    const pooled = await world.customer({ name: `旅途物流 ${world.pool.name}` });
    const find = (q: string) => findHeld(world.as(world.admin), { poolId: world.pool.id, q });
    expect(await find("旅途")).toEqual([
      { customerId: held, name: `旅途科技 ${world.pool.name}`, userName: world.rep(0).name },
    ]);
    expect(await find("没有这个")).toEqual([]);
    await expect(trace(pooled, noFollowUp(10))).rejects.toMatchObject({ code: "NOT_OWNED" });
  });

  test("every example of a preview says why, as the same customer tried alone", async () => {
    const { world, trace, preview } = await makeBook();
    await world.customers(25, { owner: world.rep(0), at: plus(-12 * DAY) });
    await world.customer({ owner: world.rep(1), at: plus(-80 * DAY), qualifiedAt: plus(-2 * DAY) });
    const rules = [noFollowUp(10), { ...noDeal(80), except: graded("A") }];
    const { examples } = await preview(...rules);
    expect(examples).toHaveLength(20);
    for (const { customerId, becomes, trace: told } of examples.slice(0, 4).concat(examples.slice(-1))) {
      const { traces } = await trace(customerId, ...rules);
      expect(told).toEqual(traces.find((one) => one.rule.id === becomes?.rule.id));
      expect(told?.dueAt).toBe(becomes?.dueAt);
      expect(told?.when[0]?.holds).toBe(true);
      expect(told?.except[0]?.holds).toBe(false);
    }
  });
});

describe("warnings about rules", () => {
  const codes = async (preview: Awaited<ReturnType<typeof makeBook>>["preview"], ...rules: ReturnRule[]) =>
    (await preview(...rules)).warnings.filter(({ code }) => code.startsWith("RULE"));

  test("two rules that take the same customers by the end of the notice, and how many", async () => {
    const { world, preview } = await makeBook();
    await world.customers(3, { owner: world.rep(0), at: plus(-20 * DAY) });
    await world.customers(2, { owner: world.rep(0), at: plus(-8 * DAY) });
    const [first, second] = [noFollowUp(5), noDeal(15)];
    expect(await codes(preview, first, second)).toEqual([
      {
        code: "RULES_OVERLAP",
        rule: expect.objectContaining({ id: first.id }),
        other: expect.objectContaining({ id: second.id }),
        count: 3,
      },
    ]);
    expect(await codes(preview, first, noDeal(60))).toEqual([]);
  });

  test("a rule that takes nobody who is held, and one that can't take anybody", async () => {
    const { world, preview } = await makeBook();
    await world.customer({ owner: world.rep(0), at: plus(-DAY), grade: "B" });
    const nobody: ReturnRule = { ...noDeal(90), when: graded("C") };
    const never: ReturnRule = { ...noFollowUp(30), id: "never", when: { any: [] } };
    const off: ReturnRule = { ...never, id: "off", on: false };
    expect(await codes(preview, noFollowUp(30), nobody, never, off)).toEqual([
      { code: "RULE_TAKES_NOBODY", rule: expect.objectContaining({ id: nobody.id }) },
      { code: "RULE_NEVER_TAKES", rule: expect.objectContaining({ id: "never" }) },
    ]);
    await world.db.execute(sql`update customers set grade = 'C' where pool_id = ${world.pool.id}`);
    expect((await codes(preview, noFollowUp(30), nobody)).map(({ code }) => code)).toEqual([]);
  });

  test("nobody is held: nothing is said of whom rules take", async () => {
    const { preview } = await makeBook();
    expect(await codes(preview, noFollowUp(30))).toEqual([]);
  });
});
