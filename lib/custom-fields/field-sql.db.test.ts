import { type SQL, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { FIELD_TYPES, type FieldType } from "@/db/enums";
import type { CustomValue } from "@/db/schema/customers";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { ensureFieldIndex, fieldIndexName } from "./ensure-field-index";
import { customFieldHolds, customFieldSql } from "./field-sql";
import { DECIMALS, MAX_MONEY } from "./limits";
import type { FieldFacts } from "./types";
import { valueSchema } from "./value-schema";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00.000Z");
let world: World;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now });
});

const key = "f_0a1b2c3d";
const options = ["o_a", "o_b", "o_c"].map((value) => ({ value, label: value, retired: false }));
const fieldOf = (type: FieldType): FieldFacts => ({
  ...{ key, label: "Field", type, options, retired: false, currency: "CNY" },
});

/** What PostgreSQL reads of `custom` by the expression, as JSON. */
async function readBack(type: FieldType, custom: unknown): Promise<unknown> {
  const [row] = await world.db.execute<{ value: unknown }>(sql`
    select to_jsonb(${customFieldSql(key, type)}) as value from (select ${JSON.stringify(custom)}::jsonb as custom) c`);
  return row?.value ?? null;
}

const VALUES: Record<FieldType, fc.Arbitrary<unknown>> = {
  text: fc.string({ unit: "grapheme", minLength: 1, maxLength: 100 }),
  number: fc.double({ noNaN: true, min: -1e12, max: 1e12 }).map((value) => Number(value.toFixed(DECIMALS))),
  money: fc.integer({ min: 0, max: MAX_MONEY }),
  date: fc
    .date({ min: new Date("1000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  choice: fc.constantFrom("o_a", "o_b", "o_c"),
  multiple_choice: fc.subarray(["o_a", "o_b", "o_c"], { minLength: 1 }),
  yes_no: fc.boolean(),
};

describe("a value in the database", () => {
  test.each(FIELD_TYPES)("%s: every value that is taken is read as it was given", async (type) => {
    const schema = valueSchema(fieldOf(type));
    const taken = VALUES[type].filter((value) => schema.safeParse(value).success);
    await fc.assert(
      fc.asyncProperty(taken, async (value) => {
        const stored = schema.parse(value);
        expect(await readBack(type, { [key]: stored })).toEqual(stored);
      }),
      { numRuns: 60 },
    );
  });

  const hostile = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      "2026-02-31",
      "0000-01-01",
      "9999-99-99",
      "1e999999",
      "NaN",
      "Infinity",
      "true",
      "{a,b}",
      -0,
    ),
    fc.constantFrom<CustomValue[]>("2026-02-29", 1e308),
  );
  test.each(FIELD_TYPES)("%s: nothing that may stand there makes it fail", async (type) => {
    await fc.assert(
      fc.asyncProperty(hostile, async (value) => {
        if (JSON.stringify(value).includes("\\u0000")) return;
        await readBack(type, { [key]: value });
      }),
      { numRuns: 60 },
    );
    expect(await readBack(type, {})).toBeNull();
  });

  test("a day that its month doesn't have is none", async () => {
    expect(await readBack("date", { [key]: "2026-02-29" })).toBeNull();
    expect(await readBack("date", { [key]: "2024-02-29" })).toBe("2024-02-29");
  });
});

test("a multiple choice holds any or all of some choices, and what is no list holds none", async () => {
  const holds = async (custom: unknown, values: string[], which: "any" | "all") => {
    const [row] = await world.db.execute<{ holds: boolean | null }>(sql`
      select ${customFieldHolds(key, values, which)} as holds from (select ${JSON.stringify(custom)}::jsonb as custom) c`);
    return row?.holds;
  };
  expect(await holds({ [key]: ["o_a", "o_b"] }, ["o_b", "o_c"], "any")).toBe(true);
  expect(await holds({ [key]: ["o_a", "o_b"] }, ["o_b", "o_c"], "all")).toBe(false);
  expect(await holds({ [key]: ["o_a", "o_b"] }, ["o_b", "o_a"], "all")).toBe(true);
  expect(await holds({ [key]: 5 }, ["o_b"], "any")).toBe(false);
  expect(await holds({}, ["o_b"], "any")).toBeNull();
});

describe("the index of a field", () => {
  const keyOf = (n: number) => `f_0000000${n}`;
  const ASKED: Record<Exclude<FieldType, "multiple_choice">, (value: SQL) => SQL> = {
    text: (value) => sql`${value} = 'x'`,
    number: (value) => sql`${value} > 5`,
    money: (value) => sql`${value} between 1 and 2`,
    date: (value) => sql`${value} >= date '2026-01-01'`,
    choice: (value) => sql`${value} = any (array['o_a', 'o_b'])`,
    yes_no: (value) => sql`${value} = true`,
  };

  test.each(FIELD_TYPES.map((type, n) => [type, n] as const))(
    "%s: is made once and serves",
    async (type, n) => {
      const ctx = world.system();
      expect(await ensureFieldIndex(ctx, keyOf(n), type)).toBe("made");
      expect(await ensureFieldIndex(ctx, keyOf(n), type)).toBe("there");
      const plan = await world.db.transaction(async (tx) => {
        await tx.execute(sql`set local enable_seqscan = off`);
        const asked =
          type === "multiple_choice"
            ? customFieldHolds(keyOf(n), ["o_a", "o_b"])
            : ASKED[type](customFieldSql(keyOf(n), type));
        return tx.execute(sql`explain select c.id from customers c where ${asked}`);
      });
      expect(JSON.stringify(plan)).toContain(fieldIndexName(keyOf(n)));
    },
  );

  test("inside of a transaction nothing is made, and four at once make one", async () => {
    const inside = await world.db.transaction((tx) =>
      ensureFieldIndex({ ...world.system(), db: tx }, key, "number"),
    );
    expect(inside).toBe("postponed");
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () => ensureFieldIndex(world.system(), key, "number")),
    );
    expect(outcomes).toContain("made");
    const [made] = await world.db.execute<{ valid: boolean }>(
      sql`select indisvalid as valid from pg_index where indexrelid = to_regclass(${fieldIndexName(key)})`,
    );
    expect(made?.valid).toBe(true);
  });

  test("what an interrupted building left is made anew", async () => {
    const broken = "f_00000009";
    await ensureFieldIndex(world.system(), broken, "text");
    const admin = new URL(testDb().adminUrl);
    admin.pathname = new URL(testDb().url).pathname;
    const { connect } = await import("@/db/client");
    const superuser = connect(admin.href, { max: 1 });
    await superuser.db.execute(
      sql`update pg_index set indisvalid = false where indexrelid = to_regclass(${fieldIndexName(broken)})`,
    );
    await superuser.end();
    expect(await ensureFieldIndex(world.system(), broken, "text")).toBe("made");
    expect(await ensureFieldIndex(world.system(), broken, "text")).toBe("there");
  });

  test("what is no key never comes into a statement", async () => {
    expect(() => customFieldSql("f_'; drop table", "text")).toThrow("not the key of a field");
    await expect(ensureFieldIndex(world.system(), "name", "text")).rejects.toThrow("not the key of a field");
  });
});
