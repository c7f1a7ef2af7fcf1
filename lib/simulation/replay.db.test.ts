import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import type { BuiltInField } from "@/lib/conditions/fields";
import type { PoolRule } from "@/lib/policies/pool-rule";
import { noFollowUp } from "@/lib/policies/return-rule";
import type { PolicyDocument } from "@/lib/policies/schema";
import { addMs, DAY, dayOf, HOUR } from "@/lib/time";
import { leftWithOwnerSql } from "./leavers-sql";
import { readStage } from "./read-replay";
import { stayReplayOf } from "./read-stays";
import { withOverflow } from "./replay-overflow";
import { replaySql } from "./replay-sql";
import { staysSql } from "./stays-sql";
import { History, live } from "./testing/random-history";
import { FREELY, poolRulesOver, rulesOfPeopleOver, rulesOver } from "./testing/random-rules";

const now = new Date("2026-03-02T07:30:00.000Z");
const testDb = useTestDb();
const RUNS = Number(process.env.REPLAY_RUNS ?? 40);

/** Every fact that a replay knows of any instant. */
const KNOWN: readonly BuiltInField[] = [
  ...(["grade", "stage", "intent", "region", "tags", "won", "contacted", "ownerOnLeave"] as const),
  ...(["bounceCount", "ownerCount", "followUpsSinceProgress", "sinceStageChange", "sinceFollowUp"] as const),
  ...(["sinceDeal", "sincePooled", "sinceClaimed", "sinceQualifyingFollowUp", "sinceGradeDropped"] as const),
];
/** Facts of what lies in a pool. */
const POOLED: readonly BuiltInField[] = [
  ...([
    "grade",
    "stage",
    "intent",
    "region",
    "tags",
    "won",
    "contacted",
    "bounceCount",
    "ownerCount",
  ] as const),
  ...(["sinceStageChange", "sinceFollowUp", "sinceDeal", "sincePooled", "sinceGradeDropped"] as const),
];
type Hit = { customer: string; rule: string; at: string };

const readHits = (rows: readonly Record<string, string | null>[]): Hit[] =>
  rows.map((row) => ({
    ...{ customer: String(row.customer_id), rule: String(row.rule) },
    at: new Date(row.at ?? 0).toISOString(),
  }));

const stageOf = (world: World, end: Date) =>
  readStage(world.as(world.admin, end), {
    poolId: world.pool.id,
    from: dayOf(addMs(now, -2 * DAY), world.timeZone),
    until: dayOf(end, world.timeZone),
  });

async function replayed(world: World, document: PolicyDocument, end: Date): Promise<[Hit[], Hit[]]> {
  const ctx = world.as(world.admin, end);
  const replay = await withOverflow(ctx, await (await stageOf(world, end)).replayOf(document));
  const rows = await world.db.execute<Record<string, string>>(
    sql`with ${replaySql(replay)} select customer_id, rule, at from hits order by at, customer_id`,
  );
  const left = await world.db.execute<Record<string, string>>(
    sql`with ${replaySql(replay)} select customer_id, rule, at from (${leftWithOwnerSql(replay)}) l order by at, customer_id`,
  );
  return [readHits(rows), readHits(left)];
}

async function stayed(world: World, document: PolicyDocument, end: Date): Promise<Hit[]> {
  const replay = await stayReplayOf(world, await stageOf(world, end), document);
  if (!replay) return [];
  const rows = await world.db.execute<Record<string, string>>(
    sql`with ${staysSql(replay)} select customer_id, rule, at from hits order by at, customer_id`,
  );
  return readHits(rows);
}

const really = async (world: World, kind: string, byRule = true): Promise<Hit[]> =>
  readHits(
    await world.db.execute<Record<string, string>>(sql`
      select customer_id, rule, at from events where kind = ${kind} and (rule is not null or not ${byRule}) order by at, customer_id`),
  );

