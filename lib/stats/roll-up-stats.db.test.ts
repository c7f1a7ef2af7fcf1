import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { connect, type Db } from "@/db/client";
import { organizations } from "@/db/schema/people";
import { useTestDb } from "@/db/testing";
import { withClocks } from "@/db/testing/clocks";
import { makePool, makeWorld, type World } from "@/db/testing/factories";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { addMs, dayOf, HOUR, MINUTE } from "@/lib/time";
import { rollUpStats } from "./roll-up-stats";
import { ledgerFigures } from "./testing/ledger-figures";
import { move, putBack, randomBusiness, seeded } from "./testing/random-business";
import { storedFigures } from "./testing/stored-figures";

// In Havana the hour from midnight to one comes twice on 2026-11-01: the day has no simple bounds.
const ZONE = "America/Havana";
const START = new Date("2026-10-18T14:00:00Z");
const NOW = new Date("2026-11-22T16:30:00Z");
const testDb = useTestDb();
let world: World;
let step: (at: Date) => Promise<void>;
let otherPool: string;

const zone = async (db: Db) => (await db.select().from(organizations))[0]?.timeZone ?? "";
const rollUp = (now = NOW) => rollUpStats(world.system(now), {});

async function expectAgreement(now = NOW) {
  const timeZone = await zone(world.db);
  const told = await ledgerFigures(world.db, timeZone, dayOf(now, timeZone));
  expect(await storedFigures(world.db)).toEqual(told);
  return told;
}

/** Hundreds of acts over five weeks, of which each takes place at a random hour. */
async function work(acts: number, seed: number, from = START, until = NOW) {
  const random = seeded(seed);
  const length = until.getTime() - from.getTime();
  const instants = Array.from({ length: acts }, () => random(length)).sort((a, b) => a - b);
  for (const offset of instants) await step(addMs(from, offset));
}

beforeAll(async () => {
  world = await makeWorld(testDb().db, {
    now: NOW,
    timeZone: ZONE,
    reps: 4,
    policy: withClocks({ noFollowUpDays: null }),
  });
  otherPool = (await makePool(world.db, START, { members: world.reps })).id;
  const ids = [
    ...(await world.customers(30, { at: START })),
    ...(await world.customers(5, { at: addMs(START, 26 * HOUR), owner: world.rep(0) })),
  ];
  // Nobody ever works on these: they are idle after thirty days.
  await world.customers(2, { at: addMs(START, HOUR), owner: world.rep(2) });
  step = randomBusiness(world, otherPool, ids, 7);
  await work(700, 1);
}, 120_000);

