import { type SQL, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { withClocks } from "@/db/testing/clocks";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { protectCustomer } from "@/lib/ownership/protect-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { publishPolicy } from "@/lib/policies/publish-policy";
import type { DraftRef } from "@/lib/policies/publish-schema";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { History, live } from "@/lib/simulation/testing/random-history";
import { FREELY, rulesOfPeopleOver } from "@/lib/simulation/testing/random-rules";
import { DAY, HOUR } from "@/lib/time";
import { observeDrafts } from "./observe-drafts";
import { observePolicyDraft } from "./observe-policy-draft";
import { getDraftObservation, getPolicyDraft } from "./queries";
import { savePolicyDraft } from "./save-policy-draft";

const now = new Date("2026-11-20T02:00:00.000Z");
const plus = (ms: number) => new Date(now.getTime() + ms);
const testDb = useTestDb();
let world: World;

beforeEach(async () => {
  await testDb().db.execute(sql`update policy_drafts set observed_since = null`);
  world = await makeWorld(testDb().db, { now, policy: withClocks({ firstContactHours: null }) });
});

const rules = (noFollowUpDays: number) => ({
  ...world.pool.policy,
  ...withClocks({ noFollowUpDays }, world.pool.policy),
});
const save = (document: ReturnType<typeof rules>, draft: DraftRef | null = null, baseVersion = 1) =>
  savePolicyDraft(world.as(world.admin), { poolId: world.pool.id, baseVersion, document, note: "", draft });
const observe = (draft: DraftRef, on = true, at = now) =>
  observePolicyDraft(world.as(world.admin, at), { poolId: world.pool.id, draft, on });
const look = (at: Date) => observeDrafts(world.system(at), {});
const seen = () => getDraftObservation(world.as(world.admin), { poolId: world.pool.id });
const heldBy = async (id: string) => {
  const [row] = await world.db.execute<{ owner_id: string | null; version: number }>(
    sql`select owner_id, version from customers where id = ${id}`,
  );
  return row;
};

test("writes down whom the draft would have taken and when, once, and takes nobody", async () => {
  const idle = await world.customer({ owner: world.rep(0), at: plus(-9 * DAY) });
  const due = await world.customer({ owner: world.rep(1), at: plus(-20 * DAY) });
  await world.customer({ owner: world.rep(1), at: plus(-2 * DAY) });
  await observe(await save(rules(10)));
  const before = await heldBy(due);
  // The day's notice that the draft would give: nobody goes by it before.
  expect(await look(plus(DAY - 1))).toMatchObject({ seen: 0 });
  expect(await look(plus(DAY))).toMatchObject({ drafts: 1, seen: 2 });
  expect(await look(plus(DAY + HOUR))).toMatchObject({ seen: 0 });
  expect(await heldBy(due)).toEqual(before);
  const observation = await seen();
  expect(observation.people).toEqual(
    expect.arrayContaining([
      { userId: world.rep(0).id, name: world.rep(0).name, seen: 1 },
      { userId: world.rep(1).id, name: world.rep(1).name, seen: 1 },
    ]),
  );
  expect(
    observation.customers.map((one) => [one.customerId, one.dueAt, one.rule?.id, one.held]).sort(),
  ).toEqual(
    [
      [idle, plus(DAY), "no_follow_up", true],
      [due, plus(DAY), "no_follow_up", true],
    ].sort(),
  );
  expect((await getPolicyDraft(world.as(world.admin), { poolId: world.pool.id }))?.observation).toEqual({
    ...{ since: now, lookedAt: plus(DAY + HOUR), seen: 2 },
  });
});

test("a follow-up in time keeps a customer off the list, and what is really taken is shown as gone", async () => {
  const kept = await world.customer({ owner: world.rep(0), at: plus(-20 * DAY) });
  const gone = await world.customer({ owner: world.rep(0), at: plus(-28 * DAY) });
  await observe(await save(rules(10)));
  await logFollowUp(world.as(world.rep(0), plus(HOUR)), {
    ...{ customerId: kept, contactId: null, channel: "call", outcome: "connected", note: "" },
    ...{ nextStep: "", nextStepAt: null },
  });
  await look(plus(DAY));
  await reclaimDue(world.system(plus(2 * DAY)), {});
  const { customers } = await seen();
  expect(customers.map((one) => [one.customerId, one.held])).toEqual([[gone, false]]);
});

test("an edit begins anew, and one that is stopped sees nothing more", async () => {
  await world.customer({ owner: world.rep(0), at: plus(-20 * DAY) });
  const draft = await save(rules(10));
  await observe(draft);
  await look(plus(DAY));
  expect((await seen()).seen).toBe(1);
  const edited = await save(rules(12), draft);
  expect((await seen()).seen).toBe(0);
  expect((await getPolicyDraft(world.as(world.admin), { poolId: world.pool.id }))?.observation).toBeNull();
  expect(await look(plus(2 * DAY))).toEqual({ drafts: 0, seen: 0 });
  await observe(edited, true, plus(2 * DAY));
  expect(await look(plus(3 * DAY))).toEqual({ drafts: 1, seen: 1 });
  await observe(edited, false);
  await world.customer({ owner: world.rep(1), at: plus(-20 * DAY) });
  expect(await look(plus(4 * DAY))).toEqual({ drafts: 0, seen: 0 });
  await expect(observe(draft)).rejects.toMatchObject({ code: "DRAFT_CHANGED" });
});

test("a protected customer is left out, and a newer version in force changes nothing for the draft on the older one", async () => {
  const customerId = await world.customer({ owner: world.rep(0), at: plus(-20 * DAY) });
  await protectCustomer(world.as(world.rep(0)), { customerId, days: 9, reason: "tender" });
  await world.customer({ owner: world.rep(1), at: plus(-20 * DAY) });
  await observe(await save(rules(10)));
  const over = { poolId: world.pool.id, baseVersion: 1, document: rules(90), note: "" };
  await publishPolicy(world.as(world.admin), over);
  expect(await look(plus(DAY))).toEqual({ drafts: 1, seen: 1 });
  expect((await seen()).people.map(({ userId }) => userId)).toEqual([world.rep(1).id]);
});

const followUp = (customerId: string, at: Date) =>
  logFollowUp(world.as(world.rep(0), at), {
    ...{ customerId, contactId: null, channel: "call", outcome: "connected", note: "" },
    ...{ nextStep: "", nextStepAt: null },
  });

test("what would have gone between two looks and was saved after it is seen, with its very instant", async () => {
  const late = await world.customer({ owner: world.rep(0), at: plus(-9 * DAY) });
  const saved = await world.customer({ owner: world.rep(0), at: plus(-9 * DAY) });
  const given = await world.customer({ owner: world.rep(0), at: plus(-9 * DAY) });
  await observe(await save(rules(10)));
  await look(plus(HOUR));
  await followUp(saved, plus(DAY - HOUR));
  await followUp(late, plus(DAY + HOUR));
  await releaseCustomer(world.as(world.rep(0), plus(DAY + 2 * HOUR)), {
    ...{ customerId: given, reason: "no_need", note: "" },
  });
  expect(await look(plus(3 * DAY))).toEqual({ drafts: 1, seen: 2 });
  const { customers } = await seen();
  expect(customers.map((one) => [one.customerId, one.dueAt, one.held]).sort()).toEqual(
    [
      [late, plus(DAY), true],
      [given, plus(DAY), false],
    ].sort(),
  );
});

const RUNS = Number(process.env.REPLAY_RUNS ?? 25);
const life = fc.record({
  returnRules: rulesOfPeopleOver([
    ...(["grade", "stage", "tags", "won", "contacted", "ownerOnLeave", "bounceCount"] as const),
    ...(["followUpsSinceProgress", "sinceStageChange", "sinceFollowUp", "sinceDeal"] as const),
  ]),
  history: History,
  cap: fc.constantFrom(1, 2),
});

test(
  `sees what the sweep takes under the same rules, whenever it looks (${RUNS} histories)`,
  async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(life, async ({ returnRules, history, cap }) => {
        await wipe(testDb());
        const policy = { ...FREELY, returnRules };
        world = await makeWorld(testDb().db, { now, policy });
        const ids = await world.customers(6);
        // Another cool-down: the rules in force take just what the draft would.
        await observe(await save({ ...policy, coolDownDays: 1 }));
        await live(world, ids, history, { cap, look });
        const hits = (table: SQL) =>
          world.db.execute(sql`select customer_id, rule, at from (${table}) x order by at, customer_id`);
        const real = await hits(sql`select customer_id, rule, at from events where kind = 'reclaimed'`);
        const observed = await hits(sql`select customer_id, rule, due_at as at from draft_observations`);
        taken += real.length;
        expect([...observed]).toEqual([...real]);
      }),
      { numRuns: RUNS, ...(process.env.REPLAY_SEED ? { seed: Number(process.env.REPLAY_SEED) } : {}) },
    );
    expect(taken).toBeGreaterThan(RUNS / 2);
  },
  10 * 60_000,
);
