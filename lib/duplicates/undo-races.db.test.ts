import { eq, inArray, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { customers } from "@/db/schema/customers";
import { useTestDb } from "@/db/testing";
import { makeWorld, type TestCustomer, type World } from "@/db/testing/factories";
import { foldDifferences } from "@/db/testing/pool-model";
import { wipe } from "@/db/testing/wipe";
import { createCustomer } from "@/lib/customers/create-customer";
import { CreateCustomerInput } from "@/lib/customers/schema";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { DomainError } from "@/lib/errors";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { bring, csv } from "@/lib/imports/testing/bring";
import { auditDatabase } from "@/lib/ledger/audit";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { addMs, DAY, HOUR } from "@/lib/time";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { mergeCustomers } from "./merge-customers";
import { undoMerge } from "./undo-merge";

const ROUNDS = 6;
const testDb = useTestDb({ max: 10 });
const now = new Date("2026-11-20T02:00:00Z");
const at = (ms: number) => addMs(now, ms);
const policy = { coolDownDays: 0, holdingCap: 2, claimLimits: { perDay: null, perWeek: null } };
let world: World;

beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now, policy });
});

const enter = (name: string, given: TestCustomer = {}) =>
  world.customer({ name, nameKey: name, identityKey: `n:${name}|`, ...given });
const of = async (id: string) => {
  const [row] = await world.db.select().from(customers).where(eq(customers.id, id));
  if (!row) throw new Error("there is no such customer");
  return row;
};
const boss = (ms = 0) => world.as(world.admin, at(ms));
const merge = (keepId: string, otherId: string, choices = {}) =>
  mergeCustomers(boss(), { keepId, otherId, choices });
const undo = (mergeId: string, ms = HOUR) => undoMerge(boss(ms), { mergeId });
const follow = (id: string, rep: number, ms: number) =>
  logFollowUp(world.as(world.rep(rep), at(ms)), {
    ...{ customerId: id, contactId: null, channel: "call", outcome: "connected", note: "" },
    ...{ nextStep: "", nextStepAt: null },
  });

/** What became of each: done, or the code with which it was refused; anything else is a failure. */
async function atOnce(...works: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(works);
  return settled.map((one) => {
    if (one.status === "fulfilled") return "done";
    if (one.reason instanceof DomainError) return one.reason.code;
    throw one.reason;
  });
}

async function sound(...ids: string[]): Promise<void> {
  await refreshDeadlines(world.system(at(2 * HOUR)));
  expect(await foldDifferences(world, ids)).toEqual([]);
  expect((await auditDatabase(testDb().db)).filter(({ rows }) => rows > 0)).toEqual([]);
}

test("of two undos of a merge one is made", async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const [a, b] = [await enter(`甲${round}`), await enter(`乙${round}`)];
    const { mergeId } = await merge(a, b);
    const answers = await atOnce(undo(mergeId), undo(mergeId), undo(mergeId));
    expect(answers.sort()).toEqual(["MERGE_UNDO_BLOCKED", "MERGE_UNDO_BLOCKED", "done"]);
    await sound(a, b);
  }
});

test("an undo against a merge of the pair from the other side, or of the kept one into a third", async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const ids = [await enter(`甲${round}`), await enter(`乙${round}`), await enter(`丙${round}`)];
    const [a = "", b = "", c = ""] = ids;
    const { mergeId } = await merge(a, b);
    const [undone, turned, third] = await atOnce(undo(mergeId), merge(b, a), merge(c, a));
    const states = (await Promise.all(ids.map(of))).map(({ state }) => state);
    // Whoever came last saw what the one before had made: nobody is merged into one that is gone for good.
    expect(["done", "MERGE_UNDO_BLOCKED"]).toContain(undone);
    if (undone === "MERGE_UNDO_BLOCKED") expect([turned, third]).toEqual(["ALREADY_MERGED", "done"]);
    expect(states.filter((state) => state === "pooled").length).toBeGreaterThan(0);
    await sound(...ids);
  }
});

test("an undo against a claim, a release and a follow-up of the kept one: each is done, on what is its own", async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const [a, b] = [
      await enter(`甲${round}`, { owner: world.rep(0) }),
      await enter(`乙${round}`, { owner: world.rep(1) }),
    ];
    const { mergeId } = await merge(a, b, { name: "other", tags: "both" });
    const [undone, followed, released, claimed] = await atOnce(
      undo(mergeId),
      follow(a, 0, HOUR),
      releaseCustomer(world.as(world.rep(0), at(HOUR)), { customerId: a, reason: "no_need", note: "" }),
      claimCustomer(world.as(world.rep(2), at(HOUR)), { customerId: a }),
    );
    expect([undone, released]).toEqual(["done", "done"]);
    expect(["done", "NOT_OWNED", "NOT_YOURS", "STALE_OWNERSHIP"]).toContain(followed);
    expect(["done", "ALREADY_CLAIMED", "STALE_OWNERSHIP", "CONFLICT"]).toContain(claimed);
    expect(await of(a)).toMatchObject({ name: `甲${round}` });
    expect(await of(b)).toMatchObject({ ownerId: world.rep(1).id, lastFollowUpAt: null });
    await sound(a, b);
    for (const [id, rep] of [
      [a, 2],
      [b, 1],
    ] as const)
      if ((await of(id)).ownerId)
        await releaseCustomer(world.as(world.rep(rep), at(HOUR + 1)), {
          customerId: id,
          reason: "no_need",
          note: "",
        });
  }
});

