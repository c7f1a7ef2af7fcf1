import { describe, expect, it } from "vitest";
import { makeWorld } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { getCustomer } from "@/lib/customers/get-customer";
import { readLoss } from "@/lib/customers/read-loss";
import { protectCustomer } from "@/lib/ownership/protect-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { PRESETS } from "@/lib/policies/rule-presets";
import { addMs, DAY } from "@/lib/time";
import { logFollowUp } from "./log-follow-up";
import { planNextStep } from "./plan-next-step";
import { previewFollowUp } from "./preview-follow-up";
import { listPlans, listRecentFollowUps } from "./queries";
import { LogFollowUpInput } from "./schema";

const NOW = new Date("2026-11-20T02:00:00Z");
const test = useTestDb();
const call = (customerId: string, more = {}) =>
  LogFollowUpInput.parse({ customerId, channel: "call", outcome: "connected", ...more });

describe("the preview of a follow-up", () => {
  it("names the deadline that saving then gives, under protection too", async () => {
    const world = await makeWorld(test().db, { now: NOW, reps: 1 });
    const rep = world.as(world.rep(0));
    for (const shielded of [false, true]) {
      const customerId = await world.customer({ owner: world.rep(0) });
      if (shielded) await protectCustomer(rep, { customerId, days: 10, reason: "trial" });
      const { ifQualifiesAt } = await previewFollowUp(rep, { customerId });
      const { dueAt } = await logFollowUp(rep, call(customerId));
      expect(ifQualifiesAt?.toISOString()).toBe(dueAt);
    }
  });

  it("counts itself where a rule takes what many follow-ups brought no further", async () => {
    const returnRules = [PRESETS.no_follow_up, PRESETS.five_follow_ups];
    const world = await makeWorld(test().db, { now: NOW, reps: 1, policy: { returnRules } });
    const rep = world.as(world.rep(0));
    const customerId = await world.customer({ owner: world.rep(0), followUpsSinceProgress: 4 });
    const { ifQualifiesAt } = await previewFollowUp(rep, { customerId });
    const { deadline } = await getCustomer(rep, { customerId });
    const { dueAt } = await logFollowUp(rep, call(customerId));
    expect(dueAt).toBe(addMs(NOW, DAY).toISOString());
    expect([ifQualifiesAt, deadline?.ifFollowedUpAt].map((at) => at?.toISOString())).toEqual([dueAt, dueAt]);
  });

  it("is not for what a colleague holds", async () => {
    const world = await makeWorld(test().db, { now: NOW, reps: 2 });
    const customerId = await world.customer({ owner: world.rep(0) });
    const asked = previewFollowUp(world.as(world.rep(1)), { customerId });
    await expect(asked).rejects.toMatchObject({ code: expect.stringMatching(/NOT_FOUND|NOT_YOURS/) });
  });
});

describe("a planned step", () => {
  it("is listed by its time, moved and taken away, and a follow-up replaces it", async () => {
    const world = await makeWorld(test().db, { now: NOW, reps: 1 });
    const rep = world.as(world.rep(0));
    const [first, second] = await world.customers(2, { owner: world.rep(0) });
    if (!first || !second) throw new Error("two customers");
    const plan = (customerId: string, nextStepAt: string | null, nextStep = "quote") =>
      planNextStep(rep, { customerId, nextStep, nextStepAt });
    await plan(first, "2026-11-22T02:00:00Z");
    await plan(second, "2026-11-21T02:00:00Z");
    expect((await listPlans(rep)).map((one) => one.customerId)).toEqual([second, first]);
    await plan(second, null);
    expect((await listPlans(rep)).map((one) => one.customerId)).toEqual([first]);
    await logFollowUp(rep, call(first, { nextStep: "visit", nextStepAt: "2026-11-25T02:00:00Z" }));
    expect(await listPlans(rep)).toMatchObject([{ nextStep: "visit" }]);
    expect((await listRecentFollowUps(rep)).rows).toMatchObject([{ customerId: first, held: true }]);
  });

  it("of an older tenure or a colleague's customer is refused and changes nothing", async () => {
    const world = await makeWorld(test().db, { now: NOW, reps: 2 });
    const customerId = await world.customer({ owner: world.rep(0) });
    const plan = { customerId, nextStep: "mine now", nextStepAt: "2026-11-22T02:00:00Z" };
    await expect(planNextStep(world.as(world.rep(1)), plan)).rejects.toMatchObject({ code: "NOT_YOURS" });
    const late = planNextStep(world.as(world.rep(0)), { ...plan, version: 99 });
    await expect(late).rejects.toMatchObject({ code: "STALE_OWNERSHIP" });
    expect(await listPlans(world.as(world.rep(0)))).toEqual([]);
  });
});

describe("how a customer was lost", () => {
  it("is told to who held it, and to nobody else", async () => {
    const world = await makeWorld(test().db, { now: NOW, reps: 2 });
    const customerId = await world.customer({ owner: world.rep(0) });
    const rep = world.as(world.rep(0));
    await releaseCustomer(rep, { customerId, reason: "no_budget", note: "" });
    expect(await readLoss(rep, { customerId })).toMatchObject({
      kind: "released",
      reason: "no_budget",
      byMe: true,
    });
    await expect(readLoss(world.as(world.rep(1)), { customerId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
