import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { auditDatabase } from "@/lib/ledger/audit";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { addMs, DAY } from "@/lib/time";
import { readCompleteness } from "./read-completeness";
import { reportCustomer } from "./report-customer";
import { DEFAULT_WEIGHTS } from "./rules";
import { setQualitySettings } from "./set-quality-settings";
import { at, bench, now } from "./testing/bench";

const testDb = useTestDb({ max: 8 });
let world: World;
const { edit, held, log } = bench(() => world);

beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now });
});

describe("rules that ask for it", () => {
  const whenWrong = { field: "dataIssues", op: "has_any" as const, values: ["wrong_number"] };

  test("a return rule takes hold with the issue and lets go with it; the deadline in the answer is the new one", async () => {
    const rule = {
      ...{ id: "wrong", name: "", on: true, when: whenWrong, except: { any: [] }, reminders: [] },
      clock: { since: "claimed" as const, span: { amount: 7, unit: "days" as const } },
      ...{ targetPoolId: null, coolDownDays: null },
    };
    await publishPolicy(world.as(world.admin, addMs(now, -2 * DAY)), {
      ...{ poolId: world.pool.id, baseVersion: 1, note: "" },
      document: { ...world.pool.policy, returnRules: [rule] },
    });
    const id = await held();
    await world.db.execute(sql`update customers set due_policy_id = null`);
    expect((await log(world.rep(0), id, "no_answer", 1)).dueAt).toBeNull();
    expect((await log(world.rep(0), id, "wrong_number", 2)).dueAt).toBe(addMs(now, 6 * DAY).toISOString());
    expect((await log(world.rep(0), id, "connected", 3)).dueAt).toBeNull();
    await reportCustomer(world.as(world.rep(0), at(4)), { customerId: id, kind: "wrong_number", note: "" });
    const [row] = await world.db.execute<{ due_rule: string }>(
      sql`select due_rule from customers where id = ${id}::uuid`,
    );
    expect(row?.due_rule).toBe("wrong");
    expect((await auditDatabase(world.db)).filter((one) => one.rows > 0)).toEqual([]);
  });

  test("the completeness is counted by the weights of the organisation, and its deadlines follow them", async () => {
    const rule = {
      ...{ id: "thin", name: "", on: true, except: { any: [] }, reminders: [] },
      when: { field: "completeness", op: "at_most" as const, number: 40 },
      clock: { since: "claimed" as const, span: { amount: 7, unit: "days" as const } },
      ...{ targetPoolId: null, coolDownDays: null },
    };
    await publishPolicy(world.as(world.admin, addMs(now, -2 * DAY)), {
      ...{ poolId: world.pool.id, baseVersion: 1, note: "" },
      document: { ...world.pool.policy, returnRules: [rule] },
    });
    const id = await held();
    const due = async () =>
      (
        await world.db.execute<{ due_rule: string | null }>(
          sql`select due_rule from customers where id = ${id}::uuid`,
        )
      )[0]?.due_rule;
    await edit(world.rep(0), id, { changes: { address: "1 Main Street" } }, 1);
    expect((await readCompleteness(world.as(world.rep(0)), { customerId: id })).completeness).toBe(40);
    expect(await due()).toBe("thin");
    const zero = Object.fromEntries(
      Object.keys(DEFAULT_WEIGHTS).map((field) => [field, 0]),
    ) as typeof DEFAULT_WEIGHTS;
    await setQualitySettings(world.as(world.admin), {
      weights: { ...zero, phone: 2, industry: 1 },
      goneAfter: 5,
    });
    const quality = await readCompleteness(world.as(world.rep(0)), { customerId: id });
    expect(quality).toMatchObject({ completeness: 66, missing: [{ field: "industry", weight: 1 }] });
    expect(await due()).toBeNull();
    await edit(world.rep(0), id, { changes: { industry: "Steel" } }, 2);
    expect((await readCompleteness(world.as(world.rep(0)), { customerId: id })).completeness).toBe(100);
  });
});
