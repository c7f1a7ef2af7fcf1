import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/db/columns";
import { contacts, customers } from "@/db/schema/customers";
import { merges } from "@/db/schema/duplicates";
import { tenures } from "@/db/schema/ledger";
import { useTestDb } from "@/db/testing";
import { makePool, makeWorld, type TestCustomer, type World } from "@/db/testing/factories";
import { foldDifferences } from "@/db/testing/pool-model";
import { wipe } from "@/db/testing/wipe";
import { type Ctx, inTx } from "@/lib/context";
import { recordDeal } from "@/lib/deals/record-deal";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { auditDatabase } from "@/lib/ledger/audit";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { invalidateCustomer } from "@/lib/ownership/invalidate-customer";
import { protectCustomer } from "@/lib/ownership/protect-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { archivePool } from "@/lib/pools/archive-pool";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { addMs, DAY, HOUR } from "@/lib/time";
import { mergeCustomers } from "./merge-customers";
import { asItIs } from "./testing/as-it-is";
import { foreseeUndo, undoMerge } from "./undo-merge";

const testDb = useTestDb({ max: 10 });
const now = new Date("2026-11-20T02:00:00Z");
const at = (ms: number) => addMs(now, ms);
let world: World;

beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now, policy: { coolDownDays: 0, holdingCap: null } });
});

const enter = (name: string, given: TestCustomer = {}) =>
  world.customer({ name, nameKey: name, identityKey: `n:${name}|`, ...given });
const of = async (id: string) => {
  const [row] = await world.db.select().from(customers).where(eq(customers.id, id));
  if (!row) throw new Error("there is no such customer");
  return row;
};
const boss = (ms = HOUR) => world.as(world.admin, at(ms));
const merge = async (keepId: string, otherId: string, choices = {}, ctx: Ctx = boss(0)) =>
  (await mergeCustomers(ctx, { keepId, otherId, choices })).mergeId;
const undo = (mergeId: string, ms = HOUR) => undoMerge(boss(ms), { mergeId });
const follow = (id: string, rep: number, ms: number) =>
  logFollowUp(world.as(world.rep(rep), at(ms)), {
    ...{ customerId: id, contactId: null, channel: "call", outcome: "connected", note: "" },
    ...{ nextStep: "send the offer", nextStepAt: at(DAY).toISOString() },
  });
const person = async (customerId: string, phone: string) => {
  const id = newId();
  const row = {
    id,
    customerId,
    name: "张三",
    phone,
    phoneE164: `+86${phone}`,
    isPrimary: false,
    createdAt: now,
  };
  await world.db.insert(contacts).values(row);
  return id;
};
const sound = async (...ids: string[]) => {
  expect(await foldDifferences(world, ids)).toEqual([]);
  expect((await auditDatabase(testDb().db)).filter(({ rows }) => rows > 0)).toEqual([]);
};
const publish = async (cap: number) =>
  publishPolicy(world.as(world.admin, at(60_000)), {
    ...{ poolId: world.pool.id, baseVersion: 1, note: "" },
    document: { ...world.pool.policy, holdingCap: cap },
  });

