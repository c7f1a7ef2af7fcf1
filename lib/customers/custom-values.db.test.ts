import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { customers, edits } from "@/db/schema/customers";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { addField } from "@/lib/custom-fields/add-field";
import { editField } from "@/lib/custom-fields/edit-field";
import { listFields } from "@/lib/custom-fields/queries";
import { reopenField } from "@/lib/custom-fields/reopen-field";
import { retireField } from "@/lib/custom-fields/retire-field";
import { AddFieldInput } from "@/lib/custom-fields/schema";
import { recordDeal } from "@/lib/deals/record-deal";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { previewFollowUp } from "@/lib/follow-ups/preview-follow-up";
import { LogFollowUpInput } from "@/lib/follow-ups/schema";
import { addMs, MINUTE } from "@/lib/time";
import { countPool } from "./count-pool";
import { createCustomer } from "./create-customer";
import { editCustomer } from "./edit-customer";
import { getCustomer } from "./get-customer";
import { getTimeline } from "./get-timeline";
import { listMine } from "./list-mine";
import { listPool } from "./list-pool";
import { peekCustomer } from "./peek-customer";
import { CreateCustomerInput, EditCustomerInput } from "./schema";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00.000Z");
let world: World;
type Made = { fieldId: string; key: string };
let budget: Made;
let level: Made;
let memo: Made;
let sampled: Made;
let ends: Made;
let lines: Made;

beforeAll(async () => {
  const policy = { claimLimits: { perDay: null, perWeek: null }, holdingCap: 100 };
  world = await makeWorld(testDb().db, { now, policy });
  const add = (input: object) => addField(world.as(world.admin), AddFieldInput.parse(input));
  budget = await add({ label: "预算", type: "money", requiredStages: ["proposal", "won"] });
  level = await add({ label: "级别", type: "choice", options: ["甲", "乙"] });
  memo = await add({ label: "备忘", type: "text" });
  sampled = await add({ label: "开过样", type: "yes_no" });
  ends = await add({ label: "到期", type: "date" });
  lines = await add({ label: "产品线", type: "multiple_choice", options: ["机床", "激光"] });
});

let made = 0;
async function create(given: object = {}, into = "mine"): Promise<string> {
  made += 1;
  const input = { into, poolId: world.pool.id, name: `客户 ${made}`, ...given };
  return (await createCustomer(world.as(world.rep(0)), CreateCustomerInput.parse(input))).customerId;
}
const stored = async (id: string) => {
  const [row] = await testDb().db.select().from(customers).where(eq(customers.id, id));
  if (!row) throw new Error("no such customer");
  return row;
};
async function edit(customerId: string, given: object, seenAt?: string) {
  const editedAt = seenAt ?? (await stored(customerId)).editedAt.toISOString();
  return editCustomer(world.as(world.rep(0)), EditCustomerInput.parse({ customerId, editedAt, ...given }));
}
const optionsOf = async (field: Made) =>
  (await listFields(world.system())).find(({ id }) => id === field.fieldId)?.options ?? [];
const choiceOf = async (field: Made, at: number) => (await optionsOf(field))[at]?.value ?? "";

describe("a customer with the organisation's own fields", () => {
  it("is made with them, and shows them in their order, filled or not", async () => {
    const id = await create({
      custom: { [budget.key]: 500_000, [memo.key]: " 电话 13800001234 ", [level.key]: null },
    });
    expect((await stored(id)).custom).toEqual({ [budget.key]: 500_000, [memo.key]: "电话 13800001234" });
    const { custom } = await getCustomer(world.as(world.rep(0)), { customerId: id });
    expect(custom.map(({ label, value }) => [label, value])).toEqual([
      ["预算", 500_000],
      ["级别", null],
      ["备忘", "电话 13800001234"],
      ["开过样", null],
      ["到期", null],
      ["产品线", null],
    ]);
  });

  it("is seen in the pool with them, and a phone inside a text is masked there", async () => {
    const id = await create(
      { custom: { [budget.key]: 18_800_001_234, [memo.key]: "电话 13800001234" } },
      "pool",
    );
    const peek = await peekCustomer(world.as(world.rep(1)), { customerId: id });
    const values = peek.kind === "pooled" ? peek.custom.map(({ value }) => value) : [];
    expect(values[0]).toBe(18_800_001_234);
    expect(JSON.stringify(peek)).not.toContain("13800001234");
  });

  it.each([[{ custom: { f_99999999: 1 } }], [{ stage: "proposal", custom: {} }]])(
    "is not made with %j, and nothing is written",
    async (given) => {
      const before = await testDb().db.$count(customers);
      await expect(create(given)).rejects.toMatchObject({ name: "DomainError" });
      expect(await testDb().db.$count(customers)).toBe(before);
    },
  );
});

