import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { auditDatabase } from "@/lib/ledger/audit";
import { returnRule } from "@/lib/policies/return-rule";
import type { PolicyDocument } from "@/lib/policies/schema";
import { readStage } from "@/lib/simulation/read-replay";
import { replaySql } from "@/lib/simulation/replay-sql";
import { rollUpStats } from "@/lib/stats/roll-up-stats";
import { addMs, DAY, dayOf, HOUR, MINUTE } from "@/lib/time";
import { todayOf } from "@/lib/today/queries";
import { listFlagged } from "./list-flagged";
import { logFollowUp } from "./log-follow-up";
import { LogFollowUpInput } from "./schema";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
const at = (ms: number) => addMs(now, ms);
const SIGNS = { sameTextDays: 30, inARowSeconds: 15, lastMinutes: 30, counts: true };

async function company(policy: Partial<PolicyDocument>): Promise<World> {
  await wipe(testDb());
  return makeWorld(testDb().db, { now, policy: { sham: SIGNS, ...policy } });
}
const write = (world: World, customerId: string, given: object, when: Date, rep = 0) =>
  logFollowUp(
    world.as(world.rep(rep), when),
    LogFollowUpInput.parse({ customerId, channel: "call", outcome: "connected", ...given }),
  );
async function signsOf(world: World): Promise<string[][]> {
  const rows = await world.db.execute<{ suspicions: string[] }>(
    sql`select suspicions from follow_ups order by seq`,
  );
  return rows.map((row) => row.suspicions);
}

describe("signs that a follow-up was only written down", () => {
  test("the same words, whatever their spaces and stops, within the days; another person's don't count", async () => {
    const world = await company({});
    const [a = "", b = "", c = ""] = await world.customers(3, { owner: world.rep(0) });
    const other = await world.customer({ owner: world.rep(1) });
    await write(world, a, { note: "客户考虑中，下周再联系。" }, at(HOUR));
    await write(world, b, { note: "客户考虑中 下周再联系" }, at(2 * HOUR));
    await write(world, other, { note: "客户考虑中，下周再联系" }, at(3 * HOUR), 1);
    await write(world, c, { note: "好的。" }, at(4 * HOUR));
    await write(world, a, { note: "好的" }, at(5 * HOUR));
    expect(await signsOf(world)).toEqual([[], ["same_text"], [], [], []]);
  });

  test("words are forgotten after the days of the policy", async () => {
    const world = await company({ returnRules: [] });
    const [a = "", b = "", c = ""] = await world.customers(3, { owner: world.rep(0) });
    await write(world, a, { note: "sent the catalogue" }, at(0));
    await write(world, b, { note: "Sent the catalogue!" }, at(30 * DAY - MINUTE));
    expect(await signsOf(world)).toEqual([[], ["same_text"]]);
    await world.db.execute(sql`update follow_ups set note_key = null where customer_id = ${b}::uuid`);
    await write(world, c, { note: "sent the catalogue" }, at(30 * DAY));
    expect((await signsOf(world)).at(-1)).toEqual([]);
  });

  test("seconds after another customer, to the millisecond; on the same customer it is none", async () => {
    const world = await company({});
    const [a = "", b = "", c = ""] = await world.customers(3, { owner: world.rep(0) });
    await write(world, a, {}, at(HOUR));
    await write(world, a, {}, at(HOUR + 5_000));
    await write(world, b, {}, at(HOUR + 5_000 + 15_000));
    await write(world, c, {}, at(HOUR + 20_000 + 15_001));
    expect(await signsOf(world)).toEqual([[], [], ["in_a_row"], []]);
  });

  test("just before the deadline with hardly a word and no evidence", async () => {
    const world = await company({});
    const [a = "", b = "", c = "", d = ""] = await world.customers(4, { owner: world.rep(0), at: now });
    const late = (minutes: number, seconds: number) => at(DAY - minutes * MINUTE + seconds * 1000);
    await write(world, a, {}, late(30, -60));
    await write(world, b, {}, late(30, 0));
    await write(world, c, { note: "asked for two more weeks" }, late(29, 0));
    await write(world, d, { evidence: "https://example.com/call/7" }, late(28, 0));
    expect(await signsOf(world)).toEqual([[], ["last_minute"], [], []]);
  });
});

test("where they don't count, no clock is reset and the rule takes it on time; evidence is asked for by channel", async () => {
  const { qualifying } = (await company({})).pool.policy;
  const world = await company({
    sham: { ...SIGNS, counts: false },
    qualifying: { ...qualifying, evidenceFor: ["visit"] },
  });
  const [a = "", b = ""] = await world.customers(2, { owner: world.rep(0), at: now });
  await write(world, a, { note: "spoke to the boss" }, at(HOUR));
  const again = await write(world, b, { note: "Spoke to the boss." }, at(2 * HOUR));
  expect(again).toMatchObject({
    ...{ qualification: { qualifies: false, because: "suspicious" }, dueAt: at(DAY).toISOString() },
  });
  const visit = (given: object, hours: number) =>
    write(world, b, { channel: "visit", ...given }, at(hours * HOUR));
  expect((await visit({}, 3)).qualification).toMatchObject({ qualifies: false, because: "evidence" });
  expect((await visit({ evidence: "photo 12" }, 4)).qualification).toMatchObject({ qualifies: true });
  const broken = (await auditDatabase(testDb().db)).filter((one) => one.rows > 0);
  expect(broken).toEqual([]);
});

