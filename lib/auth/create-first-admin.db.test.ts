import { describe, expect, it } from "vitest";
import { organizations, users } from "@/db/schema/people";
import { policies, poolMembers, pools } from "@/db/schema/pools";
import { useTestDb } from "@/db/testing";
import { makeWorld } from "@/db/testing/factories";
import type { Ctx } from "@/lib/context";
import { DEFAULT_POLICY } from "@/lib/policies/schema";
import { createFirstAdmin } from "./create-first-admin";
import { verifyPassword } from "./passwords";
import { signInFacts } from "./queries";

const testDb = useTestDb();
const now = new Date("2026-11-18T02:32:00Z");
const system = (): Ctx => ({ db: testDb().db, actor: { kind: "system", job: "set-up" }, now });
const input = {
  organization: "Yuanfan",
  timeZone: "Asia/Kathmandu",
  currency: "CNY",
  name: "Zhou Ning",
  email: "zhou@yuanfan.example",
  password: "harbour-lantern-42",
  poolName: "默认公海",
  locale: "zh-CN",
} as const;

const countAll = async () => {
  const { db } = testDb();
  const tables = [organizations, users, pools, policies, poolMembers];
  return Promise.all(tables.map((table) => db.$count(table)));
};

describe("the first admin", () => {
  it("is refused a weak password before anything is written", async () => {
    const weak = createFirstAdmin(system(), { ...input, password: "1234567890" });
    await expect(weak).rejects.toMatchObject({ code: "WEAK_PASSWORD" });
    expect(await countAll()).toEqual([0, 0, 0, 0, 0]);
    expect(await signInFacts(system())).toEqual({ organization: null, setUp: false });
  });

  it("is exactly one when two visitors set up at the same moment", async () => {
    const results = await Promise.allSettled([
      createFirstAdmin(system(), input),
      createFirstAdmin(system(), { ...input, email: "li@yuanfan.example", organization: "Other" }),
    ]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "ALREADY_SET_UP" },
    });
    expect(await countAll()).toEqual([1, 1, 1, 1, 1]);
  });

  it("has everything to begin with: a pool on the default policy, himself its member", async () => {
    const { db } = testDb();
    const [admin] = await db.select().from(users);
    const [pool] = await db.select().from(pools);
    const [policy] = await db.select().from(policies);
    const [member] = await db.select().from(poolMembers);
    expect(admin).toMatchObject({ role: "admin", locale: "zh-CN", createdAt: now, deactivatedAt: null });
    expect(await verifyPassword(admin?.passwordHash, input.password)).toBe(true);
    expect(pool?.name).toBe("默认公海");
    expect(policy).toMatchObject({ poolId: pool?.id, version: 1, document: DEFAULT_POLICY });
    expect(member).toMatchObject({ poolId: pool?.id, userId: admin?.id });
    expect((await signInFacts(system())).setUp).toBe(true);
  });

  it("is never made again, nor by somebody signed in", async () => {
    await expect(createFirstAdmin(system(), input)).rejects.toMatchObject({ code: "ALREADY_SET_UP" });
    const world = await makeWorld(testDb().db, { now });
    const asAdmin = createFirstAdmin(world.as(world.admin), input);
    await expect(asAdmin).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
