import { beforeAll, describe, expect, it } from "vitest";
import { makePool, makeWorld, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { LogFollowUpInput } from "@/lib/follow-ups/schema";
import { assignCustomers } from "@/lib/ownership/assign-customers";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { sendReminders } from "@/lib/reminders/send-reminders";
import { addMs, DAY, HOUR, MINUTE } from "@/lib/time";
import { getTimeline } from "./get-timeline";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
let world: World;
const later = (ms: number) => addMs(now, ms);

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now });
});

const freshPool = (policy = {}) =>
  makePool(testDb().db, addMs(now, -365 * DAY), { members: [world.manager, ...world.reps], policy });

const followUp = (customerId: string, at: Date, given: object = {}) =>
  logFollowUp(
    world.as(world.rep(0), at),
    LogFollowUpInput.parse({ customerId, channel: "call", outcome: "connected", note: "谈了", ...given }),
  );

describe("the timeline", () => {
  it("tells a reclaim with its proof and who was reminded, in bands of owner and pool, in pages", async () => {
    const pool = await freshPool();
    const customerId = await world.customer({ pool, at: addMs(now, -DAY) });
    await claimCustomer(world.as(world.rep(0)), { customerId });
    await followUp(customerId, later(30 * MINUTE), { outcome: "no_answer", note: "" });
    await sendReminders(world.system(later(22 * HOUR)));
    await reclaimDue(world.system(later(25 * HOUR)));
    const as = world.as(world.rep(1), later(26 * HOUR));
    const { items, stretches, nextCursor, plan } = await getTimeline(as, { customerId });
    expect({ nextCursor, plan }).toEqual({ nextCursor: null, plan: null });
    const [inPool, held, before] = stretches;
    expect(stretches.map((one) => one.kind)).toEqual(["pooled", "held", "pooled"]);
    expect(items.map((item) => [item.kind === "ownership" ? item.event : item.kind, item.stretchId])).toEqual(
      [
        ["reclaimed", inPool?.id],
        ["follow_up", held?.id],
        ["claimed", held?.id],
        ["created", before?.id],
      ],
    );
    expect(items[0]).toMatchObject({
      ...{ job: "test", byName: null, fromOwner: { name: world.rep(0).name }, policyVersion: 1 },
      proof: {
        ...{
          rule: { id: "first_contact", span: { amount: 24, unit: "hours" } },
          dueAt: later(DAY),
          from: now,
          heldSince: now,
        },
        ...{ qualifiedAt: null, lastFollowUpAt: later(30 * MINUTE), reminders: [later(22 * HOUR)] },
        unreminded: null,
      },
    });
    expect(items[1]).toMatchObject({ qualifies: false, because: "outcome" });
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await getTimeline(as, { customerId, limit: 1, ...(cursor ? { cursor } : {}) });
      paged.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(paged).toEqual(items.map((item) => item.id));
    const calls = await getTimeline(as, { customerId, kinds: ["follow_up"] });
    expect(calls.items.map((item) => item.kind)).toEqual(["follow_up"]);
    const forged = getTimeline(as, { customerId, cursor: "AAAA" });
    await expect(forged).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  it("begins with the owner's plan", async () => {
    const customerId = await world.customer();
    await assignCustomers(world.as(world.manager), {
      ...{ customerIds: [customerId], userId: world.rep(2).id, note: "" },
    });
    const nextStepAt = later(DAY).toISOString();
    await logFollowUp(
      world.as(world.rep(2)),
      LogFollowUpInput.parse({
        ...{ customerId, channel: "visit", outcome: "quoted", stage: "proposal" },
        ...{ nextStep: "给最终报价", nextStepAt },
      }),
    );
    const { plan, items } = await getTimeline(world.as(world.rep(2)), { customerId });
    expect(items[1]).toMatchObject({ changes: [{ field: "stage", from: "new", to: "proposal" }] });
    expect(plan).toEqual({ nextStep: "给最终报价", nextStepAt: later(DAY) });
    expect(items.map((item) => (item.kind === "ownership" ? item.event : item.kind))).toEqual([
      ...["follow_up", "edit", "assigned", "created"],
    ]);
  });
});