test("where they don't count, they don't reset the clock of any follow-up either, by whatever channel", async () => {
  const anyFollowUp = returnRule({
    id: "any",
    clock: { since: "follow_up", span: { amount: 5, unit: "days" } },
  });
  const { qualifying } = (await company({})).pool.policy;
  const world = await company({
    sham: { ...SIGNS, counts: false },
    qualifying: { ...qualifying, channels: ["call"], evidenceFor: ["call"] },
    returnRules: [anyFollowUp],
  });
  const [a = "", b = ""] = await world.customers(2, { owner: world.rep(0), at: now });
  const honest = await write(world, a, { channel: "wechat", note: "sent him the offer" }, at(HOUR));
  expect(honest.dueAt).toBe(at(5 * DAY + HOUR).toISOString());
  for (const channel of ["wechat", "call"] as const) {
    const again = await write(world, b, { channel, note: "Sent him the offer" }, at(2 * HOUR));
    expect([channel, again.qualification.qualifies, again.dueAt]).toEqual([
      channel,
      false,
      at(5 * DAY).toISOString(),
    ]);
  }
});

describe("where they don't count they are no follow-up", () => {
  const fifth = returnRule({
    ...{ id: "fifth", clock: { since: "claimed", span: { amount: 20, unit: "days" } } },
    when: { field: "followUpsSinceProgress", op: "at_least", number: 3 },
  });
  const book = async (counts: boolean) => {
    const world = await company({ sham: { ...SIGNS, counts }, returnRules: [fifth] });
    const [id = ""] = await world.customers(1, { owner: world.rep(0), at: now });
    for (const hours of [1, 2, 3, 4]) await write(world, id, { note: "same as ever" }, at(hours * HOUR));
    const [row] = await world.db.execute<{ n: number; due_at: string | null }>(
      sql`select follow_ups_since_progress as n, due_at from customers`,
    );
    return { world, id, n: row?.n, dueAt: row?.due_at ? new Date(row.due_at) : null };
  };

  test("to the rule that asks how many brought no progress; where they do, all are counted", async () => {
    expect(await book(true)).toMatchObject({ n: 4, dueAt: at(20 * DAY) });
    const { world, id, n, dueAt } = await book(false);
    expect([n, dueAt]).toEqual([1, null]);
    await write(world, id, { note: "sent the drawings" }, at(5 * HOUR));
    const third = await write(world, id, { note: "asked for a discount" }, at(6 * HOUR));
    expect(third.dueAt).toBe(at(20 * DAY).toISOString());
    expect((await auditDatabase(world.db)).filter((one) => one.rows > 0)).toEqual([]);
  });

  test("to a replay of such a rule", async () => {
    for (const counts of [true, false]) {
      const { world } = await book(counts);
      const later = at(30 * DAY);
      const period = { from: dayOf(now, world.timeZone), until: dayOf(later, world.timeZone) };
      const stage = await readStage(world.as(world.admin, later), { poolId: world.pool.id, ...period });
      const hits = await world.db.execute(
        sql`with ${replaySql(await stage.replayOf(world.pool.policy))} select customer_id from hits`,
      );
      expect([counts, hits.length]).toEqual([counts, counts ? 1 : 0]);
    }
  });

  test("in the figures of the day and in what a person has done today", async () => {
    for (const counts of [true, false]) {
      const { world } = await book(counts);
      await rollUpStats(world.system(at(DAY)), {});
      const rows = await world.db.execute<{ count: number }>(
        sql`select count from stats_days where measure = 'follow_up' and not is_total`,
      );
      expect([counts, rows.map((row) => row.count)]).toEqual([counts, [counts ? 4 : 1]]);
    }
    const world = await company({ sham: { ...SIGNS, counts: false } });
    const [a = "", b = ""] = await world.customers(2, { owner: world.rep(0), at: now });
    await write(world, a, { note: "same as ever" }, at(HOUR));
    await write(world, b, { note: "same as ever" }, at(2 * HOUR));
    expect((await todayOf(world.as(world.rep(0), at(3 * HOUR)))).doneToday).toBe(1);
  });
});

test("managers hear of it once a day and see which and why; other teams and reps don't", async () => {
  const world = await company({});
  const [a = "", b = "", c = ""] = await world.customers(3, { owner: world.rep(0) });
  for (const [n, id] of [a, b, c].entries()) await write(world, id, { note: "same as ever" }, at(n * HOUR));
  const told = await world.db.execute<{ user_id: string }>(
    sql`select user_id from notifications where kind = 'follow_up_flagged'`,
  );
  expect(told.map((one) => one.user_id)).toEqual([world.manager.id]);
  const flagged = await listFlagged(world.as(world.manager, at(4 * HOUR)));
  expect(flagged.map((one) => [one.customerId, one.suspicions, one.byName])).toEqual([
    [c, ["same_text"], world.rep(0).name],
    [b, ["same_text"], world.rep(0).name],
  ]);
  await expect(listFlagged(world.as(world.rep(0)))).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await listFlagged(world.as(world.manager, at(40 * DAY)))).toEqual([]);
});
