import { expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld } from "@/db/testing/factories";
import { DAY, HOUR } from "@/lib/time";
import { claimCustomer } from "./claim-customer";
import { releaseCustomer } from "./release-customer";

const now = new Date("2026-11-20T02:00:00.000Z");
const later = (ms: number) => new Date(now.getTime() + ms);
const testDb = useTestDb();

test("who gave a customer back leaves it to others for the days of the policy, to the minute", async () => {
  const world = await makeWorld(testDb().db, { now });
  const customerId = await world.customer();
  const [mine, other] = [world.rep(0), world.rep(1)];
  await claimCustomer(world.as(mine), { customerId });
  await releaseCustomer(world.as(mine, later(HOUR)), { customerId, reason: "no_need", note: "" });
  const again = (at: Date) => claimCustomer(world.as(mine, at), { customerId });
  await expect(again(later(HOUR + 7 * DAY - 1))).rejects.toMatchObject({
    code: "COOLING_DOWN",
    params: { days: 7, until: later(HOUR + 7 * DAY).toISOString() },
  });
  expect(await again(later(HOUR + 7 * DAY))).toMatchObject({ customerId });
  const second = await world.customer();
  await claimCustomer(world.as(mine), { customerId: second });
  await releaseCustomer(world.as(mine, later(HOUR)), { customerId: second, reason: "no_need", note: "" });
  expect(await claimCustomer(world.as(other, later(2 * HOUR)), { customerId: second })).toMatchObject({
    customerId: second,
  });
});