describe("the roll-up", () => {
  it("refuses everybody but the system", async () => {
    const denied = rollUpStats(world.as(world.admin), {});
    await expect(denied).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await storedFigures(world.db)).days).toEqual([]);
  });

  it("says what the ledger says", async () => {
    expect((await rollUp()).days).toBeGreaterThan(30);
    const figures = await expectAgreement();
    // The business did everything there is to count, so that equality means something.
    for (const measure of [
      "claimed",
      "discarded",
      "first_contact",
      "moved_in",
      "qualified",
      "transferred",
      "won",
    ])
      expect(figures.days.some((line) => line.includes(` ${measure} `))).toBe(true);
    expect(figures.levels.some((line) => line.includes(" idle "))).toBe(true);
  });

  it("changes nothing when it is done again", async () => {
    const before = await storedFigures(world.db);
    // A long transaction elsewhere on the server makes it look twice at the same rows, but not for ever.
    let counted = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 10 && counted > 0; tries += 1) counted = (await rollUp()).days;
    expect(counted).toBe(0);
    expect(await storedFigures(world.db)).toEqual(before);
  });

  it("follows what happens from one time to the next", async () => {
    for (let hour = 0; hour < 48; hour += 6) {
      const from = addMs(NOW, hour * HOUR);
      const until = addMs(from, 6 * HOUR);
      await work(25, hour + 2, from, until);
      await rollUp(until);
      await expectAgreement(until);
    }
  });

  it("carries the levels through days on which nothing happens", async () => {
    const later = addMs(NOW, 9 * 24 * HOUR);
    await rollUp(later);
    await expectAgreement(later);
  });

  it("forgets what it told of days to come", async () => {
    const now = addMs(NOW, 9 * 24 * HOUR);
    const later = addMs(now, 5 * 24 * HOUR);
    await rollUp(later);
    await expectAgreement(later);
    await work(20, 55, addMs(now, -HOUR), now);
    await rollUp(now);
    await expectAgreement(now);
    await rollUp(later);
    await expectAgreement(later);
    await rollUp(now);
    await expectAgreement(now);
  });

  it("finds an event that was numbered early and committed late, on a day long past", async () => {
    const now = addMs(NOW, 9 * 24 * HOUR);
    const [late, other] = await world.customers(2, { at: START });
    if (!late || !other) throw new Error("no customers");
    await rollUp(now);
    const slow = connect(testDb().url, { max: 1 });
    const opens = () => ({ tenureId: crypto.randomUUID(), ownerId: world.rep(0).id });
    const past = addMs(START, 5 * 24 * HOUR);
    try {
      await slow.db.transaction(async (tx) => {
        await move({ ...world.system(past), db: tx }, "claimed", late, { opens: opens() });
        await move(world.system(now), "claimed", other, { opens: opens() });
        const order = await tx.execute<{ customer_id: string }>(
          sql`select customer_id from events where customer_id in (${late}, ${other}) and kind = 'claimed' order by seq`,
        );
        expect(order[0]?.customer_id).toBe(late);
        await rollUp(now);
        await expectAgreement(now);
      });
    } finally {
      await slow.end();
    }
    await rollUp(now);
    await expectAgreement(now);
  });

  it("nets a claim with its undoing, also over midnight", async () => {
    const now = addMs(NOW, 9 * 24 * HOUR);
    const [id] = await world.customers(1, { at: START });
    if (!id) throw new Error("no customer");
    const midnight = new Date("2026-11-30T05:00:00Z");
    const opens = { tenureId: crypto.randomUUID(), ownerId: world.rep(1).id };
    await move(world.system(addMs(midnight, -5_000)), "claimed", id, { opens });
    await rollUp(now);
    const before = await expectAgreement(now);
    await move(world.system(addMs(midnight, 4_000)), "claim_undone", id);
    await rollUp(now);
    const after = await expectAgreement(now);
    const claims = (lines: string[]) =>
      lines.filter((line) => line.startsWith("2026-11-29") && line.includes(" claimed "));
    expect(claims(before.days)).not.toEqual(claims(after.days));
  });

  it("nets a reclaim with its undoing, also over midnight: the holding has gone on", async () => {
    const now = addMs(NOW, 9 * 24 * HOUR);
    const midnight = new Date("2026-11-30T05:00:00Z");
    const [id] = await world.customers(1, { at: START });
    if (!id) throw new Error("no customer");
    const opens = { tenureId: crypto.randomUUID(), ownerId: world.rep(1).id };
    await move(world.system(addMs(midnight, -50 * HOUR)), "claimed", id, { opens });
    const contact = { contactId: null, note: "", nextStep: "", nextStepAt: null };
    const call = { customerId: id, channel: "call", outcome: "connected", ...contact } as const;
    await logFollowUp(world.as(world.rep(1), addMs(midnight, -40 * HOUR)), call);
    await rollUp(now);
    const before = await expectAgreement(now);
    const [gone] = await move(world.system(addMs(midnight, -HOUR)), "reclaimed", id);
    if (!gone) throw new Error("not reclaimed");
    await rollUp(now);
    const between = await expectAgreement(now);
    expect(between.days).not.toEqual(before.days);
    await putBack(world.system(addMs(midnight, HOUR)), gone);
    await rollUp(now);
    const after = await expectAgreement(now);
    expect(after).toEqual(before);
    await logFollowUp(world.as(world.rep(1), addMs(midnight, 2 * HOUR)), call);
    await move(world.system(addMs(midnight, 3 * HOUR)), "released", id);
    await rollUp(now);
    const { days } = await expectAgreement(now);
    expect(days.filter((line) => line.includes(" released ")).join()).toContain(String(53 * 3600));
  });

  it("is continued by the next after it was cut off anywhere", async () => {
    const now = addMs(NOW, 10 * 24 * HOUR);
    await work(40, 99, addMs(NOW, -12 * 24 * HOUR), addMs(NOW, -10 * 24 * HOUR));
    await work(20, 100, addMs(NOW, 9 * 24 * HOUR), now);
    let left = 80;
    for (let finished = false; !finished && left > 0; left -= 1) {
      let begun = 0;
      const db = new Proxy(world.db, {
        get(target, key, receiver) {
          if (key === "transaction" && ++begun > 3) throw new Error("killed");
          return Reflect.get(target, key, receiver) as unknown;
        },
      });
      finished = await rollUpStats({ ...world.system(now), db }, {}).then(
        () => true,
        () => false,
      );
    }
    // Three transactions at a time it took many runs, and the last of them came through.
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(70);
    await expectAgreement(now);
  });

  it("is right after two that ran at the same time", async () => {
    const now = addMs(NOW, 10 * 24 * HOUR + 5 * MINUTE);
    await work(60, 123, addMs(now, -4 * MINUTE), now);
    await Promise.all([rollUp(now), rollUp(now), rollUp(now)]);
    await expectAgreement(now);
  });

  it("cuts the days anew when the organisation moves to another time zone", async () => {
    const now = addMs(NOW, 10 * 24 * HOUR + 5 * MINUTE);
    await world.db
      .update(organizations)
      .set({ timeZone: "Asia/Kolkata" })
      .where(eq(organizations.id, world.org.id));
    await rollUp(now);
    await expectAgreement(now);
  });
});
