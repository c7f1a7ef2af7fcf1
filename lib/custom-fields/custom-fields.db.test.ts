import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { customFields } from "@/db/schema/custom-fields";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { NEVER, noFollowUp, type ReturnRule } from "@/lib/policies/return-rule";
import { addField } from "./add-field";
import { editField } from "./edit-field";
import { MAX_FIELDS } from "./limits";
import { moveField } from "./move-field";
import { countFieldUse, listFields } from "./queries";
import { readFieldDefs } from "./read-defs";
import { reopenField } from "./reopen-field";
import { retireField } from "./retire-field";
import { AddFieldInput } from "./schema";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00.000Z");
let world: World;

beforeEach(async () => {
  world ??= await makeWorld(testDb().db, { now });
  await world.db.delete(customFields);
});

const admin = () => world.as(world.admin);
const add = (input: Partial<AddFieldInput> & { label: string }) =>
  addField(admin(), AddFieldInput.parse({ type: "text", ...input }));
const labels = async () => (await listFields(admin())).map(({ label }) => label);

test("a field has a key of its own for ever, stands last and can be filled at once", async () => {
  const { fieldId, key } = await add({ label: "预算" });
  const level = await add({
    label: "级别",
    type: "choice",
    options: ["甲", "乙"],
    requiredStages: ["won", "new"],
  });
  expect(key).toMatch(/^f_[a-z0-9]{8}$/);
  const [first, second] = await listFields(world.as(world.rep(0)));
  expect(first).toMatchObject({
    id: fieldId,
    key,
    label: "预算",
    type: "text",
    retired: false,
    currency: "CNY",
  });
  expect(second).toMatchObject({ key: level.key, requiredStages: ["new", "won"] });
  expect(second?.options.map(({ label, retired }) => [label, retired])).toEqual([
    ["甲", false],
    ["乙", false],
  ]);
  await editField(admin(), { fieldId, label: "年预算", options: [], requiredStages: [] });
  expect((await readFieldDefs(world.db))[0]).toMatchObject({ key, label: "年预算" });
});

test("two fields in use never have one name, whatever its case, and whoever adds them at the same time", async () => {
  await add({ label: "Budget" });
  await expect(add({ label: "BUDGET" })).rejects.toMatchObject({ code: "DUPLICATE_NAME" });
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => add({ label: "同时" })));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await labels()).toEqual(["Budget", "同时"]);
});

test("the same operation key adds one field", async () => {
  const ctx = { ...admin(), operationKey: "add-a-field-once" };
  const input = AddFieldInput.parse({ label: "一次", type: "date" });
  expect(await addField(ctx, input)).toEqual(await addField(ctx, input));
  expect(await labels()).toEqual(["一次"]);
});

test("fields are put in order, before another or last, and every place is taken once", async () => {
  const ids: Record<string, string> = {};
  for (const label of ["a", "b", "c", "d"]) ids[label] = (await add({ label })).fieldId;
  await moveField(admin(), { fieldId: ids.d ?? "", beforeId: ids.a ?? "" });
  expect(await labels()).toEqual(["d", "a", "b", "c"]);
  await moveField(admin(), { fieldId: ids.a ?? "", beforeId: null });
  expect(await labels()).toEqual(["d", "b", "c", "a"]);
  await moveField(admin(), { fieldId: ids.b ?? "", beforeId: ids.b ?? "" });
  expect(await labels()).toEqual(["d", "b", "c", "a"]);
  const rows = await listFields(admin());
  expect(rows.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
  const nowhere = moveField(admin(), { fieldId: ids.a ?? "", beforeId: world.admin.id });
  await expect(nowhere).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a retired field keeps its values, gives up its name, and comes back with them", async () => {
  const { fieldId, key } = await add({ label: "预算" });
  await world.customers(2, { custom: { [key]: "x" } });
  await world.customers(1);
  expect(await countFieldUse(admin())).toEqual({ [key]: 2 });
  await retireField(admin(), { fieldId });
  await retireField(admin(), { fieldId });
  expect((await listFields(admin()))[0]).toMatchObject({ retired: true, retiredAt: now });
  expect(await countFieldUse(admin())).toEqual({ [key]: 2 });
  const other = await add({ label: "预算" });
  await expect(reopenField(admin(), { fieldId })).rejects.toMatchObject({ code: "DUPLICATE_NAME" });
  await retireField(admin(), { fieldId: other.fieldId });
  await reopenField(admin(), { fieldId });
  expect((await listFields(admin())).map(({ retired }) => retired)).toEqual([false, true]);
});

test("a field that the rules of a pool ask for is not retired before they are changed", async () => {
  const { fieldId, key } = await add({ label: "预算" });
  const asks = { field: `custom.${key}`, op: "is_empty" as const };
  const publish = (baseVersion: number, except: ReturnRule["except"]) => {
    const document = { ...world.pool.policy, returnRules: [{ ...noFollowUp(30), except }] };
    return publishPolicy(admin(), { poolId: world.pool.id, baseVersion, document, note: "" });
  };
  await publish(1, { any: [{ not: asks }] });
  await expect(retireField(admin(), { fieldId })).rejects.toMatchObject({
    ...{ code: "FIELD_IS_ASKED", params: { label: "预算", pool: world.pool.name } },
  });
  expect((await listFields(admin()))[0]).toMatchObject({ retired: false });
  await publish(2, NEVER);
  await retireField(admin(), { fieldId });
  await expect(publish(3, asks)).rejects.toMatchObject({ code: "RULE_UNWORKABLE" });
});

test("there are not more fields in use than a form can hold", async () => {
  const rows = Array.from({ length: MAX_FIELDS }, (_, position) => ({
    ...{ key: `f_${String(position).padStart(8, "0")}`, label: `field ${position}`, type: "text" as const },
    ...{ position, createdAt: now, editedAt: now },
  }));
  await world.db.insert(customFields).values(rows);
  await expect(add({ label: "one more" })).rejects.toMatchObject({
    code: "FIELD_LIMIT_REACHED",
    params: { limit: MAX_FIELDS },
  });
  await world.db.update(customFields).set({ retiredAt: now }).where(eq(customFields.position, 0));
  await add({ label: "one more" });
});

test.each([
  [{ label: "x", type: "choice" }],
  [{ label: "x", type: "choice", options: ["a", "A"] }],
  [{ label: "x", type: "text", options: ["a"] }],
  [{ label: " ", type: "text" }],
  [{ label: "x", type: "json" }],
])("%j is no field", (input) => {
  expect(AddFieldInput.safeParse(input).success).toBe(false);
});
