import { sql } from "drizzle-orm";
import { ALWAYS } from "@/lib/conditions/schema";
import type { Ctx } from "@/lib/context";
import { backToMarketing, nobodyWants } from "@/lib/policies/pool-rule";
import { firstContact, noDeal, noFollowUp, type ReturnRule } from "@/lib/policies/return-rule";
import { DEFAULT_POLICY, type PolicyDocument } from "@/lib/policies/schema";
import { simulateClock } from "@/lib/simulation/simulate-clock";
import { simulatePolicy } from "@/lib/simulation/simulate-policy";
import { addMs, DAY, dayOf } from "@/lib/time";
import { type History, makeHistory } from "./history";
import { atMost, type Bench, median, type Result, timed } from "./measure";
import { NOW } from "./world";

const TENURES = 100_000;
/** Ledger events of a history in which one pool of the three has so many tenures. */
const EVENTS_PER_TENURE = 7.6;
const ZONE = "Asia/Shanghai";
const ROUNDS = 5;
/** What an admin waits for, in milliseconds. */
const AIM = 5_000;

const asAdmin = ({ db, adminId }: History): Ctx => ({
  db,
  actor: { kind: "user", id: adminId, role: "admin", teamId: null },
  now: NOW,
});

const workingDays = (amount: number) => {
  const rule = noFollowUp(amount);
  return { ...rule, clock: { ...rule.clock, span: { amount, unit: "working_days" as const } } };
};

/** Two calendar rules and one in working days; the version in force has three in calendar days. */
const DRAFT: PolicyDocument = {
  ...DEFAULT_POLICY,
  returnRules: [firstContact(48), workingDays(7), noDeal(20)],
};

const overCap: ReturnRule = {
  ...noFollowUp(5),
  ...{ id: "over_cap", when: ALWAYS, clock: { since: "over_cap", span: { amount: 1, unit: "days" } } },
};
const leaver: ReturnRule = { ...overCap, id: "leaver", clock: { ...overCap.clock, since: "owner_left" } };

/** The same with everything that a replay can follow. */
const whole = (holdingCap: number): PolicyDocument => ({
  ...DRAFT,
  holdingCap,
  returnRules: [...DRAFT.returnRules, overCap, leaver],
  poolRules: [nobodyWants(10), backToMarketing(3, 5)],
});

/** A cap that everybody is over, all year. */
const TOO_TIGHT = 3;

/** Half of what a rep of the pool holds on average, because the draft's other rules take as much: some are over it, now and then. */
async function tightCap(history: History, poolId: string): Promise<number> {
  const [row] = await history.db.execute<{ held: number }>(sql`
    select (count(*)::float / count(distinct user_id))::float as held from tenures where pool_id = ${poolId}::uuid and ended_at is null`);
  return Math.max(TOO_TIGHT + 1, Math.ceil((row?.held ?? 0) / 2));
}

/** The same tenures, follow-ups and deals read and added up once, and nothing else. */
const floor = (history: History, poolId: string) =>
  history.db.execute(sql`
    select count(*), sum(extract(epoch from coalesce(t.ended_at, ${NOW.toISOString()}::timestamptz) - t.started_at)), max(f.at), max(d.at)
    from tenures t left join (select tenure_id, max(at) as at from follow_ups group by 1) f on f.tenure_id = t.id
    left join (select tenure_id, max(at) as at from deals group by 1) d on d.tenure_id = t.id where t.pool_id = ${poolId}::uuid`);

/** Leave and protections as they are in life: a few of each. */
async function rest(history: History): Promise<void> {
  const { db } = history;
  await db.execute(sql`
    insert into leaves (id, user_id, from_on, until_on, from_at, until_at, created_at)
    select gen_random_uuid(), u.id, d::date, d::date + 4, d, d + interval '5 days', d - interval '3 days'
    from users u cross join generate_series(1, 4) n cross join lateral (
      select date_trunc('day', ${NOW.toISOString()}::timestamptz) - (n * 80 + abs(hashtext(u.id::text)) % 60) * interval '1 day' as d) x where u.role = 'rep'`);
  await db.execute(sql`
    insert into protections (id, customer_id, tenure_id, user_id, from_at, until_at)
    select gen_random_uuid(), t.customer_id, t.id, t.user_id, t.started_at + interval '1 day', t.started_at + interval '6 days'
    from tenures t where abs(hashtext(t.id::text)) % 50 = 0 and coalesce(t.ended_at, ${NOW.toISOString()}::timestamptz) > t.started_at + interval '1 day'`);
  for (const table of ["leaves", "protections"]) await db.execute(sql.raw(`vacuum analyze ${table}`));
}

