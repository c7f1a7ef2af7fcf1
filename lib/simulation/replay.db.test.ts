import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import type { BuiltInField } from "@/lib/conditions/fields";
import type { PolicyDocument } from "@/lib/policies/schema";
import { addMs, DAY, dayOf } from "@/lib/time";
import { readStage } from "./read-replay";
import { replaySql } from "./replay-sql";
import { History, live } from "./testing/random-history";
import { FREELY, rulesOver } from "./testing/random-rules";

const now = new Date("2026-03-02T07:30:00.000Z");
const testDb = useTestDb();
const RUNS = Number(process.env.REPLAY_RUNS ?? 40);

/** Every fact that a replay knows of any instant. */
const KNOWN: readonly BuiltInField[] = [
  ...(["grade", "stage", "intent", "region", "tags", "won", "contacted", "ownerOnLeave"] as const),
  ...(["bounceCount", "ownerCount", "followUpsSinceProgress", "sinceStageChange", "sinceFollowUp"] as const),
  ...(["sinceDeal", "sincePooled", "sinceClaimed", "sinceQualifyingFollowUp", "sinceGradeDropped"] as const),
];
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
  returnRules: rulesOver(KNOWN),
  history: History,
  /** Whether what looks like a sham is a follow-up nevertheless. */
  counts: fc.boolean(),
});

describe("a replay under the rules that were in force", () => {
  let taken = 0;

  test(
    `takes the same customers by the same rules at the same instants as the sweep did (${RUNS} histories)`,
    async () => {
      await fc.assert(
        fc.asyncProperty(life, async ({ timeZone, returnRules, history, counts }) => {
          await wipe(testDb());
          const policy = { ...FREELY, returnRules, sham: { ...FREELY.sham, counts } };
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
