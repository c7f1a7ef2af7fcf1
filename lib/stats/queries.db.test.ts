import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/db/columns";
import { useTestDb } from "@/db/testing";
import { withClocks } from "@/db/testing/clocks";
import {
  makePool,
  makeTeam,
  makeUser,
  makeWorld,
  type TestPool,
  type TestTeam,
  type TestUser,
  type World,
} from "@/db/testing/factories";
import type { Ctx } from "@/lib/context";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { addMs, DAY, HOUR } from "@/lib/time";
import { listBehind } from "./list-behind";
import { getOverview, getStatsChoices, listPeopleStats } from "./queries";
import { rollUpStats } from "./roll-up-stats";
import { lastDays } from "./rules";
import { BehindFilter, StatsFilter } from "./schema";
import { move, randomBusiness, seeded } from "./testing/random-business";

const NOW = new Date("2026-11-20T09:00:00Z");
const testDb = useTestDb();
let world: World;
let otherTeam: TestTeam;
let stranger: TestUser;
let strangerPool: TestPool;

const filter = (more: Partial<StatsFilter> = {}): StatsFilter =>
  StatsFilter.parse({ ...lastDays(30, "2026-11-20"), ...more });
const behind = (ctx: Ctx, input: Partial<BehindFilter> & Pick<BehindFilter, "kind">, more = {}) =>
  listBehind(ctx, BehindFilter.parse({ filter: filter(more), ...input }));

async function claim(id: string, owner: TestUser, at: Date): Promise<void> {
  await move(world.system(at), "claimed", id, { opens: { tenureId: newId(), ownerId: owner.id } });
}

async function follow(id: string, owner: TestUser, at: Date): Promise<void> {
  const plan = { contactId: null, note: "", nextStep: "", nextStepAt: null };
  await logFollowUp(world.as(owner, at), { customerId: id, channel: "call", outcome: "connected", ...plan });
}

/**
 * Ten customers in the pool for 40 days. The first rep takes four and contacts one after two hours; two of the others
 * are reclaimed. The second takes two, contacts both after four hours, gives one back. A stranger takes one elsewhere.
 */
beforeAll(async () => {
  world = await makeWorld(testDb().db, {
    now: NOW,
    reps: 2,
    policy: withClocks({ noFollowUpDays: null, firstContactHours: null }),
  });
  otherTeam = await makeTeam(world.db, NOW);
  stranger = await makeUser(world.db, NOW, { team: otherTeam });
  strangerPool = await makePool(world.db, NOW, { members: [stranger] });
  const [first, second] = [world.rep(0), world.rep(1)];
  const ids = await world.customers(10, { at: addMs(NOW, -40 * DAY) });
  const [elsewhere = ""] = await world.customers(1, { at: addMs(NOW, -3 * DAY), pool: strangerPool });
  const [a = "", b = "", c = "", d = "", e = "", f = ""] = ids;
  const start = addMs(NOW, -10 * DAY);
  for (const id of [a, b, c, d]) await claim(id, first, start);
  await follow(a, first, addMs(start, 2 * HOUR));
  for (const id of [e, f]) await claim(id, second, start);
  for (const id of [e, f]) await follow(id, second, addMs(start, 4 * HOUR));
  for (const id of [b, c]) await move(world.system(addMs(start, 2 * DAY)), "reclaimed", id);
  await move(world.system(addMs(start, 6 * DAY)), "released", f);
  await claim(elsewhere, stranger, addMs(NOW, -2 * DAY));
  await rollUpStats(world.system(NOW), {});
});

