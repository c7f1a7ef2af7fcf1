import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { dataIssues } from "@/db/schema/quality";
import { useTestDb } from "@/db/testing";
import { makePool, makeWorld, type TestCustomer, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { allocatePools } from "@/lib/allocation/allocate-pools";
import { seedCalendar } from "@/lib/calendar/seed-calendar";
import { cleanUpPools } from "@/lib/clean-up/clean-up-pools";
import { addField } from "@/lib/custom-fields/add-field";
import { editCustomer } from "@/lib/customers/edit-customer";
import { auditDatabase } from "@/lib/ledger/audit";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { uuids } from "@/lib/sql-values";
import { addMs, DAY, HOUR } from "@/lib/time";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { publishPolicy } from "./publish-policy";
import { DEFAULT_POLICY, PolicyDocument } from "./schema";

const testDb = useTestDb();
/** Friday 20 November 2026, 10:00 in Shanghai. */
const now = new Date("2026-11-20T02:00:00Z");
const inDays = (days: number, ms = 0) => addMs(now, days * DAY + ms);

const page = readFileSync(new URL("../../docs/rule-cookbook.md", import.meta.url), "utf8");
const recipes = new Map(
  [...page.matchAll(/^## (\d+)\. .*?```json\n(.*?)```/gms)].map(([, number, json]) => [
    Number(number),
    json ?? "",
  ]),
);

type Kitchen = { world: World; keyAccounts: string; productLine: string };

/** A company under a recipe, published two days ago, so that its notice is over. */
async function cook(number: number): Promise<Kitchen> {
  await wipe(testDb());
  const world = await makeWorld(testDb().db, { now });
  await seedCalendar(world.system(), {});
  const founded = inDays(-300);
  const { id: keyAccounts } = await makePool(world.db, founded, { members: [...world.reps] });
  const options = ["machines", "consumables"];
  const { fieldId } = await addField(world.as(world.admin), {
    label: "Product line",
    type: "choice",
    options,
    requiredStages: [],
  });
  const [field] = await world.db.execute<{ key: string; options: { label: string; value: string }[] }>(
    sql`select key, options from custom_fields where id = ${fieldId}::uuid`,
  );
  const consumables = field?.options.find(({ label }) => label === "consumables")?.value ?? "";
  const json = (recipes.get(number) ?? "")
    .replaceAll("<key accounts>", keyAccounts)
    .replaceAll("<first rep>", world.rep(0).id)
    .replaceAll("<second rep>", world.rep(1).id)
    .replaceAll("<product line>", field?.key ?? "")
    .replaceAll('"consumables"', JSON.stringify(consumables));
  const document = PolicyDocument.parse({ ...DEFAULT_POLICY, returnRules: [], ...JSON.parse(json) });
  const ctx = world.as(world.admin, inDays(-2));
  await publishPolicy(ctx, { poolId: world.pool.id, baseVersion: 1, document, note: "" });
  return { world, keyAccounts, productLine: `${field?.key} ${consumables}` };
}

/** Holds a customer since then; its deadline is that of the recipe. */
async function held(world: World, given: TestCustomer = {}, at: Date = now): Promise<string> {
  const id = await world.customer({ owner: world.rep(0), at, ...given });
  await world.db.execute(sql`update customers set due_policy_id = null where id = ${id}::uuid`);
  return id;
}
const sweep = async (world: World, at: Date) => (await reclaimDue(world.system(at))).reclaimed;
async function place(world: World, id: string): Promise<string> {
  const [row] = await world.db.execute<{ state: string; pool_id: string; invalid_reason: string | null }>(
    sql`select state, pool_id, invalid_reason from customers where id = ${id}::uuid`,
  );
  if (row?.invalid_reason) return row.invalid_reason;
  return row?.state === "pooled" ? row.pool_id : String(row?.state);
}
const placesOf = (world: World, ids: readonly string[]) => Promise.all(ids.map((id) => place(world, id)));

/** What each recipe promises, at its boundary. */
const TASTES: Record<number, (kitchen: Kitchen) => Promise<void>> = {
  1: async ({ world }) => {
    const [silent, reached] = [await held(world), await held(world, { qualifiedAt: inDays(1) })];
    expect(await sweep(world, inDays(3, -1))).toBe(0);
    expect(await sweep(world, inDays(3))).toBe(1);
    expect(await placesOf(world, [silent, reached])).toEqual([world.pool.id, "owned"]);
  },
  2: async ({ world }) => {
    // Long overdue when the recipe was published: its notice keeps them for a day.
    const eve = new Date("2026-09-28T02:00:00Z");
    const [good, other] = [await held(world, { grade: "A" }, eve), await held(world, { grade: "C" }, eve)];
    expect(await sweep(world, new Date("2026-10-10T02:00:00Z"))).toBe(0);
    const due = await world.db.execute<{ due_at: string }>(
      sql`select due_at from customers where id in (${good}::uuid, ${other}::uuid) order by due_at`,
    );
    expect(due.map((row) => new Date(row.due_at).toISOString())).toEqual([
      ...["2026-11-19T02:00:00.000Z", "2026-11-19T02:00:00.000Z"],
    ]);
    // Seven working days from Friday 20 November are over on Tuesday 1 December.
    const later = await held(world, { grade: "B" }, now);
    expect(await sweep(world, new Date("2026-12-01T01:59:59.999Z"))).toBe(2);
    expect(await sweep(world, new Date("2026-12-01T02:00:00Z"))).toBe(1);
    expect(await place(world, later)).toBe(world.pool.id);
  },
  3: async ({ world }) => {
    const at = inDays(2);
    const [four, five] = [
      await held(world, { followUpsSinceProgress: 4, lastFollowUpAt: at }),
      await held(world, { followUpsSinceProgress: 5, lastFollowUpAt: at }),
    ];
    expect(await sweep(world, inDays(3, -1))).toBe(0);
    expect(await sweep(world, inDays(3))).toBe(1);
    expect(await placesOf(world, [four, five])).toEqual(["owned", world.pool.id]);
    const again = claimCustomer(world.as(world.rep(0), inDays(20)), { customerId: five });
    await expect(again).rejects.toMatchObject({ code: "COOLING_DOWN", params: { days: 30 } });
  },
  4: async ({ world }) => {
    const ended = { contractEndsOn: "2026-11-30" };
    const [plain, none, worked] = [
      await held(world, { ...ended, wonAt: now, lastDealAt: now }),
      await held(world),
      await held(world, { ...ended, qualifiedAt: new Date("2026-12-20T02:00:00Z") }),
    ];
    // The last day of the contract ends at midnight in Shanghai; thirty days later it goes.
    expect(await sweep(world, new Date("2026-12-30T15:59:59.999Z"))).toBe(0);
    expect(await sweep(world, new Date("2026-12-30T16:00:00Z"))).toBe(1);
    expect(await sweep(world, new Date("2027-01-03T02:00:00Z"))).toBe(1);
    expect(await placesOf(world, [plain, none, worked])).toEqual([world.pool.id, "owned", world.pool.id]);
  },
  5: async ({ world }) => {
    const ids = [
      await held(world),
      await held(world, { expectedValue: 4_999_999 }),
      await held(world, { expectedValue: 5_000_000 }),
      await held(world, { tags: ["重点"] }),
    ];
    expect(await sweep(world, inDays(30, -1))).toBe(0);
    expect(await sweep(world, inDays(30))).toBe(2);
    const pool = world.pool.id;
    expect(await placesOf(world, ids)).toEqual([pool, pool, "owned", "owned"]);
  },
  6: async ({ world, productLine }) => {
    const [key = "", value = ""] = productLine.split(" ");
    const [short, long] = [await held(world, { custom: { [key]: value } }), await held(world)];
    expect(await sweep(world, inDays(5, -1))).toBe(0);
    expect(await sweep(world, inDays(40))).toBe(1);
    expect(await placesOf(world, [short, long])).toEqual([world.pool.id, "owned"]);
  },
  7: async ({ world, keyAccounts }) => {
    const marked = await held(world, { churnRiskAt: inDays(1) });
    const reached = await held(world, { churnRiskAt: inDays(1), lastFollowUpAt: inDays(3) });
    expect(await sweep(world, inDays(4, -1))).toBe(0);
    expect(await sweep(world, inDays(4))).toBe(1);
    expect(await placesOf(world, [marked, reached])).toEqual([keyAccounts, "owned"]);
    expect(await sweep(world, inDays(6))).toBe(1);
    await claimCustomer(world.as(world.rep(0), inDays(6)), { customerId: marked });
  },
  8: async ({ world }) => {
    const ids = [
      await held(world, { grade: "A", expectedValue: 10 }),
      await held(world, { grade: "B", expectedValue: 900 }),
      await held(world, { grade: "B", expectedValue: 200 }),
      await held(world, { grade: "A" }),
      await held(world, { grade: "C", expectedValue: 9_999 }),
    ];
    expect(await sweep(world, now)).toBe(0);
    expect(await sweep(world, inDays(7, -1))).toBe(0);
    expect(await sweep(world, inDays(7))).toBe(2);
    const pool = world.pool.id;
    expect(await placesOf(world, ids)).toEqual(["owned", "owned", pool, "owned", pool]);
  },
  9: async ({ world, keyAccounts }) => {
    const [best, usual] = [await held(world, { grade: "A" }), await held(world, { grade: "B" })];
    expect(await sweep(world, inDays(300))).toBe(0);
    const leave = { userId: world.rep(0).id, receiverId: null, note: "" };
    await deactivateUser(world.as(world.admin, inDays(300)), leave);
    expect(await placesOf(world, [best, usual])).toEqual([keyAccounts, world.pool.id]);
  },
  10: async ({ world }) => {
    const [returned, never] = [await world.customer({ bounceCount: 3 }), await world.customer()];
    const claim = (customerId: string, at: Date) => claimCustomer(world.as(world.rep(0), at), { customerId });
    await expect(claim(never, inDays(0, 23 * HOUR))).rejects.toMatchObject({ code: "FROZEN" });
    await expect(claim(returned, inDays(2))).rejects.toMatchObject({ code: "AWAITS_DECISION" });
    await cleanUpPools(world.system(inDays(14, -1)));
    expect(await placesOf(world, [returned, never])).toEqual([world.pool.id, world.pool.id]);
    await cleanUpPools(world.system(inDays(14)));
    await cleanUpPools(world.system(inDays(30, -1)));
    expect(await placesOf(world, [returned, never])).toEqual(["to_marketing", world.pool.id]);
    await cleanUpPools(world.system(inDays(30)));
    expect(await place(world, never)).toBe("unwanted");
  },
  11: async ({ world }) => {
    const wrong = async (foundAt: Date): Promise<string> => {
      const customerId = await world.customer();
      const issue = { customerId, kind: "wrong_number" as const, state: "open" as const };
      await world.db.insert(dataIssues).values({ ...issue, foundAt, evidenceAt: foundAt });
      return customerId;
    };
    const [lasting, mended] = [await wrong(inDays(-2)), await wrong(inDays(-2))];
    const early = await wrong(inDays(-30));
    await cleanUpPools(world.system(inDays(1, -1)));
    expect(await place(world, early)).toBe(world.pool.id);
    await cleanUpPools(world.system(inDays(12, -1)));
    expect(await placesOf(world, [early, lasting, mended])).toEqual([
      ...["wrong_number", world.pool.id, world.pool.id],
    ]);
    const phone = { name: null, title: null, phone: "13800001234", email: null, wechat: null };
    await editCustomer(world.as(world.manager, inDays(12, -1)), {
      ...{ customerId: mended, changes: {}, custom: {} },
      contacts: { add: [{ ...phone, isPrimary: true }], change: [], remove: [] },
    });
    await cleanUpPools(world.system(inDays(12)));
    expect(await placesOf(world, [lasting, mended])).toEqual(["wrong_number", world.pool.id]);
  },
  12: async ({ world }) => {
    const best = await Promise.all(
      [0, 1, 2, 3, 4].map((n) => world.customer({ grade: "A", at: inDays(-1, n) })),
    );
    const [rest, thrice] = [
      await world.customers(6, { grade: "C" }),
      await world.customer({ bounceCount: 3 }),
    ];
    expect(await allocatePools(world.system(now))).toEqual({ allocated: 10 });
    const owners = async (ids: readonly string[]) => {
      const rows = await world.db.execute<{ id: string; owner_id: string | null }>(
        sql`select id, owner_id from customers where id = any (${uuids(ids)})`,
      );
      const ownerOf = new Map(rows.map((row) => [row.id, row.owner_id]));
      return ids.map((id) => world.reps.findIndex((rep) => rep.id === ownerOf.get(id)));
    };
    const [first = -1, second = -1] = await owners(best);
    expect([first, second].toSorted()).toEqual([0, 1]);
    expect(await owners(best)).toEqual([first, second, first, second, -1]);
    // The third has none yet and fills up to what the others hold; then all of them fill up together.
    expect((await owners(rest)).slice(0, 2)).toEqual([2, 2]);
    expect((await owners(rest)).slice(2).toSorted()).toEqual([first, 0, 1, 2].toSorted());
    expect(await placesOf(world, [thrice])).toEqual([world.pool.id]);
    // The fifth goes on the next day, in turn.
    expect(await allocatePools(world.system(inDays(1)))).toEqual({ allocated: 1 });
    expect(await owners(best)).toEqual([first, second, first, second, first]);
  },
};

test("the page has twelve recipes, and each is tasted", () => {
  expect([...recipes.keys()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(Object.keys(TASTES).map(Number)).toEqual([...recipes.keys()]);
});

test.each([...recipes.keys()])("recipe %i does what it says", async (number) => {
  const kitchen = await cook(number);
  await TASTES[number]?.(kitchen);
  // The facts of these customers were entered past the verbs; what the ledger and the clocks made of them holds.
  const broken = (await auditDatabase(testDb().db)).filter((one) => one.rows > 0).map(({ name }) => name);
  expect(broken.filter((name) => name === "deadlines" || name === "one_owner")).toEqual([]);
});
