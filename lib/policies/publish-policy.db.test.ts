import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/db/columns";
import { useTestDb } from "@/db/testing";
import { type Clocks, withClocks } from "@/db/testing/clocks";
import { makePool, makeWorld, type World } from "@/db/testing/factories";
import { addField } from "@/lib/custom-fields/add-field";
import { fieldIndexName } from "@/lib/custom-fields/ensure-field-index";
import { retireField } from "@/lib/custom-fields/retire-field";
import { AddFieldInput } from "@/lib/custom-fields/schema";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { archivePool } from "@/lib/pools/archive-pool";
import { createPool } from "@/lib/pools/create-pool";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { DAY, HOUR } from "@/lib/time";
import { publishPolicy } from "./publish-policy";
import { getPolicy, listPolicyVersions, policyInForceAt } from "./queries";
import { noDeal, noFollowUp, type ReturnRule } from "./return-rule";
import { DEFAULT_POLICY, type PolicyDocument } from "./schema";

const now = new Date("2026-11-20T02:00:00.000Z");
const plus = (ms: number) => new Date(now.getTime() + ms);
const testDb = useTestDb();
let world: World;

beforeEach(async () => {
  world = await makeWorld(testDb().db, { now });
});

const publish = (over: Partial<PolicyDocument> & Clocks, baseVersion = 1, at = now) =>
  publishPolicy(world.as(world.admin, at), {
    ...{ poolId: world.pool.id, baseVersion, note: "" },
    document: { ...world.pool.policy, ...withClocks(over, world.pool.policy) },
  });

const deadline = async (id: string) => {
  const [row] = await world.db.execute<{ due_at: string; due_rule: string; version: number }>(sql`
    select c.due_at, c.due_rule, p.version from customers c join policies p on p.id = c.due_policy_id where c.id = ${id}`);
  return row ? { dueAt: new Date(row.due_at), rule: row.due_rule, version: row.version } : null;
};

describe("publishing a policy", () => {
  test("moves the deadlines of present holders, later at once and nearer with a day's notice", async () => {
    const old = await world.customer({
      owner: world.rep(0),
      at: plus(-20 * DAY),
      qualifiedAt: plus(-20 * DAY),
    });
    const fresh = await world.customer({ owner: world.rep(0), at: plus(-1 * HOUR) });
    const published = await publish({ noFollowUpDays: 7, firstContactHours: 48 });
    expect(published).toMatchObject({ version: 2, refreshed: 2 });
    expect(await deadline(old)).toEqual({ dueAt: plus(DAY), rule: "no_follow_up", version: 2 });
    expect(await deadline(fresh)).toEqual({ dueAt: plus(47 * HOUR), rule: "first_contact", version: 2 });
  });

  test("takes nothing in the day of its notice, and takes it afterwards", async () => {
    const old = await world.customer({
      owner: world.rep(0),
      at: plus(-20 * DAY),
      qualifiedAt: plus(-20 * DAY),
    });
    await publish({ noFollowUpDays: 7 });
    await reclaimDue(world.system(plus(DAY - 1)));
    expect(await deadline(old)).toMatchObject({ dueAt: plus(DAY) });
    await reclaimDue(world.system(plus(DAY)));
    expect(await deadline(old)).toBeNull();
    const [event] = await world.db.execute<{ rule: string; facts: { dueAt: string } }>(
      sql`select rule, facts from events where customer_id = ${old} and kind = 'reclaimed'`,
    );
    expect(event?.rule).toBe("no_follow_up");
    expect(new Date(event?.facts.dueAt ?? 0)).toEqual(plus(DAY));
  });

  test("refuses the editor who started from an older version, and says which is in force", async () => {
    await publish({ coolDownDays: 3 });
    await expect(publish({ coolDownDays: 5 })).rejects.toMatchObject({
      code: "POLICY_CHANGED",
      params: { version: 2 },
    });
    expect((await getPolicy(world.as(world.admin), { poolId: world.pool.id })).document.coolDownDays).toBe(3);
  });

  test("two who publish at the same time: one wins, the other is told", async () => {
    const results = await Promise.allSettled([publish({ coolDownDays: 3 }), publish({ coolDownDays: 5 })]);
    expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const [lost] = results.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    expect(lost).toBe("POLICY_CHANGED");
  });

  test("tells the members of the pool once, but not who published", async () => {
    const ctx = { ...world.as(world.admin), operationKey: "publish-once" };
    const input = {
      poolId: world.pool.id,
      baseVersion: 1,
      note: "",
      document: { ...DEFAULT_POLICY, coolDownDays: 1 },
    };
    const first = await publishPolicy(ctx, input);
    expect(await publishPolicy(ctx, input)).toEqual(first);
    const told = await world.db.execute<{ user_id: string; params: { pool: string; version: number } }>(
      sql`select user_id, params from notifications where kind = 'policy_published' and params->>'poolId' = ${world.pool.id}`,
    );
    expect(told.map((row) => row.user_id).sort()).toEqual(
      [world.manager, ...world.reps].map((u) => u.id).sort(),
    );
    expect(told[0]?.params).toMatchObject({ pool: world.pool.name, version: 2 });
  });

  test("a claim made afterwards is on the new clock, without notice", async () => {
    const id = await world.customer();
    await publish({ firstContactHours: 2 });
    const held = await claimCustomer(world.as(world.rep(0), plus(1)), { customerId: id });
    expect(held).toMatchObject({ dueAt: plus(2 * HOUR + 1).toISOString(), policyVersion: 2 });
  });
});

