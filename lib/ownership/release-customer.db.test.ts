import { describe, expect, it } from "vitest";
import { makeWorld } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { auditDatabase } from "@/lib/ledger/audit";
import { claimCustomer } from "./claim-customer";
import { releaseCustomer } from "./release-customer";
import { transferCustomers } from "./transfer-customers";

const NOW = new Date("2026-11-20T02:00:00Z");
const test = useTestDb({ max: 16 });
const OPEN = { holdingCap: null, claimLimits: { perDay: null, perWeek: null } };
const release = (customerId: string, version?: number) => ({
  ...{ customerId, reason: "no_need" as const, note: "" },
  ...(version ? { version } : {}),
});

describe("a release", () => {
  it("takes from its owner, never from the one who got the customer in the meantime", async () => {
    const world = await makeWorld(test().db, { now: NOW, reps: 2, policy: OPEN });
    const held = await world.customers(40, { owner: world.rep(0) });
    const races = held.map(async (customerId) => {
      const [released, moved] = await Promise.allSettled([
        releaseCustomer(world.as(world.rep(0)), release(customerId)),
        transferCustomers(world.as(world.manager), {
          customerIds: [customerId],
          userId: world.rep(1).id,
          note: "",
        }),
      ]);
      const transferred = moved.status === "fulfilled" && moved.value[0]?.ok === true;
      return [released.status === "fulfilled", transferred];
    });
    for (const [released, transferred] of await Promise.all(races)) expect(released).not.toBe(transferred);
    expect((await auditDatabase(test().db)).filter((one) => one.rows > 0)).toEqual([]);
  });

  it("of a tab that saw an older tenure is refused", async () => {
    const world = await makeWorld(test().db, { now: NOW, reps: 1, policy: { ...OPEN, coolDownDays: 0 } });
    const rep = world.as(world.rep(0));
    const customerId = await world.customer();
    const first = await claimCustomer(rep, { customerId });
    await releaseCustomer(rep, release(customerId, first.version));
    await claimCustomer(rep, { customerId });
    await expect(releaseCustomer(rep, release(customerId, first.version))).rejects.toMatchObject({
      code: "STALE_OWNERSHIP",
    });
  });

  it("of a colleague's customer is refused", async () => {
    const world = await makeWorld(test().db, { now: NOW, reps: 2 });
    const customerId = await world.customer({ owner: world.rep(0) });
    await expect(releaseCustomer(world.as(world.rep(1)), release(customerId))).rejects.toMatchObject({
      code: "NOT_YOURS",
    });
  });
});