describe("the other is what it was", () => {
  test("its tenure goes on, with its protection, its deal, and its deadline", async () => {
    const [keep, other] = [
      await enter("甲", { owner: world.rep(0) }),
      await enter("乙", { owner: world.rep(1) }),
    ];
    await follow(other, 1, 1_000);
    await protectCustomer(world.as(world.rep(1), at(2_000)), {
      customerId: other,
      days: 9,
      reason: "tender",
    });
    const before = await asItIs(world.db, [keep, other]);
    const mergeId = await merge(keep, other, {}, boss(3_000));
    expect(await of(other)).toMatchObject({ state: "merged", protectedUntil: null, qualifiedAt: null });
    expect(await undo(mergeId)).toMatchObject({ ownerName: world.rep(1).name, heldUntil: null });
    expect(await asItIs(world.db, [keep, other])).toEqual(before);
    const mine = await world.db.select().from(tenures).where(eq(tenures.customerId, other));
    expect(mine).toHaveLength(1);
    // It is worked on as if nothing had been.
    await follow(other, 1, 2 * HOUR);
    await releaseCustomer(world.as(world.rep(1), at(3 * HOUR)), {
      customerId: other,
      reason: "no_need",
      note: "",
    });
    expect(await of(other)).toMatchObject({ ownerCount: 1, bounceCount: 1, lastOwnerId: world.rep(1).id });
    await sound(keep, other);
  });

  test("one of the pool lies there since when it did", async () => {
    const [keep, other] = [await enter("甲"), await enter("乙", { at: at(-5 * DAY) })];
    const before = await asItIs(world.db, [keep, other]);
    await undo(await merge(keep, other));
    expect(await asItIs(world.db, [keep, other])).toEqual(before);
    expect((await of(other)).pooledAt).toEqual(at(-5 * DAY));
    await sound(keep, other);
  });

  test("a deadline that passed meanwhile is held as long as the merge took, a day at most", async () => {
    const [keep, other] = [
      await enter("甲", { owner: world.rep(0) }),
      await enter("乙", { owner: world.rep(1) }),
    ];
    await follow(keep, 0, 1_000);
    const due = (await of(other)).dueAt;
    expect(due).toEqual(at(DAY));
    const mergeId = await merge(keep, other, {}, boss(HOUR));
    const undone = await undo(mergeId, 3 * DAY);
    expect(undone).toMatchObject({ heldUntil: at(4 * DAY).toISOString(), dueAt: at(4 * DAY).toISOString() });
    await reclaimDue(world.system(at(4 * DAY - 1)), {});
    expect((await of(other)).state).toBe("owned");
    await reclaimDue(world.system(at(4 * DAY)), {});
    expect((await of(other)).state).toBe("pooled");
    await sound(keep, other);
  });

  test("one whose deadline had passed before goes as it would have gone", async () => {
    const old = { owner: world.rep(1), at: at(-3 * DAY) };
    const [keep, other] = [await enter("甲", { owner: world.rep(0) }), await enter("乙", old)];
    expect(await undo(await merge(keep, other))).toMatchObject({ heldUntil: null });
    expect((await of(other)).dueAt).toEqual(at(-2 * DAY));
  });
});

describe("whoever had it", () => {
  test("has filled the place: the pool gets it, and nobody is above his cap", async () => {
    await publish(2);
    const [keep, other] = [
      await enter("甲", { owner: world.rep(0) }),
      await enter("乙", { owner: world.rep(1) }),
    ];
    await enter("丙", { owner: world.rep(1) });
    const mergeId = await merge(keep, other, {}, boss(2 * 60_000));
    await claimCustomer(world.as(world.rep(1), at(3 * 60_000)), { customerId: await enter("丁") });
    expect(await undo(mergeId)).toMatchObject({
      ...{ lostOwner: "HOLDING_CAP_REACHED", ownerName: null, poolName: world.pool.name },
    });
    expect(await of(other)).toMatchObject({
      state: "pooled",
      lastOwnerId: world.rep(1).id,
      pooledAt: at(HOUR),
    });
    await sound(keep, other);
  });

  test("was above his cap and has taken nothing: it is his again", async () => {
    const [keep, other] = [
      await enter("甲", { owner: world.rep(0) }),
      await enter("乙", { owner: world.rep(1) }),
    ];
    await enter("丙", { owner: world.rep(1) });
    await publish(1);
    const mergeId = await merge(keep, other, {}, boss(2 * 60_000));
    expect(await undo(mergeId)).toMatchObject({ lostOwner: null, ownerName: world.rep(1).name });
    await sound(keep, other);
  });

  test("needs no place for one that is won", async () => {
    const [keep, other] = [
      await enter("甲", { owner: world.rep(0) }),
      await enter("乙", { owner: world.rep(1) }),
    ];
    await publish(1);
    for (const [id, rep] of [
      [keep, 0],
      [other, 1],
    ] as const)
      await recordDeal(world.as(world.rep(rep), at(61_000)), { customerId: id, title: "order", amount: 1 });
    const mergeId = await merge(keep, other, {}, boss(2 * 60_000));
    await claimCustomer(world.as(world.rep(1), at(3 * 60_000)), { customerId: await enter("丁") });
    expect(await undo(mergeId)).toMatchObject({ lostOwner: null });
    expect((await of(other)).wonAt).toEqual(at(61_000));
    await sound(keep, other);
  });

  test("its pool is closed: it goes to that of the kept one", async () => {
    const closed = await makePool(world.db, at(-DAY), { members: world.reps });
    const [keep, other] = [await enter("甲"), await enter("乙", { pool: closed })];
    const mergeId = await merge(keep, other);
    await archivePool(world.as(world.admin, at(1_000)), { poolId: closed.id, moveTo: null });
    expect(await undo(mergeId)).toMatchObject({ poolName: world.pool.name });
    expect((await of(other)).poolId).toBe(world.pool.id);
    await sound(keep, other);
  });
});

