import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/db/columns";
import { contacts } from "@/db/schema/customers";
import { useTestDb } from "@/db/testing";
import { makeTeam, makeUser, makeWorld, type TestCustomer, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { auditDatabase } from "@/lib/ledger/audit";
import { addMs, DAY, HOUR } from "@/lib/time";
import { askForMerge } from "./ask-for-merge";
import { decidePairs } from "./decide-pairs";
import { findDuplicates } from "./find-duplicates";
import { findSimilar } from "./find-similar";
import { listOthers } from "./list-others";
import { mergeCustomers } from "./merge-customers";
import { mergePairs } from "./merge-pairs";
import { getPair, listMerges, listPairs } from "./queries";
import { FindSimilarInput } from "./schema";
import { setAutoMerge } from "./set-auto-merge";
import { undoMerge } from "./undo-merge";

const testDb = useTestDb({ max: 6 });
const now = new Date("2026-11-20T02:00:00Z");
const at = (ms: number) => addMs(now, ms);
let world: World;

beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now });
});

const CANARIES = [
  "金丝雀甲科技有限公司",
  "canary@leaks.example",
  "13977701234",
  "金丝雀路 88 号",
  "金丝雀笔记",
];

async function enter(name: string, given: TestCustomer & { phone?: string } = {}): Promise<string> {
  const { phone, ...more } = given;
  const id = await world.customer({
    name,
    nameKey: name,
    identityKey: `n:${name}|${phone ?? ""}`,
    at: at(-DAY),
    ...more,
  });
  if (phone) {
    const row = {
      id: newId(),
      customerId: id,
      phone,
      phoneE164: `+86${phone}`,
      isPrimary: true,
      createdAt: now,
    };
    await world.db.insert(contacts).values({ ...row, email: "canary@leaks.example" });
  }
  return id;
}
const search = () => findDuplicates(world.system(at(HOUR)));
const similar = (user = world.rep(1), given: Partial<FindSimilarInput> = {}) =>
  findSimilar(world.as(user), FindSimilarInput.parse({ name: "金丝雀甲科技", ...given }));
const pairsOf = async (user = world.manager, when = at(HOUR)) => (await listPairs(world.as(user, when))).rows;

describe("while a customer is typed", () => {
  test("what is out of sight exists, is held and protected, and nothing else", async () => {
    const id = await enter("金丝雀甲科技有限公司", {
      ...{ owner: world.rep(0), phone: "13977701234", address: "金丝雀路 88 号", note: "金丝雀笔记" },
    });
    await search();
    const answer = await similar();
    expect(answer).toEqual([
      {
        ...{ held: true, mine: false, protected: false, customerId: null, name: null, ownerName: null },
        ...{ reasons: ["name"], score: expect.any(Number), likely: true },
      },
    ]);
    const byPhone = await similar(world.rep(1), { name: "", phones: ["139 7770 1234"] });
    expect(byPhone[0]).toMatchObject({ reasons: ["phone"], customerId: null });
    const said = JSON.stringify([answer, byPhone]);
    for (const canary of [...CANARIES, id, world.rep(0).name]) expect(said).not.toContain(canary);
    expect((await similar(world.rep(0)))[0]).toMatchObject({
      mine: true,
      customerId: id,
      name: "金丝雀甲科技有限公司",
    });
  });

  test("a merged one stands for the one that was kept", async () => {
    const keep = await enter("别的名字有限公司", { owner: world.rep(0) });
    const other = await enter("金丝雀甲科技有限公司");
    await search();
    await mergeCustomers(world.as(world.admin), { keepId: keep, otherId: other, choices: {} });
    expect((await similar(world.rep(0)))[0]).toMatchObject({ customerId: keep, name: "别的名字有限公司" });
  });
});

