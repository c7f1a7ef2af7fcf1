import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { type BuiltInField, FIELDS } from "@/lib/conditions/fields";
import { conditions } from "@/lib/conditions/testing/arbitrary";
import { enterRandom } from "@/lib/conditions/testing/enter-random";
import { customerColumns, readPlain } from "@/lib/conditions/testing/plain-customers";
import { holds } from "@/lib/conditions/testing/plain-evaluate";
import { allocationRule } from "@/lib/policies/allocation-rule";
import { addMs, HOUR } from "@/lib/time";
import { dealUnder, readDeal } from "./read-deal";
import { readPage, readWaiting } from "./read-waiting";

const now = new Date("2026-11-20T02:00:00.000Z");
const testDb = useTestDb();
let world: World;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now, timeZone: "America/New_York" });
  await enterRandom(world, fc.sample(customerColumns, { numRuns: 60, seed: 11 }));
  // As they lie in the pool; what came before of each stays what a condition may ask.
  await testDb().db.execute(sql`
    update customers set state = 'pooled', owner_id = null, pooled_at = held_since, held_since = null, qualified_at = null, won_at = null,
      due_at = null, due_rule = null, due_from = null, remind_at = null, due_policy_id = null`);
});

const isWorking = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

test("the rule that decides is the first that a plain reading finds, at any instant, page by page too", async () => {
  const db = testDb().db;
  const all = await readPlain(db, world.timeZone);
  expect(all).toHaveLength(60);
  const calendar = { timeZone: world.timeZone, isWorking };
  const asked = conditions(Object.keys(FIELDS) as BuiltInField[], [world.team.id]);
  const rules = fc.array(fc.record({ when: asked, except: asked, on: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(rules, fc.integer({ min: -60 * 24, max: 60 * 24 }), async (given, hours) => {
      const at = addMs(now, hours * HOUR);
      const allocationRules = given.map((rule, n) => allocationRule({ id: `r${n}`, ...rule }));
      const inForce = await readDeal(db, world.pool.id, at);
      const deal = await dealUnder(db, { ...inForce, document: { ...inForce.document, allocationRules } });
      const running = allocationRules.filter(({ on }) => on);
      const expected = new Map(
        all.map(({ id, factAt }) => {
          const meets = (condition: (typeof running)[number]["when"]) =>
            holds(condition, factAt, at.getTime(), calendar);
          return [id, running.findIndex(({ when, except }) => meets(when) && !meets(except))];
        }),
      );
      const waiting = await readWaiting(db, deal, [...expected.keys()]);
      expect(new Map(waiting.map(({ id, place }) => [id, place ?? -1]))).toEqual(expected);
      const places = running.map((_, place) => place).filter((place) => place % 2 === 0);
      const found: string[] = [];
      for (let after = null as Awaited<ReturnType<typeof readPage>>["last"]; ; ) {
        const page = await readPage(db, deal, { since: null, places, after, sparing: false }, 7);
        found.push(...page.ids);
        if (page.ids.length < 7) break;
        after = page.last;
      }
      const open = [...expected].filter(([, place]) => places.includes(place)).map(([id]) => id);
      expect(found.toSorted()).toEqual(open.toSorted());
    }),
    { numRuns: 150 },
  );
});
