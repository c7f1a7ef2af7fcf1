import { describe, expect, it } from "vitest";
import { makeWorld } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { auditDatabase } from "@/lib/ledger/audit";
import { quotaOf } from "@/lib/quotas/queries";
import { addMs } from "@/lib/time";
import { claimCustomers } from "./claim-customers";
import { releaseCustomer } from "./release-customer";
import { UNDO_GRACE_MS, UNDO_WINDOW_MS } from "./rules";
import { undoClaims } from "./undo-claims";

const NOW = new Date("2026-11-20T02:00:00Z");
const later = (ms: number) => addMs(NOW, ms);
const test = useTestDb();

async function threeClaimed() {
  const world = await makeWorld(test().db, { now: NOW, reps: 1 });
  const rep = world.rep(0);
  const outcomes = await claimCustomers(world.as(rep), { customerIds: await world.customers(3) });
  const claims = outcomes.flatMap((one) =>
    one.ok ? [{ customerId: one.customerId, version: one.held.version }] : [],
  );
  expect(claims).toHaveLength(3);
  return { world, rep, claims };
}

describe("undoing the claims of a batch", () => {
  it("gives all of them back, and the quota with them", async () => {
    const { world, rep, claims } = await threeClaimed();
    const outcomes = await undoClaims(world.as(rep, later(5_000)), { claims });
    expect(outcomes.map((one) => one.ok)).toEqual([true, true, true]);
    const { main } = await quotaOf(world.as(rep, later(6_000)));
    expect(main).toMatchObject({ held: 0, today: { used: 0 }, week: { used: 0 } });
    expect((await auditDatabase(test().db)).filter((one) => one.rows > 0)).toEqual([]);
  });

  it("answers for each: what has moved on since stays as it is, the others come back", async () => {
    const { world, rep, claims } = await threeClaimed();
    const [gone] = claims;
    const input = { customerId: gone?.customerId ?? "", reason: "other", note: "" } as const;
    await releaseCustomer(world.as(rep, later(2_000)), input);
    const outcomes = await undoClaims(world.as(rep, later(5_000)), { claims });
    const refused = outcomes.filter((one) => !one.ok);
    expect(refused).toMatchObject([{ customerId: gone?.customerId, error: "NOT_OWNED" }]);
    const { main } = await quotaOf(world.as(rep, later(6_000)));
    // A released claim was a claim: it stays counted.
    expect(main).toMatchObject({ held: 0, today: { used: 1 } });
  });

  it("is over after its ten seconds and what the network may eat of them", async () => {
    const { world, rep, claims } = await threeClaimed();
    const late = later(UNDO_WINDOW_MS + UNDO_GRACE_MS + 1);
    const outcomes = await undoClaims(world.as(rep, late), { claims });
    expect(outcomes.map((one) => !one.ok && one.error)).toEqual(Array(3).fill("UNDO_EXPIRED"));
  });

  it("does it once per key", async () => {
    const { world, rep, claims } = await threeClaimed();
    const ctx = { ...world.as(rep, later(3_000)), operationKey: "undo-three-at-once" };
    const first = await undoClaims(ctx, { claims });
    expect(await undoClaims({ ...ctx, now: later(60_000) }, { claims })).toEqual(first);
  });
});
