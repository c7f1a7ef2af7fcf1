import { sql } from "drizzle-orm";
import { compileCondition } from "@/lib/conditions/compile";
import { STORED } from "@/lib/conditions/facts";
import { BUILT_IN } from "@/lib/conditions/known-fields";
import { spanEnd } from "@/lib/conditions/spans";
import { concerns, startOf } from "@/lib/deadlines/clock-steps";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { askedAt, situationOf } from "@/lib/deadlines/situation";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { previewPolicy } from "@/lib/policies/preview-policy";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { firstContact, noDeal, noFollowUp } from "@/lib/policies/return-rule";
import type { PolicyDocument } from "@/lib/policies/schema";
import { addMs, DAY } from "@/lib/time";
import { atLeast, atMost, type Bench, median, onLanes, quantile, timed } from "./measure";
import { asRep, fillHands, fillPool, makeWorld, NOW, UNLIMITED, type World } from "./world";

const ZONE = "Asia/Shanghai";
const DRAFT: PolicyDocument = {
  ...UNLIMITED,
  returnRules: [firstContact(24), noFollowUp(20), noDeal(90)],
};

const asAdmin = (world: World, now = NOW) => ({
  db: world.db,
  actor: { kind: "user" as const, id: world.reps[0] ?? "", role: "admin" as const, teamId: null },
  now,
});

/** A tenth of the customers in hands, most of them spoken to at some time. */
async function worldOfRules(url: string, customers: number): Promise<World> {
  const world = await makeWorld(url, 200, 20, UNLIMITED);
  await fillHands(world, Math.round(customers / 10), 0);
  await world.db.execute(sql`
    update customers set qualified_at = held_since + (length(name) * 7 + hashtext(name) % 30) * interval '1 day', due_policy_id = null
    where state = 'owned' and hashtext(name) % 5 <> 0`);
  await fillPool(world, Math.round((customers * 9) / 10));
  await refreshDeadlines({ db: world.db, actor: { kind: "system", job: "bench" }, now: NOW });
  await world.db.execute(sql`vacuum analyze customers`);
  return world;
}

/** How many the draft's rules take by the end of the notice, counted and nothing else: no pauses, no notice, no names. */
function bareCount(world: World) {
  const situation = situationOf({ timeZone: ZONE, now: NOW }, STORED);
  const asked = askedAt(BUILT_IN, situation, sql`${NOW.toISOString()}::timestamptz`);
  const takes = DRAFT.returnRules.map((rule) => {
    const end = spanEnd(startOf(rule.clock.since, situation), rule.clock.span, sql`${ZONE}::text`);
    return sql`(${compileCondition(concerns(rule), asked)} and ${end} <= ${addMs(NOW, DAY).toISOString()}::timestamptz)`;
  });
  return world.db.execute(sql`
    select count(*) from customers c where c.pool_id = ${world.poolId}::uuid and c.state = 'owned'
      and (${sql.join(takes, sql` or `)})`);
}

/** A preview over a million customers, a tenth of them held, against a bare count of whom its rules take. */
export const preview: Bench = {
  name: "preview",
  async run({ freshDatabase, progress, scale }) {
    const customers = Math.round(1_000_000 * scale);
    progress(`preview: filling ${customers.toLocaleString("en")} customers`);
    const world = await worldOfRules(await freshDatabase(), customers);
    const took = { preview: [] as number[], count: [] as number[] };
    for (let round = -2; round < 15; round++) {
      const count = await timed(() => bareCount(world));
      const all = await timed(() => previewPolicy(asAdmin(world), { poolId: world.poolId, document: DRAFT }));
      if (round < 0) continue;
      took.count.push(count);
      took.preview.push(all);
    }
    await world.end();
    const [value, baseline] = [quantile(took.preview, 0.95), quantile(took.count, 0.95)];
    const ratio = median(took.preview) / median(took.count);
    const common = { name: "preview", value, unit: "ms p95" };
    return [
      { ...common, against: "a bare count", baseline, ratio, ...atMost(3)(ratio) },
      {
        ...common,
        name: "preview-p95",
        against: "a second",
        baseline: 1_000,
        ratio: value / 1_000,
        ...atMost(1)(value / 1_000),
      },
    ];
  },
};

async function claims(world: World, count: number): Promise<number[]> {
  const rows = await world.db.execute<{ id: string }>(
    sql`select id from customers where state = 'pooled' order by md5(id::text) limit ${count}`,
  );
  return onLanes(rows, 8, ({ id }) => {
    const rep = world.reps[Math.floor(Math.random() * world.reps.length)] ?? "";
    return claimCustomer(asRep(world, rep), { customerId: id });
  });
}

/** New deadlines for 100,000 held customers after a publication, against a bare update of the same rows; and claims meanwhile. */
export const republish: Bench = {
  name: "republish",
  async run({ freshDatabase, progress, scale }) {
    const customers = Math.round(1_000_000 * scale);
    progress(`republish: filling ${customers.toLocaleString("en")} customers`);
    const world = await worldOfRules(await freshDatabase(), customers);
    const bare = await timed(() =>
      world.db.execute(sql`
        update customers set due_at = due_at + interval '1 second', remind_at = remind_at + interval '1 second' where state = 'owned'`),
    );
    progress(`republish: bare update ${bare.toFixed(0)} ms`);
    await world.db.execute(sql`vacuum analyze customers`);
    await claims(world, 300);
    const quiet = await claims(world, 2_000);
    let publishing = true;
    const input = { poolId: world.poolId, baseVersion: 1, document: DRAFT, note: "" };
    const published = timed(() => publishPolicy(asAdmin(world, addMs(NOW, 1_000)), input)).finally(() => {
      publishing = false;
    });
    const busy: number[] = [];
    while (publishing) busy.push(...(await claims(world, 100)));
    const withClaims = await published;
    await world.db.execute(sql`update customers set due_policy_id = null where state = 'owned'`);
    await world.db.execute(sql`vacuum analyze customers`);
    const alone = await timed(() =>
      refreshDeadlines({ db: world.db, actor: { kind: "system", job: "bench" }, now: NOW }),
    );
    await world.end();
    progress(
      `republish: ${alone.toFixed(0)} ms alone, ${withClaims.toFixed(0)} ms with ${busy.length} claims meanwhile`,
    );
    const ratio = bare / alone;
    const p99 = quantile(busy, 0.99) / quantile(quiet, 0.99);
    return [
      {
        name: "republish",
        value: alone,
        unit: "ms",
        against: "a bare update",
        baseline: bare,
        ratio,
        ...atLeast(0.3)(ratio),
      },
      {
        ...{
          name: "claim-during-republish",
          value: quantile(busy, 0.99),
          unit: "ms p99",
          against: "without it",
        },
        ...{ baseline: quantile(quiet, 0.99), ratio: p99, ...atMost(3)(p99) },
      },
    ];
  },
};
