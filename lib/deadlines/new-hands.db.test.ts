import { expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld } from "@/db/testing/factories";
import type { Condition } from "@/lib/conditions/schema";
import { auditDatabase } from "@/lib/ledger/audit";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { transferCustomers } from "@/lib/ownership/transfer-customers";
import { NEVER, type ReturnRule } from "@/lib/policies/return-rule";

const now = new Date("2026-11-20T02:00:00.000Z");
const testDb = useTestDb();

const ruleWhen = (when: Condition): ReturnRule => ({
  ...{ id: "asked", name: "", on: true, when, except: NEVER, reminders: [] },
  clock: { since: "claimed", span: { amount: 3, unit: "days" } },
  ...{ targetPoolId: null, coolDownDays: null },
});

async function claimUnder(when: Condition) {
  const world = await makeWorld(testDb().db, { now, policy: { returnRules: [ruleWhen(when)] } });
  const customerId = await world.customer();
  const held = await claimCustomer(world.as(world.rep(0)), { customerId });
  return { world, customerId, dueAt: held.dueAt };
}

test("a rule that asks how many have had the customer counts the new owner", async () => {
  const second: Condition = { field: "ownerCount", op: "at_least", number: 2 };
  const { world, customerId, dueAt } = await claimUnder(second);
  expect(dueAt).toBeNull();
  const [moved] = await transferCustomers(world.as(world.manager), {
    ...{ customerIds: [customerId], userId: world.rep(1).id, note: "" },
  });
  expect(moved).toMatchObject({ held: { dueAt: "2026-11-23T02:00:00.000Z" } });
  expect((await auditDatabase(testDb().db)).filter((one) => one.rows > 0)).toEqual([]);
});

test("a rule may ask in working days how long the customer has been held, from the claim on", async () => {
  // The 20th is a Friday: three days are over on Monday, two working days on Tuesday.
  const span = { amount: 2, unit: "working_days" as const };
  const { dueAt } = await claimUnder({ field: "sinceClaimed", op: "for_at_least", span });
  expect(dueAt).toBe("2026-11-24T02:00:00.000Z");
});
