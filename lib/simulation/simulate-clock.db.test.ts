import fc from "fast-check";
import { expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import type { BuiltInField } from "@/lib/conditions/fields";
import { addMs, DAY, dayOf } from "@/lib/time";
import { simulateClock } from "./simulate-clock";
import { simulatePolicy } from "./simulate-policy";
import { History, live } from "./testing/random-history";
import { FREELY, rulesOver } from "./testing/random-rules";

const now = new Date("2026-03-02T07:30:00.000Z");
const testDb = useTestDb();
const RUNS = Number(process.env.REPLAY_RUNS ?? 25);

/** Facts that time alone doesn't change. */
const STILL: readonly BuiltInField[] = ["grade", "stage", "won", "contacted", "bounceCount", "tags"];
const anyHistory = fc.record({
  timeZone: fc.constantFrom("Asia/Shanghai", "America/New_York"),
  /** What was in force while people worked. */
  lived: rulesOver(STILL),
  /** What is asked afterwards: the first of its rules is tried at every length. */
  asked: rulesOver(STILL),
  history: History,
  skipped: fc.integer({ min: 0, max: 20 }),
  lengths: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 3, maxLength: 3 }),
});

test(
  `a curve says at each length what a replay of the draft with that length says (${RUNS} histories)`,
  async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(anyHistory, async ({ timeZone, lived, asked, history, skipped, lengths }) => {
        await wipe(testDb());
        const world = await makeWorld(testDb().db, {
          ...{ now, timeZone },
          policy: { ...FREELY, returnRules: lived },
        });
        const end = await live(world, await world.customers(6), history);
        const document = { ...FREELY, returnRules: asked.map((rule) => ({ ...rule, on: true })) };
        const input = {
          ...{ poolId: world.pool.id, document, until: dayOf(end, timeZone) },
          from: dayOf(addMs(now, skipped * DAY), timeZone),
        };
        const ctx = world.as(world.admin, end);
        const { points, dealsInAll } = await simulateClock(ctx, { ...input, ruleId: "rule_0" });
        for (const length of lengths) {
          const returnRules = document.returnRules.map((rule, n) =>
            n === 0
              ? {
                  ...rule,
                  clock: { ...rule.clock, span: { ...rule.clock.span, amount: points[length]?.length ?? 1 } },
                }
              : rule,
          );
          const whole = await simulatePolicy(ctx, { ...input, document: { ...document, returnRules } });
          const { reclaimed, idleDays, deals } = whole.draft;
          taken += reclaimed;
          const point = points[length];
          expect({ ...point, idleDays: 0 }).toEqual({
            ...{ length: point?.length, reclaimed, idleDays: 0, deals: deals.count, value: deals.value },
          });
          expect(point?.idleDays).toBeCloseTo(idleDays, 0);
          expect(whole.dealsInAll).toEqual(dealsInAll);
        }
      }),
      { numRuns: RUNS, ...(process.env.REPLAY_SEED ? { seed: Number(process.env.REPLAY_SEED) } : {}) },
    );
    expect(taken).toBeGreaterThan(RUNS);
  },
  10 * 60_000,
);