const WHAT = ["floor", "replay", "whole", "crowded", "curve"] as const;
type Took = Record<(typeof WHAT)[number], number[]>;

/** A replay of all that one can follow; it must have found what the draft is made for. */
async function replayWhole(
  ctx: Ctx,
  input: { poolId: string; from: string; until: string },
  document: PolicyDocument,
) {
  const { draft, stays } = await simulatePolicy(ctx, { ...input, document });
  const over = draft.byRule.find(({ rule }) => rule.id === overCap.id)?.reclaimed ?? 0;
  if (over === 0 || !stays || stays.ended === 0) {
    throw new Error(`the replay is not whole: ${over} over the cap, ${stays?.ended} stays`);
  }
}

async function measure(history: History, poolId: string, tenures: number): Promise<Took> {
  const period = {
    from: dayOf(addMs(NOW, -366 * DAY), ZONE),
    until: dayOf(NOW, ZONE),
  };
  const cap = await tightCap(history, poolId);
  const took: Took = { floor: [], replay: [], whole: [], crowded: [], curve: [] };
  for (let round = -1; round < ROUNDS; round++) {
    const ctx = asAdmin(history);
    const input = { poolId, document: DRAFT, ...period };
    const one = {
      floor: await timed(() => floor(history, poolId)),
      replay: await timed(async () => {
        const { draft, real } = await simulatePolicy(ctx, input);
        if (real.tenures !== tenures || draft.reclaimed === 0) throw new Error("the replay is not whole");
      }),
      whole: await timed(() => replayWhole(ctx, input, whole(cap))),
      // The worst that can be asked takes long: once.
      crowded: round > 0 ? 0 : await timed(() => replayWhole(ctx, input, whole(TOO_TIGHT))),
      curve: await timed(() => simulateClock(ctx, { ...input, ruleId: "no_deal" })),
    };
    if (round < 0) continue;
    for (const name of WHAT) took[name].push(one[name]);
  }
  return took;
}

/** A year of 100,000 tenures replayed under a draft and under the version in force, and the curve of a rule's clock. */
export const simulate: Bench = {
  name: "simulate",
  async run({ freshDatabase, progress, scale }) {
    progress("simulate: writing a year of business");
    const history = await makeHistory(await freshDatabase(), Math.round(TENURES * EVENTS_PER_TENURE * scale));
    try {
      await rest(history);
      const [poolId = ""] = history.poolIds;
      const [row] = await history.db.execute<{ n: number }>(
        sql`select count(*)::int as n from tenures where pool_id = ${poolId}::uuid`,
      );
      const tenures = row?.n ?? 0;
      const took = await measure(history, poolId, tenures);
      const [bare, replay, curve] = [median(took.floor), median(took.replay), median(took.curve)];
      const [whole, crowded] = [median(took.whole), Math.max(...took.crowded)];
      const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
      progress(
        `simulate: ${tenures} tenures in ${seconds(replay)}, with caps, leavers and stays in ${seconds(whole)}, with all of them over the cap in ${seconds(crowded)}, a curve in ${seconds(curve)}, read once in ${seconds(bare)} (${(replay / bare).toFixed(1)} and ${(curve / bare).toFixed(1)} times)`,
      );
      const result = (name: string, value: number): Result => ({
        ...{ name, value, unit: "ms", against: "five seconds", baseline: AIM },
        ...{ ratio: value / AIM, ...atMost(1)(value / AIM) },
      });
      const floorOf = (name: string, value: number, aim: number): Result => ({
        ...{ name, value, unit: "ms", against: `${tenures} tenures read once`, baseline: bare },
        ...{ ratio: value / bare, ...atMost(aim)(value / bare) },
      });
      return [
        result("simulate", replay),
        floorOf("simulate-floor", replay, 30),
        result("simulate-whole", whole),
        result("simulate-crowded", crowded),
        result("simulate-curve", curve),
        floorOf("simulate-curve-floor", curve, 30),
      ];
    } finally {
      await history.end();
    }
  },
};
