import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it, test } from "vitest";
import { makeWorld, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { type BuiltInField, FIELDS } from "@/lib/conditions/fields";
import type { Condition } from "@/lib/conditions/schema";
import { conditions } from "@/lib/conditions/testing/arbitrary";
import { enterRandom } from "@/lib/conditions/testing/enter-random";
import { customerColumns, readPlain } from "@/lib/conditions/testing/plain-customers";
import { holds } from "@/lib/conditions/testing/plain-evaluate";
import { countPool } from "./count-pool";
import { listMine } from "./list-mine";
import { listPool } from "./list-pool";
import { MINE_SORTS } from "./list-schema";

const now = new Date("2026-11-20T02:00:00.000Z");
const testDb = useTestDb();
let world: World;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now, timeZone: "America/New_York" });
  await enterRandom(world, fc.sample(customerColumns, { numRuns: 60, seed: 11 }));
});

const isWorking = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

describe("a condition in a list", () => {
  it("holds whom a plain reading of it holds, page by page, in every order", async () => {
    const all = await readPlain(testDb().db, world.timeZone);
    const calendar = { timeZone: world.timeZone, isWorking };
    const fields = Object.keys(FIELDS) as BuiltInField[];
    const cases = fc.tuple(
      conditions(fields, [world.team.id]),
      fc.constantFrom(...MINE_SORTS),
      fc.integer({ min: 1, max: 30 }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([cond, sort, limit]) => {
        const plain = all.filter(({ factAt }) => holds(cond, factAt, now.getTime(), calendar));
        const found: string[] = [];
        for (let cursor: string | undefined; ; ) {
          const page = await listMine(world.as(world.admin), {
            ...{ view: "all", cond: JSON.stringify(cond), sort, limit },
            ...(cursor ? { cursor } : {}),
          });
          found.push(...page.rows.map(({ id }) => id));
          if (!page.nextCursor) break;
          cursor = page.nextCursor;
        }
        expect(new Set(found).size).toBe(found.length);
        expect(found.sort()).toEqual(plain.map(({ id }) => id).sort());
      }),
      { numRuns: 80 },
    );
  });
});

describe("in a pool", () => {
  const pooled = async (cond: unknown, as = world.rep(0)) => {
    const given = { pool: world.pool.id, cond: typeof cond === "string" ? cond : JSON.stringify(cond) };
    const { rows } = await listPool(world.as(as), given);
    expect((await countPool(world.as(as), given)).count).toBe(rows.length);
    return rows.map(({ name }) => name).sort();
  };

  test("it stands beside the quick filters, and what can't be read holds nobody", async () => {
    await world.customer({ name: "甲", grade: "A", region: "苏州" });
    await world.customer({ name: "乙", grade: "A", region: "北京" });
    const region: Condition = { field: "region", op: "in", values: ["苏州"] };
    expect(await pooled(region)).toEqual(["甲"]);
    expect(await pooled({ not: region })).toEqual(["乙"]);
    const both = { pool: world.pool.id, grade: "B", cond: JSON.stringify(region) };
    expect((await listPool(world.as(world.rep(0)), both)).rows).toEqual([]);
    for (const broken of ["{", '{"all":[{}]}', '{"field":"passwordHash","op":"is_set"}', "x".repeat(9_000)])
      expect(await pooled(broken)).toEqual([]);
    expect(await pooled({ field: "custom.f_gone0000", op: "is_set" })).toEqual([]);
    expect(await pooled({ field: "custom.f_gone0000", op: "contains", text: "x" })).toEqual([]);
  });

  test("what is masked is found whole, never by a part of it", async () => {
    await world.customer({ name: "丙", website: "https://x.example/13912345678" });
    const part: Condition = { field: "website", op: "contains", text: "1391234" };
    const letters: Condition = { not: { not: { field: "website", op: "contains", text: "１３９" } } };
    const whole: Condition = { field: "website", op: "contains", text: "https://x.example/13912345678" };
    expect([await pooled(part), await pooled(letters)]).toEqual([[], []]);
    expect(await pooled(whole)).toEqual(["丙"]);
    expect(await pooled(part, world.admin)).toEqual(["丙"]);
    await testDb().db.execute(sql`update customers set website = null where name = '丙'`);
  });
});