describe("what happened since", () => {
  test("a follow-up and a deal stay with the kept one, and are counted beforehand", async () => {
    const [keep, other] = [
      await enter("甲", { owner: world.rep(0) }),
      await enter("乙", { owner: world.rep(1) }),
    ];
    const mergeId = await merge(keep, other);
    await follow(keep, 0, 1_000);
    await recordDeal(world.as(world.rep(0), at(2_000)), { customerId: keep, title: "order", amount: 1 });
    const foreseen = await foreseeUndo(boss(), { mergeId });
    expect(foreseen).toMatchObject({ stays: { followUps: 1, deals: 1 }, ownerName: world.rep(1).name });
    expect(await of(other)).toMatchObject({ state: "merged" });
    expect(await undo(mergeId)).toEqual(foreseen);
    expect(await of(keep)).toMatchObject({ wonAt: at(2_000), qualifiedAt: at(1_000) });
    expect(await of(other)).toMatchObject({ wonAt: null, qualifiedAt: null, lastFollowUpAt: null });
    await sound(keep, other);
  });

  test("the kept one is with somebody else: it stays there, with its own facts", async () => {
    const keep = await enter("甲", { owner: world.rep(0) });
    const other = await enter("乙", { owner: world.rep(1), industry: "IT" });
    const mergeId = await merge(keep, other, { name: "other" });
    await releaseCustomer(world.as(world.rep(0), at(1_000)), {
      customerId: keep,
      reason: "no_need",
      note: "",
    });
    await claimCustomer(world.as(world.rep(2), at(2_000)), { customerId: keep });
    expect(await undo(mergeId)).toMatchObject({ back: expect.arrayContaining(["name", "industry"]) });
    expect(await of(keep)).toMatchObject({ ownerId: world.rep(2).id, name: "甲", industry: null });
    expect(await of(other)).toMatchObject({ ownerId: world.rep(1).id, name: "乙" });
    await sound(keep, other);
  });

  test("the kept one was taken by a rule, or was found to be none: the other is there again all the same", async () => {
    const [keep, other] = [
      await enter("甲", { owner: world.rep(0) }),
      await enter("乙", { owner: world.rep(1) }),
    ];
    await follow(other, 1, 1_000);
    const mergeId = await merge(keep, other, {}, boss(2_000));
    await reclaimDue(world.system(at(2 * DAY)), {});
    await invalidateCustomer(boss(2 * DAY + 1), { customerId: keep, reason: "closed_down", note: "" });
    await undo(mergeId, 3 * DAY);
    expect(await of(keep)).toMatchObject({ state: "invalid" });
    expect(await of(other)).toMatchObject({ state: "owned", qualifiedAt: at(1_000) });
    await sound(keep, other);
  });

  test("tags that came with it go, and others stay; an edited field stays and is named", async () => {
    const keep = await enter("甲", { tags: ["a"] });
    const other = await enter("乙", { tags: ["b"], industry: "IT", source: "web" });
    const mergeId = await merge(keep, other);
    await world.db
      .update(customers)
      .set({ tags: ["a", "b", "c"], industry: "steel" })
      .where(eq(customers.id, keep));
    expect(await undo(mergeId)).toMatchObject({ edited: ["industry"] });
    expect(await of(keep)).toMatchObject({ tags: ["a", "c"], industry: "steel", source: null });
  });

  test("a person goes back as he is now, and who was deleted is told to be gone", async () => {
    const [keep, other] = [await enter("甲"), await enter("乙")];
    const [edited, deleted] = [await person(other, "13800138000"), await person(other, "13900139000")];
    const mergeId = await merge(keep, other);
    await world.db.update(contacts).set({ title: "CFO" }).where(eq(contacts.id, edited));
    await world.db.delete(contacts).where(eq(contacts.id, deleted));
    expect(await undo(mergeId)).toMatchObject({ contacts: 1, contactsGone: 1 });
    expect(await world.db.select().from(contacts)).toMatchObject([
      { id: edited, customerId: other, title: "CFO" },
    ]);
  });

  test("somebody else has the name that the kept one had: that is in the way, and said", async () => {
    const [keep, other] = [await enter("甲"), await enter("乙")];
    const mergeId = await merge(keep, other, { name: "other" });
    await enter("甲");
    for (const doing of [() => undo(mergeId), () => foreseeUndo(boss(), { mergeId })])
      await expect(doing()).rejects.toMatchObject({
        ...{ code: "MERGE_UNDO_BLOCKED", params: { reason: "identity", name: "甲" } },
      });
  });
});