test("an undo against a claim of the last place: nobody is above his cap", async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const [a, b] = [await enter(`甲${round}`), await enter(`乙${round}`, { owner: world.rep(1) })];
    const [mine, free] = [await enter(`丙${round}`, { owner: world.rep(1) }), await enter(`丁${round}`)];
    const held = await enter(`戊${round}`, { owner: world.rep(0) });
    const { mergeId } = await merge(held, b);
    const [undone, claimed] = await atOnce(
      undo(mergeId),
      claimCustomer(world.as(world.rep(1), at(HOUR)), { customerId: free }),
    );
    expect(undone).toBe("done");
    const his = [await of(b), await of(mine), await of(free)].filter(
      ({ ownerId }) => ownerId === world.rep(1).id,
    );
    expect(his).toHaveLength(2);
    expect(["done", "HOLDING_CAP_REACHED"]).toContain(claimed);
    expect(claimed === "done").toBe((await of(b)).ownerId === null);
    await sound(a, b, mine, free, held);
    for (const { id } of his)
      await releaseCustomer(world.as(world.rep(1), at(HOUR + 1)), {
        customerId: id,
        reason: "no_need",
        note: "",
      });
    await releaseCustomer(world.as(world.rep(0), at(HOUR + 1)), {
      customerId: held,
      reason: "no_need",
      note: "",
    });
  }
});

test("a merge and its undo against the sweep that takes what is due, and the owner's leaving", async () => {
  for (let round = 0; round < 3; round += 1) {
    const old = { at: at(-2 * DAY) };
    const [a, b] = [
      await enter(`甲${round}`, { owner: world.rep(0), ...old }),
      await enter(`乙${round}`, { owner: world.rep(round), ...old }),
    ];
    const [merged, swept] = await atOnce(merge(a, b), reclaimDue(world.system(at(0)), {}));
    expect(["done", "STALE_OWNERSHIP", "NOT_MERGEABLE"]).toContain(merged);
    expect(swept).toBe("done");
    await sound(a, b);
    const [last] = await world.db.execute<{ id: string }>(
      sql`select id from merges where undone_at is null and other_id = ${b}::uuid`,
    );
    if (!last) continue;
    const [undone] = await atOnce(
      undo(last.id),
      reclaimDue(world.system(at(HOUR)), {}),
      deactivateUser(boss(HOUR), { userId: world.rep(round).id, receiverId: null, note: "" }),
    );
    expect(["done", "STALE_OWNERSHIP"]).toContain(undone);
    if (undone !== "done") await undo(last.id);
    expect(await of(b)).toMatchObject({ state: "pooled" });
    await sound(a, b);
  }
});

test("an undo against whoever enters the name that it gives back: there is one of it", async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const [a, b] = [await enter(`长乐${round}`), await enter(`永和${round}`)];
    const { mergeId } = await merge(a, b, { name: "other" });
    const name = `长乐${round}`;
    const typed = CreateCustomerInput.parse({ into: "pool", poolId: world.pool.id, name });
    const [undone, created] = await atOnce(undo(mergeId), createCustomer(boss(HOUR), typed));
    expect([undone, created].filter((one) => one === "done")).toHaveLength(1);
    expect([undone, created]).toContain(undone === "done" ? "DUPLICATE_CUSTOMER" : "MERGE_UNDO_BLOCKED");
    const rows = await world.db.select().from(customers).where(eq(customers.name, name));
    expect(rows.filter(({ state }) => state !== "merged")).toHaveLength(1);
    await sound(a, b);
  }
});

test("an undo against an import that updates: both are done, and each customer has its own", async () => {
  for (let round = 0; round < 3; round += 1) {
    const [a, b] = [
      await enter(`长乐${round}`, { industry: "钢铁" }),
      await enter(`永和${round}`, { industry: "照明" }),
    ];
    const { mergeId } = await merge(a, b, { industry: "other" });
    const file = csv(`长乐${round},,,苏州,软件`, `永和${round},,,苏州,软件`);
    const [undone, imported] = await atOnce(
      undo(mergeId),
      bring(world, file, { ctx: boss(HOUR), options: { onDuplicate: "overwrite" } }),
    );
    expect([undone, imported]).toEqual(["done", "done"]);
    const rows = await world.db
      .select()
      .from(customers)
      .where(inArray(customers.id, [a, b]));
    expect(rows.map(({ state }) => state)).toEqual(["pooled", "pooled"]);
    await sound(a, b);
  }
});