const life = fc.record({
  timeZone: fc.constantFrom("Asia/Shanghai", "America/New_York", "Australia/Lord_Howe"),
  returnRules: fc.oneof(rulesOver(KNOWN), rulesOfPeopleOver(KNOWN), rulesOfPeopleOver(KNOWN)),
  history: History,
  /** Whether what looks like a sham is a follow-up nevertheless. */
  counts: fc.boolean(),
  /** How many everybody may hold; and by what it is chosen what is too many. */
  cap: fc.constantFrom(1, 1, 2),
  overflowOrder: fc.uniqueArray(fc.constantFrom("grade", "intent", "stage", "last_follow_up", "held_since"), {
    minLength: 1,
    maxLength: 3,
  }),
  countsTowardsCap: fc.boolean(),
});
const deed = (kind: History[number]["deed"]["kind"], jump: number, what = 0): History[number] => ({
  ...{ jump, deed: { kind, who: 0, what, how: 1 } },
});
/** One who holds three where one is allowed, loses two of them after a day, and leaves with the third. */
const CROWDED: typeof life extends fc.Arbitrary<infer T> ? T : never = {
  ...{ timeZone: "Asia/Shanghai", counts: true, cap: 1, countsTowardsCap: true },
  overflowOrder: ["held_since"],
  returnRules: (["over_cap", "owner_left"] as const).map((since) => ({
    ...{
      ...noFollowUp(1),
      id: since,
      when: { all: [] },
      clock: { since, span: { amount: 1, unit: "days" as const } },
    },
  })),
  history: [
    ...[0, 1, 2].map((what) => deed("claim", HOUR, what)),
    ...[deed("followUp", 3 * DAY), deed("letGo", HOUR)],
  ],
};
/** A customer that a rule concerns from the very instant on at which its stay is long enough. */
const LABELLED = {
  timeZone: "Asia/Shanghai" as const,
  poolRules: [
    {
      ...{ id: "pool_rule_0", name: "", on: true, when: { field: "bounceCount", op: "is_set" } },
      ...{ except: { field: "tags", op: "is_empty" }, stay: { amount: 2, unit: "days" } },
      end: { kind: "invalidate", reason: "unwanted" },
    } satisfies PoolRule,
  ],
  history: [deed("tags", 2 * DAY), deed("claim", 1)],
};
const seeded = {
  numRuns: RUNS,
  ...(process.env.REPLAY_SEED ? { seed: Number(process.env.REPLAY_SEED) } : {}),
};

async function worldOf(timeZone: string, policy: PolicyDocument): Promise<{ world: World; ids: string[] }> {
  await wipe(testDb());
  const world = await makeWorld(testDb().db, { now, timeZone, policy });
  return { world, ids: await world.customers(8) };
}

describe("a replay under the rules that were in force", () => {
  const taken = { clocks: 0, overCap: 0, left: 0, stays: 0 };

  test(
    `takes the same customers by the same rules at the same instants as the sweep did, and as those who left (${RUNS} histories)`,
    async () => {
      await fc.assert(
        fc.asyncProperty(life, async ({ timeZone, returnRules, history, counts, cap, ...more }) => {
          const sham = { ...FREELY.sham, counts };
          const { overflowOrder, countsTowardsCap } = more;
          const policy = { ...FREELY, returnRules, sham, overflowOrder, won: { countsTowardsCap } };
          const { world, ids } = await worldOf(timeZone, policy);
          const end = await live(world, ids, history, { cap });
          const [real, left] = [await really(world, "reclaimed"), await really(world, "departed", false)];
          const overCap = returnRules.filter(({ clock }) => clock.since === "over_cap").map(({ id }) => id);
          taken.clocks += real.length;
          taken.overCap += real.filter(({ rule }) => overCap.includes(rule)).length;
          taken.left += left.filter(({ rule }) => rule !== "null").length;
          expect(await replayed(world, policy, end)).toEqual([real, left]);
        }),
        { ...seeded, examples: [[CROWDED]] },
      );
      if (process.env.REPLAY_TELL) console.log(taken);
      // A history in which nothing is taken proves nothing.
      expect(taken.clocks).toBeGreaterThan(RUNS / 2);
      expect(Math.min(taken.overCap, taken.left)).toBeGreaterThan(0);
    },
    10 * 60_000,
  );

  test(
    `ends the same stays in the pool by the same rules at the same instants as the clean-up did (${RUNS} histories)`,
    async () => {
      const stays = fc.record({
        timeZone: fc.constantFrom("Asia/Shanghai", "America/New_York"),
        ...{ poolRules: poolRulesOver(POOLED), history: History },
      });
      await fc.assert(
        fc.asyncProperty(stays, async ({ timeZone, poolRules, history }) => {
          const policy = { ...FREELY, returnRules: [noFollowUp(6)], poolRules };
          const { world, ids } = await worldOf(timeZone, policy);
          const end = await live(world, ids, history, { poolRules: poolRules.filter(({ on }) => on) });
          const real = (await really(world, "invalidated")).filter(({ rule }) => rule !== "null");
          taken.stays += real.length;
          expect(await stayed(world, policy, end)).toEqual(real);
        }),
        { ...seeded, examples: [[LABELLED]] },
      );
      expect(taken.stays).toBeGreaterThan(RUNS);
    },
    10 * 60_000,
  );
});