describe("the overview", () => {
  it("tells an admin of everybody", async () => {
    const overview = await getOverview(world.as(world.admin), filter());
    expect(overview.asOf).toEqual(NOW);
    expect(overview.utilisation).toEqual({
      now: { customers: 11, held: 4, touched: 2, idle: 0 },
      before: { customers: 10, held: 0, touched: 0, idle: 0 },
    });
    expect(overview.counts.now).toEqual({
      ...{ created: 1, claimed: 7, reclaimed: 2, released: 1 },
      ...{ follow_up: 3, qualified: 3, first_contact: 3 },
    });
    expect(overview.counts.before).toEqual({ created: 10 });
    expect(overview.days).toHaveLength(30);
    expect(overview.days.find(({ day }) => day === "2026-11-10")?.counts.claimed).toBe(6);
    expect(overview.medians.now).toEqual({
      firstContact: 4 * 3600,
      held: 2 * 86_400,
      pooled: 30 * 86_400,
    });
    expect(overview.medians.before).toEqual({ firstContact: null, held: null, pooled: null });
    expect(overview.takings.now).toEqual({ taken: 7, followed: 3, won: 0 });
    expect(overview.flow).toEqual([
      { source: "created", fate: "held", followed: false, count: 1 },
      { source: "reclaimed", fate: "waiting", followed: false, count: 2 },
      { source: "released", fate: "waiting", followed: false, count: 1 },
    ]);
    expect(overview.bounces).toEqual([
      { bounces: 0, customers: 8 },
      { bounces: 1, customers: 3 },
    ]);
  });

  it("shows a manager the pools he belongs to, and no others", async () => {
    const manager = world.as(world.manager);
    const overview = await getOverview(manager, filter());
    expect(overview.utilisation.now).toEqual({ customers: 10, held: 3, touched: 2, idle: 0 });
    expect(overview.counts.now.claimed).toBe(6);
    await expect(getOverview(manager, filter({ poolId: strangerPool.id }))).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(getOverview(manager, filter({ teamId: otherTeam.id }))).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect(await getStatsChoices(manager)).toEqual({
      pools: [{ id: world.pool.id, name: world.pool.name }],
      teams: [{ id: world.team.id, name: world.team.name }],
    });
  });

  it("counts for a team what went through its people's hands", async () => {
    const own = await getOverview(world.as(world.manager), filter({ teamId: world.team.id }));
    expect(own.utilisation.now).toEqual({ customers: 3, held: 3, touched: 2, idle: 0 });
    expect(own.counts.now).toMatchObject({ claimed: 6, reclaimed: 2, released: 1 });
    expect(own.counts.now.created).toBeUndefined();
    const other = await getOverview(world.as(world.admin), filter({ teamId: otherTeam.id }));
    expect(other.counts.now).toEqual({ claimed: 1 });
  });

  it("is not for reps", async () => {
    const rep = world.as(world.rep(0));
    await expect(getOverview(rep, filter())).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(listPeopleStats(rep, filter())).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(getStatsChoices(rep)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(behind(rep, { kind: "taken" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("the people", () => {
  it("shows a manager his own, with what they hold now and what they did", async () => {
    const { people, firstContactSeconds } = await listPeopleStats(world.as(world.manager), filter());
    expect(firstContactSeconds).toBe(4 * 3600);
    expect(people.map((person) => person.id).sort()).toEqual(world.reps.map((rep) => rep.id).sort());
    expect(people.find((person) => person.id === world.rep(0).id)).toMatchObject({
      ...{ active: true, teamName: world.team.name },
      ...{ held: 2, free: 0, cap: 20, claimedToday: 0, dailyLimit: 3, longestIdleDays: 10 },
      ...{ taken: 4, followed: 1, firstContactSeconds: 2 * 3600, qualified: 1, reclaimed: 2, won: 0 },
    });
  });

  it("shows an admin everybody who works with a pool", async () => {
    const { people } = await listPeopleStats(world.as(world.admin), filter());
    expect(people).toHaveLength(3);
    const { people: inOther } = await listPeopleStats(
      world.as(world.admin),
      filter({ poolId: strangerPool.id }),
    );
    expect(inOther.map((person) => person.id)).toEqual([stranger.id]);
    expect(inOther[0]).toMatchObject({ held: 1, taken: 1, cap: 20 });
  });
});

describe("the customers behind a number", () => {
  it("are as many as the number says", async () => {
    const admin = world.as(world.admin);
    const { counts, takings, bounces } = await getOverview(admin, filter());
    const total = async (input: Parameters<typeof behind>[1]) => (await behind(admin, input)).total;
    expect(await total({ kind: "taken" })).toBe(takings.now.taken);
    expect(await total({ kind: "taken", followed: true })).toBe(takings.now.followed);
    expect(await total({ kind: "entered", sources: ["reclaimed"] })).toBe(counts.now.reclaimed);
    expect(await total({ kind: "entered", fates: ["waiting"] })).toBe(3);
    expect(await total({ kind: "left", exits: ["claimed"] })).toBe(counts.now.claimed);
    expect(await total({ kind: "left", exits: ["assigned"] })).toBe(0);
    expect(await total({ kind: "returned" })).toBe(3);
    expect(await total({ kind: "contacted" })).toBe(counts.now.first_contact);
    expect(await total({ kind: "qualified" })).toBe(counts.now.qualified);
    expect(await total({ kind: "won" })).toBe(0);
    expect(await total({ kind: "bounced", minBounces: 1, maxBounces: 1 })).toBe(bounces[1]?.customers);
    expect(await total({ kind: "taken", personId: world.rep(0).id })).toBe(4);
  });

  it("are named only where the viewer reaches them", async () => {
    await move(world.system(addMs(NOW, -HOUR)), "transferred", await firstHeld(), {
      opens: { tenureId: newId(), ownerId: stranger.id },
    });
    await rollUpStats(world.system(NOW), {});
    const { rows, total } = await behind(world.as(world.manager), { kind: "taken" });
    expect(total).toBe(6);
    expect(rows.filter((row) => row.name === null)).toHaveLength(1);
    expect(rows.filter((row) => row.personName === null)).toHaveLength(1);
    const all = await behind(world.as(world.admin), { kind: "taken" });
    expect(all.rows.every((row) => row.name !== null)).toBe(true);
    const strangers = await behind(world.as(world.manager), { kind: "taken", personId: stranger.id });
    expect(strangers.total).toBe(0);
  });

  it("come page by page, none twice", async () => {
    const admin = world.as(world.admin);
    const ids = await world.customers(120, { at: addMs(NOW, -5 * DAY) });
    const step = randomBusiness(world, strangerPool.id, ids, 3);
    const random = seeded(4);
    for (let n = 0; n < 150; n += 1) await step(addMs(NOW, (random(100) - 110) * HOUR));
    await rollUpStats(world.system(NOW), {});
    const seen: string[] = [];
    let page = await behind(admin, { kind: "entered" });
    for (;;) {
      seen.push(...page.rows.map((row) => `${row.customerId} ${row.key}`));
      const last = page.rows.at(-1);
      if (!page.hasMore || !last) break;
      const { dayOn, customerId, key } = last;
      page = await behind(admin, { kind: "entered", after: { dayOn, customerId, key } });
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(page.total);
    expect(page.total).toBeGreaterThan(120);
  });

  it("have the medians that sorting all of their durations gives", async () => {
    for (const days of [3, 10, 60]) {
      const { medians } = await getOverview(world.as(world.admin), filter(lastDays(days, "2026-11-20")));
      const sorted = await world.db.execute<{ what: string; median: number }>(sql`
        select case when measure in ('claimed', 'assigned', 'invalidated') then 'pooled' when measure = 'first_contact' then 'firstContact'
          else 'held' end as what, percentile_disc(0.5) within group (order by s) as median
        from stats_days cross join lateral unnest(seconds) s where is_total and day_on > ${"2026-11-20"}::date - ${days}::int
          and day_on <= '2026-11-20' and measure not in ('won', 'moved_in', 'moved_out', 'transferred', 'discarded', 'restored', 'created')
        group by 1`);
      expect(sorted.length).toBe(3);
      for (const { what, median } of sorted)
        expect(medians.now[what as keyof typeof medians.now]).toBe(median);
    }
  });
});

async function firstHeld(): Promise<string> {
  const [row] = await world.db.execute<{ id: string }>(
    sql`select id from customers where owner_id = ${world.rep(0).id}::uuid limit 1`,
  );
  return row?.id ?? "";
}