describe("an edit of the organisation's own fields", () => {
  it("stores what is named, keeps the rest, and is in the trail in words that last", async () => {
    const [first, second] = [await choiceOf(level, 0), await choiceOf(level, 1)];
    const id = await create({ custom: { [level.key]: first, [memo.key]: "x" } });
    const done = await edit(id, { custom: { [level.key]: second, [sampled.key]: false } });
    expect(done.fields.sort()).toEqual([`custom.${level.key}`, `custom.${sampled.key}`].sort());
    expect((await stored(id)).custom).toEqual({ [level.key]: second, [memo.key]: "x", [sampled.key]: false });
    const { items } = await getTimeline(world.as(world.rep(0)), { customerId: id, kinds: ["edit"] });
    const changes = items[0]?.kind === "edit" ? items[0].changes : [];
    expect(changes.find(({ field }) => field === `custom.${level.key}`)).toMatchObject({
      ...{ from: first, to: second, of: { label: "级别", type: "choice" } },
    });
  });

  it("is refused to who saw an older state, and names the field that another changed", async () => {
    const id = await create();
    const seenAt = (await stored(id)).editedAt.toISOString();
    await edit(id, { custom: { [memo.key]: "first" } });
    await expect(edit(id, { custom: { [memo.key]: "second" } }, seenAt)).rejects.toMatchObject({
      code: "EDITED_MEANWHILE",
      params: { fields: `custom.${memo.key}` },
    });
    expect((await stored(id)).custom).toEqual({ [memo.key]: "first" });
  });

  it("of what doesn't fit says which field, and writes nothing, no other change of it either", async () => {
    const id = await create();
    const before = await stored(id);
    await expect(
      edit(id, { changes: { region: "苏州" }, custom: { [ends.key]: "2026-02-30" } }),
    ).rejects.toMatchObject({
      code: "INVALID_INPUT",
      params: { field: `custom.${ends.key}`, label: "到期", problem: "invalid" },
    });
    expect(await stored(id)).toEqual(before);
    expect(await testDb().db.$count(edits, eq(edits.customerId, id))).toBe(0);
  });

  it("leaves what is retired as it is: read, not changed, and there again when it is reopened", async () => {
    const id = await create({ custom: { [memo.key]: "kept" } });
    await retireField(world.as(world.admin), { fieldId: memo.fieldId });
    await expect(edit(id, { custom: { [memo.key]: "new" } })).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
    await edit(id, { changes: { region: "无锡" }, custom: { [memo.key]: "kept" } });
    const { custom } = await getCustomer(world.as(world.rep(0)), { customerId: id });
    expect(custom.at(-1)).toMatchObject({ label: "备忘", value: "kept", retired: true });
    await reopenField(world.as(world.admin), { fieldId: memo.fieldId });
    await edit(id, { custom: { [memo.key]: "new" } });
  });
});

