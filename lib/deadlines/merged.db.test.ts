import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { recordActivity } from "@/lib/activities/record-activity";
import { RecordActivityInput } from "@/lib/activities/schema";
import { ALWAYS, type Condition } from "@/lib/conditions/schema";
import { getCustomer } from "@/lib/customers/get-customer";
import { getTimeline } from "@/lib/customers/get-timeline";
import { recordDeal } from "@/lib/deals/record-deal";
import { mergeCustomers } from "@/lib/duplicates/merge-customers";
import { undoMerge } from "@/lib/duplicates/undo-merge";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { LogFollowUpInput } from "@/lib/follow-ups/schema";
import { auditDatabase } from "@/lib/ledger/audit";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { previewPolicy } from "@/lib/policies/preview-policy";
import { type ClockStart, type ReturnRule, returnRule } from "@/lib/policies/return-rule";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { readStage } from "@/lib/simulation/read-replay";
import { replaySql } from "@/lib/simulation/replay-sql";
import { addMs, DAY, dayOf } from "@/lib/time";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
const at = (days: number) => addMs(now, days * DAY);
let world: World;

beforeEach(async () => {
  await wipe(testDb());
});

const since = (start: ClockStart, when: Condition = ALWAYS): ReturnRule =>
  returnRule({ id: "asked", when, clock: { since: start, span: { amount: 10, unit: "days" } } });
const make = async (rule: ReturnRule) => {
  world = await makeWorld(testDb().db, { now, policy: { returnRules: [rule] } });
};
const as = (days: number, rep = 0) => world.as(world.rep(rep), at(days));
const admin = (days: number) => world.as(world.admin, at(days));
const did = (customerId: string, days: number, kind = "visit") =>
  recordActivity(world.system(at(days)), RecordActivityInput.parse({ customerId, kind }));
const followUp = (customerId: string, days: number, rep = 0, given: object = {}) =>
  logFollowUp(
    as(days, rep),
    LogFollowUpInput.parse({ customerId, channel: "call", outcome: "no_answer", ...given }),
  );
const deal = (customerId: string, days: number, rep = 0) =>
  recordDeal(as(days, rep), { customerId, title: "a", amount: 100, currency: "CNY" });
const merge = (keepId: string, otherId: string, days: number) =>
  mergeCustomers(admin(days), { keepId, otherId, choices: {} });
const held = (rep = 0) => world.customer({ owner: world.rep(rep), at: now });
const dueOf = async (id: string) => {
  const [row] = await world.db.execute<{ due_at: string | null; state: string }>(
    sql`select due_at, state from customers where id = ${id}::uuid`,
  );
  return row?.due_at ? new Date(row.due_at) : null;
};
const broken = async () => (await auditDatabase(world.db)).filter((one) => one.rows > 0);

const sweep = async (from: number, until: number) => {
  for (let days = from; days <= until; days += 0.5) await reclaimDue(world.system(at(days)));
};

/** Under the rules in force a replay takes exactly what the sweeps took. */
async function expectReplayed(days: number) {
  const stage = await readStage(admin(days), {
    ...{ poolId: world.pool.id, from: dayOf(at(-1), world.timeZone), until: dayOf(at(days), world.timeZone) },
  });
  const replay = await stage.replayOf(world.pool.policy);
  const hits = await world.db.execute<{ customer_id: string; at: string }>(
    sql`with ${replaySql(replay)} select customer_id, at from hits order by at, customer_id`,
  );
  const taken = await world.db.execute<{ customer_id: string; at: string }>(
    sql`select customer_id, at from events where kind = 'reclaimed' order by at, customer_id`,
  );
  const plain = (id: string, instant: string) => [id, new Date(instant).toISOString()];
  expect(hits.map((one) => plain(one.customer_id, one.at))).toEqual(
    taken.map((one) => plain(one.customer_id, one.at)),
  );
}

