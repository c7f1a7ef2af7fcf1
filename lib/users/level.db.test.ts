import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { customers } from "@/db/schema/customers";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { returnRule } from "@/lib/policies/return-rule";
import { addMs, DAY } from "@/lib/time";
import { createUser } from "./create-user";
import { editUser } from "./edit-user";
import { getUser, listLevels } from "./queries";
import { CreateUserInput, EditUserInput } from "./schema";

const now = new Date("2026-11-20T02:00:00.000Z");
const testDb = useTestDb();
let world: World;

const OF_JUNIORS = returnRule({
  ...{ id: "juniors", when: { field: "ownerLevel", op: "in", values: ["新人"] } },
  clock: { since: "claimed", span: { amount: 5, unit: "days" } },
});

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now, policy: { returnRules: [OF_JUNIORS] } });
});

const edit = async (userId: string, over: object) => {
  const { pools: _p, ...user } = await getUser(world.as(world.admin), { userId });
  const { email, name, role, teamId, level, holdingCap, locale } = user;
  const input = { userId, email, name, role, teamId, level, holdingCap, locale, ...over };
  await editUser(world.as(world.admin), EditUserInput.parse(input));
};
const stored = async (id: string) => {
  const [row] = await testDb().db.select().from(customers).where(eq(customers.id, id));
  if (!row) throw new Error("gone");
  return row;
};

describe("the level of a person", () => {
  test("is given, changed and taken away, in the organisation's own words", async () => {
    const person = { email: "new@test.example", name: "林沐", role: "rep", level: " 资深 " };
    const { userId } = await createUser(world.as(world.admin), {
      ...{ ...CreateUserInput.parse(person), password: null },
    });
    const level = async () => (await getUser(world.as(world.admin), { userId })).level;
    expect(await level()).toBe("资深");
    await edit(userId, { name: "林沐雨" });
    expect(await level()).toBe("资深");
    await edit(world.rep(1).id, { level: "A 档" });
    expect(await listLevels(world.as(world.manager))).toEqual(["A 档", "资深"]);
    await edit(userId, { level: "  " });
    expect(await level()).toBeNull();
    expect(EditUserInput.safeParse({ ...person, userId, level: "x".repeat(41) }).success).toBe(false);
  });

  test("changed, makes the deadlines of what he holds stale, and the rules ask the new one", async () => {
    const [rep, mate] = [world.rep(0), world.rep(2)];
    const at = addMs(now, -DAY);
    const held = await world.customer({ owner: rep, at });
    const beside = await world.customer({ owner: mate, at });
    expect(await stored(held)).toMatchObject({ dueAt: null, duePolicyId: world.pool.policyId });
    await edit(rep.id, { level: "新人" });
    expect((await stored(held)).duePolicyId).toBeNull();
    expect((await stored(beside)).duePolicyId).toBe(world.pool.policyId);
    expect(await refreshDeadlines(world.system())).toBe(1);
    expect(await stored(held)).toMatchObject({ dueRule: "juniors", dueAt: addMs(now, 4 * DAY) });
    await edit(rep.id, { name: "陈屿" });
    expect((await stored(held)).duePolicyId).toBe(world.pool.policyId);
    await edit(rep.id, { level: "资深" });
    await refreshDeadlines(world.system());
    expect((await stored(held)).dueAt).toBeNull();
  });
});
