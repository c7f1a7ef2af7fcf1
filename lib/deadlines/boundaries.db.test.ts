import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makePool, makeWorld, type TestPool, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { seedCalendar } from "@/lib/calendar/seed-calendar";
import { ALWAYS, type Span } from "@/lib/conditions/schema";
import { recordLeave } from "@/lib/leaves/record-leave";
import { auditDatabase } from "@/lib/ledger/audit";
import type { NewCustomer } from "@/lib/ledger/enter-customers";
import { protectCustomer } from "@/lib/ownership/protect-customer";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { type ClockStart, noFollowUp, type ReturnRule, returnRule } from "@/lib/policies/return-rule";
import { PRESETS } from "@/lib/policies/rule-presets";
import { DEFAULT_POLICY, type PolicyDocument } from "@/lib/policies/schema";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { addMs, DAY, HOUR } from "@/lib/time";
import { refreshDeadlines } from "./refresh-deadlines";

const testDb = useTestDb();
beforeEach(() => wipe(testDb()));

type Kind = {
  rule: ReturnRule;
  facts: (start: Date) => Partial<NewCustomer>;
  policy?: Partial<PolicyDocument>;
};
const since = (start: ClockStart, facts: Kind["facts"]): Kind => ({
  rule: returnRule({
    id: `since_${start}`,
    when: ALWAYS,
    clock: { since: start, span: { amount: 1, unit: "days" } },
  }),
  facts,
});

/** Every kind of rule, and the facts of a customer whose clock begins at an instant; `claimed` ones are held since then. */
const KINDS: Record<string, Kind> = {
  first_contact: { rule: PRESETS.first_contact, facts: () => ({}) },
  claimed: since("claimed", () => ({})),
  no_follow_up: { rule: PRESETS.no_follow_up, facts: (at) => ({ qualifiedAt: at }) },
  five_follow_ups: {
    ...{ rule: PRESETS.five_follow_ups, facts: (at) => ({ lastFollowUpAt: at, followUpsSinceProgress: 5 }) },
  },
  no_deal: { rule: PRESETS.no_deal, facts: (at) => ({ lastDealAt: at }) },
  no_repeat: { rule: PRESETS.no_repeat, facts: (at) => ({ lastDealAt: at, wonAt: at }) },
  stage_change: since("stage_change", (at) => ({ stageChangedAt: at })),
  grade_dropped: since("grade_dropped", (at) => ({ gradeDroppedAt: at })),
  intent_dropped: { rule: PRESETS.intent_dropped, facts: (at) => ({ intentDroppedAt: at }) },
  churn_risk: { rule: PRESETS.churn_risk, facts: (at) => ({ churnRiskAt: at }) },
  activity: since("activity", (at) => ({ lastActivityAt: at })),
  over_cap: {
    ...{ rule: PRESETS.over_cap, facts: (at) => ({ overCapSince: at }), policy: { holdingCap: 0 } },
  },
};

type Case = { world: World; held: Map<string, { id: string; pool: TestPool }> };

const documentOf = ({ rule, policy }: Kind, span: Span): PolicyDocument => ({
  ...DEFAULT_POLICY,
  ...policy,
  returnRules: [{ ...rule, clock: { ...rule.clock, span }, reminders: [] }],
});

/** A pool for each kind of rule with one customer, whose clock begins at `start`; the rep has held it for five days then. */
async function setUp(start: Date, span: Span, timeZone = "Asia/Shanghai"): Promise<Case> {
  const world = await makeWorld(testDb().db, { now: start, timeZone });
  await seedCalendar(world.system(), {});
  const owner = world.rep(0);
  const held: Case["held"] = new Map();
  for (const [name, kind] of Object.entries(KINDS)) {
    const policy = documentOf(kind, span);
    const pool = await makePool(world.db, addMs(start, -300 * DAY), { policy, members: [owner], name });
    const at = kind.rule.clock.since === "claimed" ? start : addMs(start, -5 * DAY);
    const id = await world.customer({ pool, owner, at, ...kind.facts(start) });
    held.set(name, { id, pool });
  }
  await world.db.execute(sql`update customers set due_policy_id = null`);
  await refreshDeadlines(world.system(start));
  return { world, held };
}

/** Each is due at the instant; a millisecond before the sweep takes none, and then all. */
async function expectDue({ world, held }: Case, due: Date): Promise<void> {
  const rows = await world.db.execute<{ id: string; due_at: string | null }>(
    sql`select id, due_at from customers`,
  );
  const stored = new Map(rows.map((row) => [row.id, row.due_at && new Date(row.due_at).toISOString()]));
  const told = [...held].map(([name, { id }]) => [name, stored.get(id)]);
  expect(told).toEqual([...held].map(([name]) => [name, due.toISOString()]));
  expect(await reclaimDue(world.system(addMs(due, -1)))).toEqual({ reclaimed: 0 });
  expect(await reclaimDue(world.system(due))).toEqual({ reclaimed: held.size });
  const [wrong] = (await auditDatabase(testDb().db)).filter(
    ({ name, rows }) => name === "deadlines" && rows > 0,
  );
  expect(wrong).toBeUndefined();
}

