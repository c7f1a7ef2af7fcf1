import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { EventFacts } from "@/db/schema/ledger";
import { useTestDb } from "@/db/testing";
import { withClocks } from "@/db/testing/clocks";
import { makeWorld, type World } from "@/db/testing/factories";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import type { QuietHours } from "@/lib/policies/quiet-hours";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { DAY, HOUR, MINUTE } from "@/lib/time";
import { sendReminders } from "./send-reminders";

const now = new Date("2026-11-20T02:00:00.000Z");
const later = (ms: number) => new Date(now.getTime() + ms);
const testDb = useTestDb();
const NIGHT: QuietHours = [22, 9];
let world: World;

beforeEach(async () => {
  // A day until the first contact; reminders five hours, two hours and half an hour before.
  world = await makeWorld(testDb().db, { now, policy: withClocks({ reminderLeadMinutes: [300, 120, 30] }) });
});

async function claimed(of = world): Promise<string> {
  const customerId = await of.customer();
  await claimCustomer(of.as(of.rep(0)), { customerId });
  return customerId;
}

async function factsOf(customerId: string): Promise<EventFacts> {
  const [row] = await testDb().db.execute<{ facts: EventFacts }>(
    sql`select facts from events where customer_id = ${customerId} and kind = 'reclaimed' order by version desc limit 1`,
  );
  return row?.facts ?? {};
}

const told = async (customerId: string) =>
  (
    await testDb().db.execute<{ n: number }>(
      sql`select count(*)::int as n from notifications where kind = 'deadline_near' and customer_id = ${customerId}`,
    )
  )[0]?.n;

const remind = (ms: number) => sendReminders(world.system(later(ms)));
const reclaim = (ms: number, of = world) => reclaimDue(of.system(later(ms)));

describe("quiet hours", () => {
  it("bring a reminder forward to their beginning, and what was told then isn't told again", async () => {
    // Claimed at 10:00 in Shanghai, due at 10:00; five and two hours before are 05:00 and 08:00.
    const quiet = {
      ...withClocks({ reminderLeadMinutes: [300, 120, 30] }),
      quietHours: NIGHT,
    };
    const other = await makeWorld(testDb().db, { now, policy: quiet });
    const customerId = await claimed(other);
    const send = (hours: number) => sendReminders(other.system(later(hours * HOUR)));
    const counts: (number | undefined)[] = [];
    for (const hours of [11.9, 12, 19, 22, 23, 23.5, 23.6]) {
      await send(hours);
      counts.push(await told(customerId));
    }
    expect(counts).toEqual([0, 1, 1, 1, 1, 2, 2]);
  });
});

describe("a reclaim says how its owner was reminded", () => {
  it("counts each stage of the ladder, told once however often the job runs", async () => {
    const customerId = await claimed();
    for (const hours of [19, 19, 22, 23.5, 23.9]) await remind(hours * HOUR);
    expect(await told(customerId)).toBe(3);
    await reclaim(DAY);
    expect(await factsOf(customerId)).toMatchObject({ reminded: 3, unreminded: null, unsentFrom: null });
  });

  it("tells stages missed in an outage as one", async () => {
    const customerId = await claimed();
    await remind(22 * HOUR + MINUTE);
    await remind(23.5 * HOUR);
    await reclaim(DAY);
    expect(await factsOf(customerId)).toMatchObject({ reminded: 2, unreminded: null });
  });

  it("names the first reminder that no job came to send, also when reminders run first after the outage", async () => {
    const customerId = await claimed();
    await remind(19 * HOUR);
    await remind(2 * DAY);
    expect(await told(customerId)).toBe(1);
    await reclaim(2 * DAY);
    const facts = await factsOf(customerId);
    expect(facts).toMatchObject({ reminded: 1, unreminded: "not_sent" });
    expect(new Date(String(facts.unsentFrom))).toEqual(later(22 * HOUR));
  });

  it("says when the rules have no reminders", async () => {
    const silent = await makeWorld(testDb().db, { now, policy: withClocks({ reminderLeadMinutes: [] }) });
    const customerId = await claimed(silent);
    await reclaim(DAY, silent);
    expect(await factsOf(customerId)).toMatchObject({ reminded: 0, unreminded: "none_set" });
  });

  it("says when the deadline was set too late for any", async () => {
    const tight = await makeWorld(testDb().db, {
      now,
      policy: withClocks({ reminderLeadMinutes: [3 * 24 * 60] }),
    });
    const customerId = await claimed(tight);
    await reclaim(DAY, tight);
    expect(await factsOf(customerId)).toMatchObject({ reminded: 0, unreminded: "too_late" });
  });

  it("does not count the reminders of an earlier owner", async () => {
    const customerId = await claimed();
    await remind(19 * HOUR);
    await reclaim(DAY);
    await claimCustomer(world.as(world.rep(1), later(DAY)), { customerId });
    await reclaim(3 * DAY);
    expect(await factsOf(customerId)).toMatchObject({ reminded: 0, unreminded: "not_sent" });
  });
});
