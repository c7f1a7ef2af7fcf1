import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { makeWorld } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { DomainError } from "@/lib/errors";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { LogFollowUpInput } from "@/lib/follow-ups/schema";

import { auditDatabase } from "@/lib/ledger/audit";
import { NO_GUARD } from "@/lib/policies/guard";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { DAY, HOUR } from "@/lib/time";
import { claimCustomer } from "./claim-customer";

const NOW = new Date("2026-11-20T02:00:00Z");
const plus = (ms: number) => new Date(NOW.getTime() + ms);
const test = useTestDb({ max: 32 });
const NO_LIMITS = { holdingCap: null, claimLimits: { perDay: null, perWeek: null }, guard: NO_GUARD };

/** How each promise ended: `ok`, or the code of the refusal; anything else is an error of the test. */
async function endings(work: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const result of await Promise.allSettled(work)) {
    if (result.status === "rejected" && !(result.reason instanceof DomainError)) throw result.reason;
    const ending = result.status === "fulfilled" ? "ok" : (result.reason as DomainError).code;
    counts[ending] = (counts[ending] ?? 0) + 1;
  }
  return counts;
}

/** How many of these customers a sweep has taken. */
async function reclaimedOf(ids: readonly string[]): Promise<number> {
  const [row] = await test().db.execute<{ n: number }>(
    sql`select count(*)::int as n from events where kind = 'reclaimed' and customer_id = any (${`{${ids.join(",")}}`}::uuid[])`,
  );
  return row?.n ?? 0;
}

const violations = async () => (await auditDatabase(test().db)).filter((one) => one.rows > 0);

describe("a follow-up against the sweep", () => {
  it("either saves the customer or is refused, never both", async () => {
    const world = await makeWorld(test().db, { now: NOW, reps: 20, policy: NO_LIMITS });
    const held = await Promise.all(
      Array.from({ length: 200 }, (_, i) => world.customer({ owner: world.rep(i % 20) })),
    );
    const due = plus(25 * HOUR);
    const ends: Record<string, number> = {};
    const sweep = (limit: number) => reclaimDue(world.system(due), { limit });
    let last: Promise<unknown> = Promise.resolve();
    // Small sweeps go between waves of follow-ups and take from waves to come too, so that both sides win some. The last
    // takes whatever is due while the last two waves are on their way.
    for (let wave = 0; wave < 200; wave += 20) {
      if (wave === 160) last = sweep(200);
      const sweeps = wave < 160 ? [sweep(1), sweep(1)] : [];
      const follow = held.slice(wave, wave + 20).map((customerId, i) => {
        const input = LogFollowUpInput.parse({ customerId, channel: "call", outcome: "connected" });
        return logFollowUp(world.as(world.rep((wave + i) % 20), due), input);
      });
      const [some] = await Promise.all([endings(follow), ...sweeps]);
      for (const [end, n] of Object.entries(some)) ends[end] = (ends[end] ?? 0) + n;
    }
    await last;
    const reclaimed = await reclaimedOf(held);
    expect(reclaimed).toBeGreaterThan(0);
    expect((ends.ok ?? 0) + reclaimed).toBe(200);
    expect((ends.STALE_OWNERSHIP ?? 0) + (ends.NOT_OWNED ?? 0)).toBe(reclaimed);
    expect(await violations()).toEqual([]);
  });

  it("a former owner can't come back through the crack between the sweep and the cool-down", async () => {
    const world = await makeWorld(test().db, { now: NOW, reps: 1, policy: NO_LIMITS });
    const rep = world.rep(0);
    const held = await world.customers(60, { owner: rep });
    const due = plus(2 * DAY);
    const sweep = reclaimDue(world.system(due), {});
    const again = held.map((customer) => claimCustomer(world.as(rep, due), { customerId: customer }));
    const ends = await endings(again);
    await sweep;
    expect(ends.ok).toBeUndefined();
    expect(await violations()).toEqual([]);
  });
});

describe("many clients at once", () => {
  it("32 reps on 300 customers: exactly one winner each", async () => {
    const world = await makeWorld(test().db, { now: NOW, reps: 32, policy: NO_LIMITS });
    const customers = await world.customers(300);
    const claims = customers.flatMap((customer) =>
      world.reps.map((rep) => claimCustomer(world.as(rep), { customerId: customer })),
    );
    expect(await endings(claims)).toEqual({ ok: 300, ALREADY_CLAIMED: 300 * 31 });
    expect(await violations()).toEqual([]);
  }, 120_000);

  it("one rep in 32 tabs never passes the cap", async () => {
    const policy = { holdingCap: 20, claimLimits: { perDay: null, perWeek: null } };
    const world = await makeWorld(test().db, { now: NOW, reps: 1, policy });
    const rep = world.rep(0);
    const customers = await world.customers(64);
    const claims = customers.map((customer) => claimCustomer(world.as(rep), { customerId: customer }));
    expect(await endings(claims)).toEqual({ ok: 20, HOLDING_CAP_REACHED: 44 });
    expect(await violations()).toEqual([]);
  });

  it("one rep in 32 tabs never passes the daily limit, and has a new one after midnight in Shanghai", async () => {
    const world = await makeWorld(test().db, { now: NOW, reps: 1 });
    const rep = world.rep(0);
    const customers = await world.customers(32);
    const claimAll = (at: Date) =>
      endings(customers.map((customer) => claimCustomer(world.as(rep, at), { customerId: customer })));
    expect(await claimAll(NOW)).toEqual({ ok: 3, DAILY_LIMIT_REACHED: 29 });
    const midnight = new Date("2026-11-20T16:00:00Z");
    expect((await claimAll(new Date(midnight.getTime() - 1))).ok).toBeUndefined();
    expect(await claimAll(midnight)).toMatchObject({ ok: 2, WEEKLY_LIMIT_REACHED: 27 });
    expect(await violations()).toEqual([]);
  });

  it("the same operation from ten tabs is done once and answered alike", async () => {
    const world = await makeWorld(test().db, { now: NOW, reps: 1 });
    const rep = world.rep(0);
    const customer = await world.customer();
    const ctx = { ...world.as(rep), operationKey: "tap" };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => claimCustomer(ctx, { customerId: customer })),
    );
    expect(new Set(answers.map((answer) => answer.version))).toEqual(new Set([2]));
    const [row] = await test().db.execute<{ n: number }>(
      sql`select count(*)::int as n from events where customer_id = ${customer}::uuid`,
    );
    expect(row?.n).toBe(2);
  });
});