describe("what was merged into a customer counts with it, and no longer once that is undone", () => {
  test.each<[ClockStart, (id: string, days: number) => Promise<unknown>, string]>([
    ["activity", (id, days) => did(id, days), "activity"],
    ["follow_up", (id, days) => followUp(id, days, 1), "follow_up"],
    ["deal", (id, days) => deal(id, days, 1), "deal"],
  ])("to a clock since the last %s", async (start, deed, startedBy) => {
    await make(since(start));
    const [keep, other] = [await held(0), await held(1)];
    await deed(other, 4);
    if (start === "deal") {
      // One that is won is only merged into one that is, so that the deal is of an earlier tenure.
      await releaseCustomer(as(5, 1), { customerId: other, reason: "other", note: "" });
    }
    expect(await dueOf(keep)).toEqual(at(10));
    const { mergeId } = await merge(keep, other, 6);
    expect(await dueOf(keep)).toEqual(at(14));
    const { deadline } = await getCustomer(as(6), { customerId: keep });
    expect(deadline).toMatchObject({ dueAt: at(14), startedBy: { kind: startedBy, at: at(4) } });
    await reclaimDue(world.system(at(11)));
    expect(await dueOf(keep)).toEqual(at(14));
    await undoMerge(admin(11.5), { mergeId });
    expect(await dueOf(keep)).toEqual(at(10));
    await reclaimDue(world.system(at(12)));
    expect(await dueOf(keep)).toBeNull();
    expect(await broken()).toEqual([]);
  });

  test.each<[string, Condition]>([
    ["visits", { field: "visitCount", op: "at_least", number: 3 }],
    ["all activities", { field: "activityCount", op: "at_least", number: 3 }],
  ])("to a rule that asks for the number of %s, in the preview too", async (_, when) => {
    await make(since("claimed", when));
    const [keep, other, third] = [await held(0), await held(1), await held(1)];
    await did(keep, 1);
    await did(other, 2);
    await did(third, 3);
    const hits = async (days: number) =>
      (await previewPolicy(admin(days), { poolId: world.pool.id, document: world.pool.policy })).hit;
    expect([await dueOf(keep), await hits(9.5)]).toEqual([null, 0]);
    // A chain: what was merged into the other comes along with it.
    const first = await merge(other, third, 4);
    const second = await merge(keep, other, 5);
    expect([await dueOf(keep), await hits(9.5)]).toEqual([at(10), 1]);
    await undoMerge(admin(6), { mergeId: second.mergeId });
    expect([await dueOf(keep), await hits(9.5)]).toEqual([null, 0]);
    await undoMerge(admin(6), { mergeId: first.mergeId });
    await did(other, 7);
    await did(other, 8);
    expect([await dueOf(keep), await dueOf(other), await dueOf(third)]).toEqual([null, at(10), null]);
    expect(await broken()).toEqual([]);
  });

  test("what was recorded since stays with the kept one, and each has its own again", async () => {
    await make(since("activity"));
    const [keep, other] = [await held(0), await held(1)];
    await did(keep, 1);
    await did(other, 3);
    const { mergeId } = await merge(keep, other, 4);
    await did(keep, 5);
    const stored = () =>
      world.db.execute<{ activity_count: number; last: string }>(
        sql`select activity_count, last_activity_at as last from customers order by (id = ${keep}::uuid) desc`,
      );
    expect((await stored()).map((row) => [row.activity_count, new Date(row.last)])).toEqual([
      [3, at(5)],
      [1, at(3)],
    ]);
    const { items } = await getTimeline(as(5), { customerId: keep, kinds: ["activity"] });
    expect(items).toHaveLength(3);
    await undoMerge(admin(6), { mergeId });
    expect((await stored()).map((row) => [row.activity_count, new Date(row.last)])).toEqual([
      [2, at(5)],
      [1, at(3)],
    ]);
    expect(await dueOf(keep)).toEqual(at(15));
    expect(await broken()).toEqual([]);
  });

  test("two into one come apart in either order", async () => {
    await make(since("follow_up"));
    const [keep, a, b] = [await held(0), await held(1), await held(2)];
    await followUp(keep, 1);
    await followUp(a, 3, 1);
    await followUp(b, 5, 2);
    const ofA = await merge(keep, a, 6);
    const ofB = await merge(keep, b, 6);
    expect(await dueOf(keep)).toEqual(at(15));
    await undoMerge(admin(7), { mergeId: ofB.mergeId });
    expect(await dueOf(keep)).toEqual(at(13));
    await undoMerge(admin(7), { mergeId: ofA.mergeId });
    expect(await dueOf(keep)).toEqual(at(11));
    expect(await broken()).toEqual([]);
  });

  test("a replay knows from when to when it counted", async () => {
    await make(since("follow_up"));
    const [keep, other, undone, brought] = [await held(0), await held(1), await held(0), await held(2)];
    await followUp(other, 4, 1);
    await followUp(brought, 6, 2);
    await merge(keep, other, 5);
    const { mergeId } = await merge(undone, brought, 7);
    await sweep(0, 11);
    await undoMerge(admin(11), { mergeId });
    await sweep(11, 20);
    const taken = await world.db.execute<{ customer_id: string }>(
      sql`select customer_id from events where kind = 'reclaimed' order by at`,
    );
    expect(taken.map((one) => one.customer_id)).toEqual([undone, keep, brought]);
    await expectReplayed(21);
    expect(await broken()).toEqual([]);
  });
});
