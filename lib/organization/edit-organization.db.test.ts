import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { withClocks } from "@/db/testing/clocks";
import { makeWorld } from "@/db/testing/factories";
import { auditDatabase } from "@/lib/ledger/audit";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { DAY } from "@/lib/time";
import { editOrganization } from "./edit-organization";
import { getOrganization } from "./queries";
import { EditOrganizationInput } from "./schema";

const testDb = useTestDb();

test("a zone that doesn't exist, or a currency nobody keeps, is not taken", () => {
  const input = { name: "Gonghai", timeZone: "Asia/Shanghai", currency: "CNY" };
  expect(EditOrganizationInput.safeParse(input).success).toBe(true);
  expect(EditOrganizationInput.safeParse({ ...input, timeZone: "Asia/Nowhere" }).success).toBe(false);
  expect(EditOrganizationInput.safeParse({ ...input, currency: "XXX" }).success).toBe(false);
});

test("another zone moves deadlines by its clock changes, and the day of the claim limit with it", async () => {
  const now = new Date("2026-11-20T15:30:00.000Z");
  const policy = withClocks({ firstContactHours: null, claimLimits: { perDay: 1, perWeek: null } });
  const world = await makeWorld(testDb().db, { now, policy, timeZone: "Asia/Shanghai" });
  const held = await world.customer({ owner: world.rep(0), at: new Date("2026-10-20T15:30:00.000Z") });
  const dueAt = async () => {
    const [row] = await world.db.execute<{ due_at: string }>(
      sql`select due_at from customers where id = ${held}`,
    );
    return new Date(row?.due_at ?? 0).toISOString();
  };
  const [first, second] = await world.customers(2);
  await claimCustomer(world.as(world.rep(1)), { customerId: first ?? "" });
  expect(await dueAt()).toBe("2026-11-19T15:30:00.000Z");

  const edit = { name: "Gonghai GmbH", timeZone: "Europe/Berlin", currency: "EUR" as const };
  const result = await editOrganization(world.as(world.admin), edit);
  expect(result).toEqual({ zoneChanged: true, refreshed: 2 });
  expect(await dueAt()).toBe("2026-11-19T16:30:00.000Z");
  expect(await getOrganization(world.as(world.rep(0)))).toMatchObject(edit);

  const halfPastMidnightInShanghai = new Date(now.getTime() + 3_600_000);
  const claim = claimCustomer(world.as(world.rep(1), halfPastMidnightInShanghai), {
    customerId: second ?? "",
  });
  await expect(claim).rejects.toMatchObject({ code: "DAILY_LIMIT_REACHED" });
  await claimCustomer(world.as(world.rep(1), new Date(now.getTime() + DAY)), { customerId: second ?? "" });
  expect((await auditDatabase(world.db)).filter((one) => one.rows > 0)).toEqual([]);

  expect(await editOrganization(world.as(world.admin), edit)).toEqual({ zoneChanged: false, refreshed: 0 });
});