describe("rules that can't work", () => {
  const rule = noFollowUp(30);
  const refused = (returnRules: ReturnRule[]) => {
    const document = { ...world.pool.policy, returnRules };
    return expect(
      publishPolicy(world.as(world.admin), { poolId: world.pool.id, baseVersion: 1, note: "", document }),
    ).rejects;
  };
  const field = (input: object) => addField(world.as(world.admin), AddFieldInput.parse(input));

  test("asks for a field that is not there or is retired, or what it can't answer: refused, the rule and the field named", async () => {
    const at = { code: "RULE_UNWORKABLE", params: { position: 2, rule: "no_follow_up" } };
    const unknown = { ...rule, when: { field: "custom.f_00000000", op: "is_set" as const } };
    await refused([noDeal(90), unknown]).toMatchObject({
      ...at,
      params: { ...at.params, problem: "unknown_field", field: "custom.f_00000000" },
    });
    const budget = await field({ label: "预算", type: "number" });
    const name = `custom.${budget.key}`;
    const nested = { not: { all: [{ field: name, op: "contains" as const, text: "x" }] } };
    await refused([noDeal(90), { ...rule, except: nested }]).toMatchObject({
      params: { ...at.params, problem: "not_askable", field: name, label: "预算" },
    });
    const level = await field({ label: "级别", type: "choice", options: ["甲"] });
    const strange = { field: `custom.${level.key}`, op: "in" as const, values: ["乙"] };
    await refused([noDeal(90), { ...rule, on: false, when: strange }]).toMatchObject({
      params: { ...at.params, problem: "unknown_value", label: "级别" },
    });
    await retireField(world.as(world.admin), { fieldId: budget.fieldId });
    const asking = { ...rule, when: { field: name, op: "at_least" as const, number: 1 } };
    await refused([noDeal(90), asking]).toMatchObject({
      params: { ...at.params, problem: "retired_field", label: "预算" },
    });
    expect((await getPolicy(world.as(world.admin), { poolId: world.pool.id })).version).toBe(1);
  });

  test("send to a pool that is not there or is archived: refused", async () => {
    const nowhere = newId();
    await refused([{ ...rule, targetPoolId: nowhere }]).toMatchObject({
      code: "RULE_UNWORKABLE",
      params: { position: 1, rule: rule.id, problem: "target_unknown", field: "targetPoolId" },
    });
    const closed = await makePool(world.db, now, { name: `Closed ${nowhere}` });
    await archivePool(world.as(world.admin), { poolId: closed.id, moveTo: null });
    await refused([noDeal(90), { ...rule, targetPoolId: closed.id }]).toMatchObject({
      params: { position: 2, problem: "target_archived", label: closed.name },
    });
    const create = createPool(world.as(world.admin), {
      ...{ name: `Opened ${nowhere}`, description: "", memberIds: [] },
      document: { ...DEFAULT_POLICY, returnRules: [{ ...rule, targetPoolId: closed.id }] },
    });
    await expect(create).rejects.toMatchObject({ code: "RULE_UNWORKABLE" });
  });

  test("published, the fields that the running rules ask for have their index, and others none", async () => {
    const asked = await field({ label: "问", type: "number" });
    const off = await field({ label: "停", type: "number" });
    const asks = (key: string): ReturnRule => ({
      ...{ ...rule, id: key, when: { field: `custom.${key}`, op: "at_least", number: 1 } },
    });
    await publish({ returnRules: [asks(asked.key), { ...asks(off.key), on: false }] });
    const made = await world.db.execute<{ name: string }>(sql`
      select indexrelid::regclass::text as name from pg_index where indrelid = 'customers'::regclass and indisvalid`);
    const names = made.map(({ name }) => name);
    expect(names).toContain(fieldIndexName(asked.key));
    expect(names).not.toContain(fieldIndexName(off.key));
  });
});

describe("reading policies", () => {
  test("the versions say what each changed, the newest first", async () => {
    await publish({ holdingCap: 10 });
    await publish({ holdingCap: 10, coolDownDays: 1 }, 2, plus(HOUR));
    const versions = await listPolicyVersions(world.as(world.rep(0)), { poolId: world.pool.id });
    expect(
      versions.map((one) => [
        one.version,
        one.changes.map((change) => (change.kind === "field" ? change.field : change.id)),
      ]),
    ).toEqual([
      [3, ["coolDownDays"]],
      [2, ["holdingCap"]],
      [1, []],
    ]);
    expect(versions[0]?.publishedByName).toBe(world.admin.name);
  });

  test("the version in force at an instant", async () => {
    await publish({ holdingCap: 10 });
    const at = async (when: Date) =>
      (await policyInForceAt(world.as(world.admin), { poolId: world.pool.id, at: when }))?.version ?? null;
    expect([await at(plus(-1)), await at(now), await at(plus(-400 * DAY))]).toEqual([1, 2, null]);
  });

  test("who doesn't belong to the pool doesn't see its rules", async () => {
    const other = await makeWorld(testDb().db, { now });
    const read = getPolicy(other.as(other.rep(0)), { poolId: world.pool.id });
    await expect(read).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
