import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { users } from "@/db/schema/people";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { STORED } from "@/lib/conditions/facts";
import { askedAt, situationOf } from "@/lib/deadlines/situation";
import { instant } from "@/lib/sql-values";
import { DAY } from "@/lib/time";
import { compileCondition } from "./compile";
import { type BuiltInField, FIELDS } from "./fields";
import { BUILT_IN } from "./known-fields";
import type { Condition } from "./schema";
import { conditions } from "./testing/arbitrary";
import { enterRandom } from "./testing/enter-random";
import { customerColumns, readPlain } from "./testing/plain-customers";
import { holds } from "./testing/plain-evaluate";

const now = new Date("2026-11-20T02:00:00.000Z");
const testDb = useTestDb();
let world: World;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now, timeZone: "America/New_York" });
  await testDb()
    .db.update(users)
    .set({ level: "senior" })
    .where(sql`id = ${world.rep(0).id}`);
  await enterRandom(world, fc.sample(customerColumns, { numRuns: 80, seed: 7 }));
  await testDb().db.execute(sql`
    insert into leaves (id, user_id, from_on, until_on, from_at, until_at, created_at)
    values (gen_random_uuid(), ${world.rep(1).id}, '2026-11-19', '2026-11-20', ${instant(new Date(now.getTime() - DAY))}, ${instant(new Date(now.getTime() + DAY))}, ${instant(now)})`);
});

const isWorking = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

async function chosen(condition: Condition, at: Date): Promise<string[]> {
  const place = { timeZone: world.timeZone, now };
  const asked = askedAt(BUILT_IN, situationOf(place, STORED), instant(at));
  const rows = await testDb().db.execute<{ id: string }>(
    sql`select c.id from customers c where ${compileCondition(condition, asked)} order by c.id`,
  );
  return rows.map(({ id }) => id);
}

describe("a condition as SQL", () => {
  test("chooses exactly whom a plain reading of it chooses, at any instant", async () => {
    const all = await readPlain(testDb().db, world.timeZone);
    expect(all.length).toBe(80);
    const fields = Object.keys(FIELDS) as BuiltInField[];
    const calendar = { timeZone: world.timeZone, isWorking };
    await fc.assert(
      fc.asyncProperty(
        conditions(fields, [world.team.id]),
        fc.integer({ min: -60 * 24, max: 60 * 24 }),
        async (condition, hours) => {
          const when = new Date(now.getTime() + hours * 3_600_000);
          const plain = all.filter(({ factAt }) => holds(condition, factAt, when.getTime(), calendar));
          expect(await chosen(condition, when)).toEqual(plain.map(({ id }) => id));
        },
      ),
      { numRuns: 600 },
    );
  });

  test("whatever is typed into it stays a value", async () => {
    const nasty = ["'; drop table customers; --", "%", "_", "\\", '"', "{a,b}", "null", "$1"];
    for (const text of nasty) {
      expect(await chosen({ field: "name", op: "contains", text }, now)).toEqual([]);
      expect(await chosen({ field: "industry", op: "in", values: [text] }, now)).toEqual([]);
      expect(await chosen({ field: "tags", op: "has_any", values: [text] }, now)).toEqual([]);
    }
  });

  test("a field that nobody knows is a mistake of ours, an own field that isn't there is set for nobody", async () => {
    await expect(chosen({ field: "passwordHash", op: "is_set" }, now)).rejects.toThrow("no such field");
    await expect(chosen({ field: "constructor", op: "is_set" }, now)).rejects.toThrow("no such field");
    expect(await chosen({ field: "custom.f_gone0000", op: "is_set" }, now)).toEqual([]);
  });
});