const days = (amount: number): Span => ({ amount, unit: "days" });

describe("every kind of return rule takes a customer at its instant and not a millisecond before", () => {
  const start = new Date("2026-11-10T02:00:00Z");

  test("in hours and in days", async () => {
    await expectDue(await setUp(start, { amount: 49, unit: "hours" }), addMs(start, 49 * HOUR));
    await wipe(testDb());
    await expectDue(await setUp(start, days(3)), addMs(start, 3 * DAY));
  });

  test("in working days over a Saturday that makes up for a holiday", async () => {
    // Friday 13 February 2026, 18:30: the Saturday after it is worked, the next working day is Tuesday 24.
    const friday = new Date("2026-02-13T10:30:00Z");
    const working = (amount: number): Span => ({ amount, unit: "working_days" });
    await expectDue(await setUp(friday, working(1)), new Date("2026-02-14T10:30:00Z"));
    await wipe(testDb());
    await expectDue(await setUp(friday, working(2)), new Date("2026-02-24T10:30:00Z"));
  });

  test("after the owner's leave, which stops every clock", async () => {
    const told = await setUp(start, days(3));
    const leave = { userId: told.world.rep(0).id, fromOn: "2026-11-11", untilOn: "2026-11-12", note: "" };
    await recordLeave(told.world.as(told.world.admin, start), leave);
    await expectDue(told, addMs(start, 5 * DAY));
  });

  test("at the same time of day where clocks go back meanwhile", async () => {
    const friday = new Date("2026-10-30T13:00:00Z");
    await expectDue(await setUp(friday, days(3), "America/New_York"), new Date("2026-11-02T14:00:00Z"));
  });

  test("a day after the rule became stricter in mid-tenure, when it would have come before", async () => {
    const told = await setUp(start, days(30));
    const published = addMs(start, 2 * DAY + 12 * HOUR);
    for (const [name, { pool }] of told.held) {
      const kind = KINDS[name];
      if (!kind) throw new Error(name);
      await publishPolicy(told.world.as(told.world.admin, published), {
        ...{ poolId: pool.id, baseVersion: 1, note: "", document: documentOf(kind, days(3)) },
      });
    }
    await expectDue(told, addMs(published, DAY));
  });
});

describe("the end of a contract", () => {
  test.each([
    ["Asia/Shanghai", days(3), "2026-11-12T16:00:00.000Z"],
    ["America/New_York", days(3), "2026-11-13T05:00:00.000Z"],
    ["Asia/Shanghai", { amount: 3, unit: "working_days" } as const, "2026-11-12T16:00:00.000Z"],
    ["Asia/Shanghai", days(0), "2026-11-09T16:00:00.000Z"],
  ])("is the last midnight of its day in %s: %o later is %s", async (timeZone, span, due) => {
    const now = new Date("2026-11-01T02:00:00Z");
    const { rule } = since("contract_end", () => ({}));
    const policy = documentOf({ rule, facts: () => ({}) }, span);
    const world = await makeWorld(testDb().db, { now, timeZone, policy });
    await seedCalendar(world.system(), {});
    const id = await world.customer({ owner: world.rep(0), contractEndsOn: "2026-11-09" });
    const held = new Map([["contract_end", { id, pool: world.pool }]]);
    await expectDue({ world, held }, new Date(due));
  });
});

test("while the owner is away nothing goes: neither where a late protection ends, nor where a clock runs out as the leave begins", async () => {
  const now = new Date("2026-11-10T02:00:00Z");
  const world = await makeWorld(testDb().db, { now, policy: { returnRules: [noFollowUp(10)] } });
  const owner = world.rep(0);
  const late = await world.customer({ owner });
  const asItBegins = await world.customer({ owner, qualifiedAt: new Date("2026-11-12T16:00:00Z") });
  // Due on the 20th, protected on the 21st, before any sweep, until the 24th.
  await protectCustomer(world.as(owner, addMs(now, 11 * DAY)), {
    ...{ customerId: late, days: 3, reason: "a tender" },
  });
  const leave = { userId: owner.id, fromOn: "2026-11-23", untilOn: "2026-11-25", note: "" };
  await recordLeave(world.as(world.admin, addMs(now, 11 * DAY)), leave);
  const held = new Map([late, asItBegins].map((id) => [id, { id, pool: world.pool }]));
  await expectDue({ world, held }, new Date("2026-11-25T16:00:00.000Z"));
});