describe("merges on merges", () => {
  const three = async () => {
    const [a, b, c] = [
      await enter("甲", { tags: ["a"], at: at(-DAY) }),
      await enter("乙", { tags: ["b"], industry: "IT", note: "b", at: at(-DAY) }),
      await enter("丙", { tags: ["c"], industry: "steel", source: "web", at: at(-DAY) }),
    ];
    await person(b, "13800138000");
    await person(c, "13800138000");
    await person(c, "13900139000");
    return [a, b, c] as const;
  };

  test("two into one are undone in either order, and all are what they were", async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ] as const) {
      await wipe(testDb());
      world = await makeWorld(testDb().db, { now, policy: { coolDownDays: 0, holdingCap: null } });
      const [a, b, c] = await three();
      const before = await asItIs(world.db, [a, b, c]);
      const made = [
        await merge(a, b, { name: "other", industry: "other" }),
        await merge(a, c, { name: "other", industry: "other", note: "both", stage: "other" }, boss(1_000)),
      ];
      expect(await of(a)).toMatchObject({ name: "丙", industry: "steel", tags: ["a", "b", "c"] });
      for (const [n, which] of order.entries()) {
        expect((await undo(made[which] ?? "", HOUR + n)).edited).toEqual([]);
        if (n === 0 && which === 0) {
          // What the first had brought is gone, what the second took over stands, with the person that both know.
          expect(await of(a)).toMatchObject({ name: "丙", industry: "steel", tags: ["a", "c"] });
          expect(await world.db.select().from(contacts).where(eq(contacts.customerId, a))).toHaveLength(2);
        }
      }
      const after = await asItIs(world.db, [a, b, c]);
      expect(after).toEqual(before);
      await sound(a, b, c);
    }
  });

  test("of a chain the last is undone first: the other way round is refused with the reason", async () => {
    const [a, b, c] = await three();
    const before = await asItIs(world.db, [a, b, c]);
    const inner = await merge(b, c, { name: "other" });
    const outer = await merge(a, b, { name: "other" }, boss(1_000));
    await expect(undo(inner)).rejects.toMatchObject({ params: { reason: "kept_merged" } });
    await undo(outer);
    await undo(inner, HOUR + 1);
    expect(await asItIs(world.db, [a, b, c])).toEqual(before);
    await sound(a, b, c);
  });
});

describe("a database of before", () => {
  test("its open merges are undone exactly too, and what its undos wrote still folds", async () => {
    const [keep, other] = [
      await enter("甲", { owner: world.rep(0) }),
      await enter("乙", { owner: world.rep(1) }),
    ];
    await follow(other, 1, 1_000);
    const before = await asItIs(world.db, [keep, other]);
    const mergeId = await merge(keep, other, {}, boss(2_000));
    await world.db
      .update(merges)
      .set({ kept: null, other: sql`other - 'held'` })
      .where(eq(merges.id, mergeId));
    await undo(mergeId);
    const after = await asItIs(world.db, [keep, other]);
    expect(after).toEqual(before);

    const again = await merge(keep, other, {}, boss(2 * HOUR));
    await inTx(boss(3 * HOUR), (ctx) =>
      moveCustomers(ctx, {
        ...{ kind: "merge_returned", where: sql`c.id = ${other}::uuid`, opens: { ownerId: world.rep(1).id } },
        policyId: world.pool.policyId,
      }),
    );
    await world.db
      .update(merges)
      .set({ undoneAt: at(3 * HOUR) })
      .where(eq(merges.id, again));
    expect(await of(other)).toMatchObject({ heldSince: at(3 * HOUR), ownerCount: 1 });
    await sound(keep, other);
  });
});