describe("a field that a stage needs", () => {
  const missing = () => ({
    code: "REQUIRED_FIELD_MISSING",
    params: { field: `custom.${budget.key}`, labels: "预算" },
  });

  it("refuses an edit that reaches the stage without it or empties it there; both at once is right", async () => {
    const id = await create();
    await expect(edit(id, { changes: { stage: "proposal" } })).rejects.toMatchObject(missing());
    expect((await stored(id)).stage).toBe("new");
    await edit(id, { changes: { stage: "proposal" }, custom: { [budget.key]: 1 } });
    await expect(edit(id, { custom: { [budget.key]: null } })).rejects.toMatchObject(missing());
    expect((await stored(id)).custom).toEqual({ [budget.key]: 1 });
    await edit(id, { changes: { stage: "interested" }, custom: { [budget.key]: null } });
  });

  it("refuses a follow-up that takes the stage, and the follow-up isn't logged; one that brings the field is", async () => {
    const id = await create();
    const log = (stage: string, custom = {}) =>
      logFollowUp(
        world.as(world.rep(0), addMs(now, MINUTE)),
        LogFollowUpInput.parse({
          customerId: id,
          channel: "call",
          outcome: "connected",
          note: "谈过了",
          ...{ stage, custom },
        }),
      );
    await expect(log("proposal")).rejects.toMatchObject(missing());
    expect((await stored(id)).lastFollowUpAt).toBeNull();
    const { lacking } = await previewFollowUp(world.as(world.rep(0)), { customerId: id });
    expect(lacking.map(({ label }) => label)).toEqual(["预算"]);
    await log("proposal", { [budget.key]: 0 });
    expect(await stored(id)).toMatchObject({ stage: "proposal", custom: { [budget.key]: 0 } });
    const [told] = await testDb().db.select().from(edits).where(eq(edits.customerId, id));
    expect(told?.changes).toEqual({
      stage: { from: "new", to: "proposal" },
      [`custom.${budget.key}`]: { from: null, to: "0" },
    });
    await edit(id, { changes: { stage: "new" }, custom: { [budget.key]: null } });
    await edit(id, { custom: { [budget.key]: 5 } });
    await log("proposal");
  });

  it("refuses a deal, for it makes the customer a won one", async () => {
    const id = await create();
    const deal = () => recordDeal(world.as(world.rep(0)), { customerId: id, title: "首单", amount: 100 });
    await expect(deal()).rejects.toMatchObject(missing());
    expect(await stored(id)).toMatchObject({ stage: "new", wonAt: null });
    await edit(id, { custom: { [budget.key]: 0 } });
    await deal();
    expect((await stored(id)).stage).toBe("won");
  });

  it("asks what the admin says, and of a customer that was in the stage before he did only when it leaves it", async () => {
    const id = await create();
    const words = { fieldId: budget.fieldId, label: "预算", options: [] };
    await editField(world.as(world.admin), { ...words, requiredStages: [] });
    await edit(id, { changes: { stage: "proposal" } });
    await editField(world.as(world.admin), { ...words, requiredStages: ["proposal", "won"] });
    await edit(id, { changes: { region: "常州" } });
    await expect(edit(id, { changes: { stage: "won" } })).rejects.toMatchObject(missing());
  });
});

describe("lists filtered by the organisation's own fields", () => {
  it("hold those that have the value, in the pool and in hands", async () => {
    const [first] = [await choiceOf(level, 0)];
    const laser = await choiceOf(lines, 1);
    const custom = {
      ...{ [budget.key]: 777, [level.key]: first, [sampled.key]: true, [ends.key]: "2027-06-30" },
      [lines.key]: [laser],
    };
    const pooled = await create({ custom, industry: "筛选" }, "pool");
    const mine = await create({ custom, industry: "筛选" });
    await create({ custom: { [budget.key]: 778, [sampled.key]: false }, industry: "筛选" }, "pool");
    const asked = [
      `${budget.key}:700..777`,
      `${budget.key}:..777`,
      `${level.key}:${first}`,
      `${lines.key}:${laser}|o_other`,
      `${sampled.key}:yes`,
      `${ends.key}:2027-06-30..`,
      `${ends.key}:2027-01-01..2027-12-31;${sampled.key}:yes`,
    ];
    const ctx = world.as(world.rep(0));
    for (const fields of asked) {
      const address = { fields, industry: "筛选" };
      const pool = await listPool(ctx, { ...address, pool: world.pool.id });
      expect([fields, pool.rows.map(({ id }) => id)]).toEqual([fields, [pooled]]);
      expect(await countPool(ctx, { ...address, pool: world.pool.id })).toEqual({ count: 1, about: false });
      expect((await listMine(ctx, address)).rows.map(({ id }) => id)).toEqual([mine]);
    }
    for (const fields of [
      "f_99999999:o_x",
      `${memo.key}:x`,
      `${ends.key}:2027-02-31..`,
      `${budget.key}:2026-01-01..`,
    ]) {
      const pool = await listPool(ctx, { fields, industry: "筛选", pool: world.pool.id });
      expect([fields, pool.rows.length]).toEqual([fields, 2]);
    }
  });
});
