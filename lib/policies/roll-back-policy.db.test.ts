import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { type Clocks, withClocks } from "@/db/testing/clocks";
import { makePool, makeWorld, type World } from "@/db/testing/factories";
import { addField } from "@/lib/custom-fields/add-field";
import { retireField } from "@/lib/custom-fields/retire-field";
import { AddFieldInput } from "@/lib/custom-fields/schema";
import { archivePool } from "@/lib/pools/archive-pool";
import { DAY, HOUR } from "@/lib/time";
import { publishPolicy } from "./publish-policy";
import { getPolicy, listPolicyVersions, policyInForceAt } from "./queries";
import { noFollowUp, type ReturnRule } from "./return-rule";
import { rollBackPolicy } from "./roll-back-policy";
import type { PolicyDocument } from "./schema";

const now = new Date("2026-11-20T02:00:00.000Z");
const plus = (ms: number) => new Date(now.getTime() + ms);
const testDb = useTestDb();
let world: World;

beforeEach(async () => {
  world = await makeWorld(testDb().db, { now, policy: withClocks({ firstContactHours: null }) });
});

const publish = (over: Partial<PolicyDocument> & Clocks, baseVersion: number, at = now) =>
  publishPolicy(world.as(world.admin, at), {
    ...{ poolId: world.pool.id, baseVersion, note: "" },
    document: { ...world.pool.policy, ...withClocks(over, world.pool.policy) },
  });
const rollBack = (version: number, baseVersion: number, at = now, note = "") =>
  rollBackPolicy(world.as(world.admin, at), { poolId: world.pool.id, baseVersion, version, note });
const current = () => getPolicy(world.as(world.admin), { poolId: world.pool.id });

test("an earlier version comes into force again as a new one that names it, word for word", async () => {
  const first = await current();
  await publish({ holdingCap: 7, noFollowUpDays: 5 }, 1, plus(HOUR));
  const back = await rollBack(1, 2, plus(2 * HOUR), "the cap was too low");
  expect(back).toMatchObject({ version: 3, publishedAt: plus(2 * HOUR).toISOString() });
  const again = await current();
  expect(again).toMatchObject({ version: 3, restoredVersion: 1, note: "the cap was too low" });
  expect(again.document).toEqual(first.document);
  const versions = await listPolicyVersions(world.as(world.admin), { poolId: world.pool.id });
  expect(versions.map((one) => [one.version, one.restoredVersion])).toEqual([
    [3, 1],
    [2, null],
    [1, null],
  ]);
  const at = async (when: Date) =>
    (await policyInForceAt(world.as(world.admin), { poolId: world.pool.id, at: when }))?.document.holdingCap;
  expect([await at(now), await at(plus(HOUR)), await at(plus(2 * HOUR))]).toEqual([20, 7, 20]);
});

test("the deadlines follow it, with a day's notice where it is stricter", async () => {
  const id = await world.customer({ owner: world.rep(0), at: plus(-40 * DAY), qualifiedAt: plus(-20 * DAY) });
  const due = async () => {
    const [row] = await world.db.execute<{ due_at: string }>(
      sql`select due_at from customers where id = ${id}`,
    );
    return new Date(row?.due_at ?? 0).toISOString();
  };
  await publish({ noFollowUpDays: 10 }, 1);
  await publish({ noFollowUpDays: 60 }, 2, plus(2 * DAY));
  expect(await due()).toBe(plus(40 * DAY).toISOString());
  const { refreshed } = await rollBack(2, 3, plus(3 * DAY));
  expect(refreshed).toBe(1);
  expect(await due()).toBe(plus(4 * DAY).toISOString());
});

test("the version in force and one that never was can't come back, nor one that was overtaken meanwhile", async () => {
  await publish({ holdingCap: 7 }, 1);
  await expect(rollBack(2, 2)).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(rollBack(9, 2)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await publish({ holdingCap: 8 }, 2);
  await expect(rollBack(1, 2)).rejects.toMatchObject({ code: "POLICY_CHANGED", params: { version: 3 } });
  expect((await current()).version).toBe(3);
});

test("rules that don't work any more don't come back: the rule, and the field or the pool, are named", async () => {
  const field = await addField(world.as(world.admin), AddFieldInput.parse({ label: "预算", type: "number" }));
  const asks: ReturnRule = {
    ...noFollowUp(30),
    when: { field: `custom.${field.key}`, op: "at_least", number: 1 },
  };
  const target = await makePool(world.db, now, { name: `Closed ${field.key}` });
  await publish({ returnRules: [asks] }, 1);
  await publish({ returnRules: [{ ...noFollowUp(30), targetPoolId: target.id }] }, 2);
  await publish({ returnRules: [noFollowUp(30)] }, 3);
  await retireField(world.as(world.admin), { fieldId: field.fieldId });
  await archivePool(world.as(world.admin), { poolId: target.id, moveTo: null });
  await expect(rollBack(2, 4)).rejects.toMatchObject({
    code: "RULE_UNWORKABLE",
    params: { position: 1, problem: "retired_field", label: "预算" },
  });
  await expect(rollBack(3, 4)).rejects.toMatchObject({
    code: "RULE_UNWORKABLE",
    params: { position: 1, problem: "target_archived", label: target.name },
  });
  expect((await current()).version).toBe(4);
});
