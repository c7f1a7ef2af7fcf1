import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import type { BuiltInField } from "@/lib/conditions/fields";
import { ALWAYS } from "@/lib/conditions/schema";
import { conditions } from "@/lib/conditions/testing/arbitrary";
import { type ClockStart, NEVER, type ReturnRule } from "@/lib/policies/return-rule";
import { DEFAULT_POLICY, type PolicyDocument } from "@/lib/policies/schema";
import { addMs, DAY, dayOf } from "@/lib/time";
import { readStage } from "./read-replay";
import { replaySql } from "./replay-sql";
import { History, live } from "./testing/random-history";

const now = new Date("2026-03-02T07:30:00.000Z");
const testDb = useTestDb();
const RUNS = Number(process.env.REPLAY_RUNS ?? 40);

/** Every fact that a replay knows of any instant. */
const KNOWN: readonly BuiltInField[] = [
  ...(["grade", "stage", "intent", "region", "tags", "won", "contacted", "ownerOnLeave"] as const),
  ...(["bounceCount", "ownerCount", "followUpsSinceProgress", "sinceStageChange", "sinceFollowUp"] as const),
  ...(["sinceDeal", "sincePooled", "sinceClaimed", "sinceQualifyingFollowUp", "sinceGradeDropped"] as const),
];
const KNOWN_CLOCKS: readonly ClockStart[] = [
  ...(["claimed", "qualifying_follow_up", "follow_up", "deal"] as const),
  ...(["stage_change", "grade_dropped", "intent_dropped"] as const),
];
const span = fc.oneof(
  fc.record({ amount: fc.integer({ min: 0, max: 200 }), unit: fc.constant("hours" as const) }),
  fc.record({
    amount: fc.integer({ min: 0, max: 20 }),
    unit: fc.constantFrom("days" as const, "working_days" as const),
  }),
);
const rule = fc.record<Omit<ReturnRule, "id">>({
  name: fc.constant(""),
  on: fc.constantFrom(true, true, true, false),
  when: fc.oneof(fc.constant(ALWAYS), conditions(KNOWN, [])),
  except: fc.oneof(fc.constant(NEVER), fc.constant(NEVER), conditions(KNOWN, [])),
  clock: fc.record({
    since: fc.constantFrom(...KNOWN_CLOCKS),
    span,
  }),
  reminders: fc.constant([]),
  targetPoolId: fc.constant(null),
  coolDownDays: fc.constant(null),
});

const policies = fc
  .array(rule, { minLength: 1, maxLength: 3 })
  .map((rules) => ({ ...FREELY, returnRules: rules.map((one, n) => ({ ...one, id: `rule_${n}` })) }));

const FREELY: PolicyDocument = {
  ...DEFAULT_POLICY,
  ...{ holdingCap: null, claimLimits: { perDay: null, perWeek: null }, coolDownDays: 0 },
  protection: { maxCustomers: 20, maxDays: 30 },
};

type Hit = { customer: string; rule: string; at: string };

async function replayed(world: World, document: PolicyDocument, end: Date): Promise<Hit[]> {
  const stage = await readStage(world.as(world.admin, end), {
    poolId: world.pool.id,
    from: dayOf(addMs(now, -2 * DAY), world.timeZone),
    until: dayOf(end, world.timeZone),
  });
  const replay = await stage.replayOf(document);
  const rows = await world.db.execute<Record<string, string>>(
    sql`with ${replaySql(replay)} select customer_id, rule, at from hits order by at, customer_id`,
  );
  return rows.map((row) => ({
    ...{ customer: String(row.customer_id), rule: String(row.rule) },
    at: new Date(row.at ?? 0).toISOString(),
  }));
}

async function reclaimedReally(world: World): Promise<Hit[]> {
  const rows = await world.db.execute<Record<string, string>>(
    sql`select customer_id, rule, at from events where kind = 'reclaimed' order by at, customer_id`,
  );
  return rows.map((row) => ({
    ...{ customer: String(row.customer_id), rule: String(row.rule) },
    at: new Date(row.at ?? 0).toISOString(),
  }));
}

const life = fc.record({
  timeZone: fc.constantFrom("Asia/Shanghai", "America/New_York", "Australia/Lord_Howe"),
  policy: policies,
  history: History,
});

describe("a replay under the rules that were in force", () => {
  let taken = 0;

  test(
    `takes the same customers by the same rules at the same instants as the sweep did (${RUNS} histories)`,
    async () => {
      await fc.assert(
        fc.asyncProperty(life, async ({ timeZone, policy, history }) => {
          await wipe(testDb());
          const world = await makeWorld(testDb().db, { now, timeZone, policy });
          const ids = await world.customers(6);
          const end = await live(world, ids, history);
          const real = await reclaimedReally(world);
          taken += real.length;
          expect(await replayed(world, policy, end)).toEqual(real);
        }),
        { numRuns: RUNS, ...(process.env.REPLAY_SEED ? { seed: Number(process.env.REPLAY_SEED) } : {}) },
      );
      // A history in which nothing is taken proves nothing.
      expect(taken).toBeGreaterThan(RUNS);
    },
    10 * 60_000,
  );
});
