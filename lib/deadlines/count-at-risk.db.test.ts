import { expect, it } from "vitest";
import { withClocks } from "@/db/testing/clocks";
import { makeWorld } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { protectCustomer } from "@/lib/ownership/protect-customer";
import { addMs, DAY, HOUR } from "@/lib/time";
import { countAtRisk } from "./count-at-risk";

const NOW = new Date("2026-11-20T02:00:00Z");
const test = useTestDb();

it("counts what goes back within three days, neither the protected nor a colleague's", async () => {
  const world = await makeWorld(test().db, {
    now: NOW,
    reps: 2,
    policy: withClocks({ firstContactHours: 96 }),
  });
  const [mine, theirs] = [world.rep(0), world.rep(1)];
  // Due in 60, 71, 73 and 90 hours.
  for (const hours of [36, 25, 23, 6]) await world.customer({ owner: mine, at: addMs(NOW, -hours * HOUR) });
  await world.customer({ owner: theirs, at: addMs(NOW, -36 * HOUR) });
  expect(await countAtRisk(world.as(mine))).toBe(2);

  const kept = await world.customer({ owner: mine, at: addMs(NOW, -50 * HOUR) });
  expect(await countAtRisk(world.as(mine))).toBe(3);
  await protectCustomer(world.as(mine), { customerId: kept, days: 5, reason: "合同在走" });
  expect(await countAtRisk(world.as(mine))).toBe(2);
  expect(await countAtRisk(world.as(mine, addMs(NOW, -2 * DAY)))).toBe(0);
});
