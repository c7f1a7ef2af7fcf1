import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import type { World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { ALWAYS } from "@/lib/conditions/schema";
import { enterRandom } from "@/lib/conditions/testing/enter-random";
import { customerColumns } from "@/lib/conditions/testing/plain-customers";
import { deadlineSql, deadlinesSql } from "@/lib/deadlines/deadline-sql";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { situationOf } from "@/lib/deadlines/situation";
import {
  giveLeave,
  givePauses,
  giveProtection,
  now,
  policies,
  setUpCalendar,
  stretch,
} from "@/lib/deadlines/testing/random-lives";
import { addMs, DAY, MINUTE } from "@/lib/time";
import { readCompared, triedOn } from "./compared";
import { type Compared, heldBoth } from "./preview-sql";
import { publishPolicy } from "./publish-policy";
import type { PolicyDocument } from "./schema";

const testDb = useTestDb();

type Told = {
  id: string;
  was_at: string | null;
  was_rule: string | null;
  is_at: string | null;
  is_rule: string | null;
};
type Took = Told & { is_grace: string | null; takers: number; running: number };

/** What the preview reads of all customers at once. */
async function atOnce(world: World, compared: Compared): Promise<Took[]> {
  const rows = await world.db.execute<Omit<Took, "is_rule"> & { is_place: number | null }>(sql`
    select id, was_at, was_rule, is_at, is_place, is_grace, takers, running from (${heldBoth(compared)}) h order by id`);
  const on = compared.draft.document.returnRules.filter((rule) => rule.on);
  return rows.map(({ is_place: place, ...row }) => ({
    ...row,
    is_rule: place === null ? null : (on[place]?.id ?? ""),
  }));
}

/** The same, computed customer by customer as a sweep would have it, of the zone instant by instant, and counted by hand. */
async function oneByOne(world: World, compared: Compared): Promise<Took[]> {
  const { draft, inForce, timeZone, now, noticeUntil } = compared;
  const situation = situationOf({ timeZone, now });
  const ids = await world.db.execute<{ id: string }>(sql`select id from customers`);
  const tried = triedOn(
    compared,
    ids.map(({ id }) => id),
  );
  const on = draft.document.returnRules.filter((rule) => rule.on);
  const bitsOf = (rules: readonly string[]) =>
    on.reduce((bits, { id }, place) => bits + (rules.includes(id) ? 2 ** place : 0), 0);
  const rows = await world.db.execute<
    Told & { is_grace: string | null; all: { rule: string; due_at: string }[] | null }
  >(sql`
    select c.id, w.due_at as was_at, w.rule as was_rule, d.due_at as is_at, d.rule as is_rule, d.grace_until as is_grace,
      (select json_agg(a) from (${deadlinesSql(draft, tried)}) a) as all
    from customers c cross join lateral (${deadlineSql(inForce, situation)}) w cross join lateral (${deadlineSql(draft, tried)}) d
    where c.state = 'owned' order by c.id`);
  return rows.map(({ all, ...row }) => ({
    ...row,
    takers: bitsOf((all ?? []).flatMap((one) => (new Date(one.due_at) <= noticeUntil ? [one.rule] : []))),
    running: bitsOf((all ?? []).map((one) => one.rule)),
  }));
}

const life = fc.record({
  timeZone: fc.constantFrom("Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Europe/London"),
  customers: fc.array(customerColumns, { minLength: 60, maxLength: 60 }),
  inForce: policies,
  drafted: policies,
  /** What becomes of the rules of the version in force in the draft. */
  fates: fc.array(fc.constantFrom("kept" as const, "altered" as const, "gone" as const), {
    minLength: 3,
    maxLength: 3,
  }),
  published: fc.integer({ min: -40 * 24 * 60, max: 0 }),
  /** How long after the publication somebody asks. */
  asked: fc.oneof(fc.integer({ min: 0, max: 30 * 60 }), fc.integer({ min: 0, max: 300 * 24 * 60 })),
  leave: fc.array(stretch, { maxLength: 3 }),
  stops: fc.array(stretch, { maxLength: 2 }),
  shield: stretch,
  stale: fc.constantFrom(0, 3, 60),
});

test("what a preview reads of a pool at once is what each customer's deadlines are, one by one", async () => {
  const seen = { customers: 0, moved: 0, kept: 0, stale: 0, graced: 0 };
  await fc.assert(
    fc.asyncProperty(life, async (one) => {
      await wipe(testDb());
      const world = await setUpCalendar(testDb().db, one.timeZone);
      const ids = await enterRandom(world, one.customers);
      await giveLeave(world, one.leave);
      await givePauses(world, one.stops);
      await giveProtection(
        world,
        ids.filter((_, n) => n % 4 === 0),
        one.shield,
      );
      const publish = (baseVersion: number, document: PolicyDocument, at: Date) =>
        publishPolicy(world.as(world.admin, at), { poolId: world.pool.id, baseVersion, document, note: "" });
      const at = addMs(now, one.published * MINUTE);
      await publish(1, one.drafted, addMs(at, -2 * DAY));
      await publish(2, one.inForce, at);
      const later = addMs(at, one.asked * MINUTE);
      await refreshDeadlines(world.system(later));
      await world.db.execute(sql`
        update customers set due_policy_id = null, due_at = null, due_rule = null, due_from = null, remind_at = null
        where id in (select id from customers where state = 'owned' order by id limit ${one.stale})`);
      const kept = one.inForce.returnRules.flatMap((rule, n) => {
        if (one.fates[n] === "gone") return [];
        return one.fates[n] === "kept"
          ? [rule]
          : [{ ...rule, when: one.drafted.returnRules[0]?.when ?? ALWAYS }];
      });
      const added = one.drafted.returnRules.filter(({ id }) => !kept.some((rule) => rule.id === id));
      const document = { ...one.drafted, returnRules: [...kept, ...added] };
      const compared = await readCompared(world.as(world.admin, later), { poolId: world.pool.id, document });
      const [fast, plain] = [await atOnce(world, compared), await oneByOne(world, compared)];
      expect(fast).toEqual(plain);
      seen.customers += fast.length;
      seen.stale += Math.min(one.stale, fast.length);
      for (const row of fast) {
        if (row.is_at !== row.was_at) seen.moved += 1;
        else if (row.is_at) seen.kept += 1;
        if (row.is_grace) seen.graced += 1;
      }
    }),
    { numRuns: Number(process.env.PREVIEW_RUNS ?? 12), endOnFailure: true },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
}, 300_000);