describe("the desk", () => {
  test("shows what the actor decides about, asked ones first; the others are not there", async () => {
    const mine = await enter("金丝雀甲科技有限公司", { owner: world.rep(0) });
    await enter("金丝雀甲科技");
    await enter("永和餐饮有限公司", { phone: "13800138001" });
    await enter("永和餐饮", { phone: "13800138001" });
    await search();
    const [surest, last] = await pairsOf();
    expect(surest?.reasons).toEqual(["name", "phone", "email"]);
    const team = await makeTeam(testDb().db, at(-DAY));
    const stranger = await makeUser(testDb().db, at(-DAY), { role: "manager", team });
    expect(await pairsOf(stranger)).toEqual([]);
    await expect(getPair(world.as(stranger), { pairId: last?.id ?? "" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const [other] = await listOthers(world.as(world.rep(0)), { customerId: mine });
    expect(other?.pairId).toBe(last?.id);
    await askForMerge(world.as(world.rep(0)), {
      customerId: mine,
      pairId: last?.id ?? "",
      note: "same boss",
    });
    expect((await pairsOf())[0]).toMatchObject({ id: last?.id, askedBy: world.rep(0).name });
    expect((await getPair(world.as(world.manager), { pairId: last?.id ?? "" })).asked?.note).toBe(
      "same boss",
    );
  });

  test("pages through, each pair once", async () => {
    await world.db.execute(sql`select 1`);
    const ids = await Promise.all(Array.from({ length: 12 }, (_, n) => world.customer({ name: `客户${n}` })));
    const pairs = ids.flatMap((a, n) => ids.slice(n + 1).map((b) => [a, b] as const));
    for (const [n, [a, b]] of pairs.entries()) {
      const [low, high] = a < b ? [a, b] : [b, a];
      await world.db.execute(sql`insert into duplicate_pairs (id, low_id, high_id, score, state, found_at)
        values (${newId()}::uuid, ${low}::uuid, ${high}::uuid, ${5_000 + (n % 7)}, 'open', ${now.toISOString()})`);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listPairs>> = await listPairs(world.as(world.admin), { cursor });
      seen.push(...page.rows.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(pairs.length);
    expect(seen).toHaveLength(pairs.length);
  });

  test("later is in a week, not a duplicate is for good, and can be put back", async () => {
    await enter("金丝雀甲科技有限公司");
    await enter("金丝雀甲科技");
    await search();
    const [pair] = await pairsOf();
    const decide = (decision: "later" | "dismiss" | "reopen") =>
      decidePairs(world.as(world.manager, at(HOUR)), { pairIds: [pair?.id ?? ""], decision });
    await decide("later");
    expect(await pairsOf()).toEqual([]);
    expect(await pairsOf(world.manager, at(8 * DAY))).toHaveLength(1);
    await decide("dismiss");
    expect(await pairsOf(world.manager, at(8 * DAY))).toEqual([]);
    await decide("reopen");
    expect(await pairsOf()).toHaveLength(1);
  });
});

describe("certain pairs", () => {
  const twins = async (given: TestCustomer = {}) => {
    await enter("金丝雀甲科技有限公司", { phone: "13977701234", ...given });
    await enter("金丝雀甲科技有限公司", { phone: "13977701234", identityKey: newId() });
  };

  test("merge at once as the desk suggests, and are listed with their undo", async () => {
    await twins({ owner: world.rep(0) });
    await search();
    const [pair] = await pairsOf();
    expect(pair?.certain).toBe(true);
    const outcomes = await mergePairs(world.as(world.manager, at(HOUR)), { pairIds: [pair?.id ?? ""] });
    expect(outcomes).toMatchObject([{ ok: true }]);
    expect(await listMerges(world.as(world.manager, at(HOUR)))).toMatchObject([
      { automatic: false, undoneAt: null },
    ]);
    expect(await pairsOf()).toEqual([]);
  });

  test("merge by themselves only where that is switched on and both lie in the pool; an undone one stays two", async () => {
    await twins();
    expect(await search()).toMatchObject({ found: 1, merged: 0 });
    await setAutoMerge(world.as(world.admin), { on: true });
    expect(await search()).toMatchObject({ merged: 1 });
    const [merge] = await listMerges(world.as(world.manager, at(HOUR)));
    expect(merge).toMatchObject({ automatic: true, by: null });
    await undoMerge(world.as(world.manager, at(2 * HOUR)), { mergeId: merge?.id ?? "" });
    expect(await search()).toMatchObject({ merged: 0, found: 0 });
    expect((await auditDatabase(testDb().db)).filter((one) => one.rows > 0)).toEqual([]);
  });

  test("not those that somebody holds", async () => {
    await twins({ owner: world.rep(0) });
    await setAutoMerge(world.as(world.admin), { on: true });
    expect(await search()).toMatchObject({ found: 1, merged: 0 });
  });
});
