import { eq, inArray, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/db/columns";
import { contacts, customers } from "@/db/schema/customers";
import { useTestDb } from "@/db/testing";
import { makeTeam, makeUser, makeWorld, type TestCustomer, type World } from "@/db/testing/factories";
import { foldDifferences } from "@/db/testing/pool-model";
import { wipe } from "@/db/testing/wipe";
import type { Ctx } from "@/lib/context";
import { createCustomer } from "@/lib/customers/create-customer";
import { editCustomer } from "@/lib/customers/edit-customer";
import { getTimeline } from "@/lib/customers/get-timeline";
import { CreateCustomerInput, EditCustomerInput } from "@/lib/customers/schema";
import { recordDeal } from "@/lib/deals/record-deal";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { auditDatabase } from "@/lib/ledger/audit";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { addMs, DAY, HOUR } from "@/lib/time";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { findKept } from "./find-kept";
import { mergeCustomers } from "./merge-customers";
import { undoMerge } from "./undo-merge";

const testDb = useTestDb({ max: 10 });
const now = new Date("2026-11-20T02:00:00Z");
const at = (ms: number) => addMs(now, ms);
let world: World;

beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now, policy: { coolDownDays: 0, holdingCap: null } });
});

async function enter(name: string, given: TestCustomer & { phone?: string } = {}): Promise<string> {
  const { phone, ...more } = given;
  const facts = { nameKey: name, identityKey: `n:${name}|` };
  const id = await world.customer({ name, ...facts, at: at(-2 * DAY), ...more });
  if (phone) {
    await world.db.insert(contacts).values({
      ...{
        id: newId(),
        customerId: id,
        name: "张三",
        phone,
        phoneE164: phone,
        isPrimary: true,
        createdAt: now,
      },
    });
  }
  return id;
}
const of = async (id: string) => {
  const [row] = await world.db.select().from(customers).where(eq(customers.id, id));
  if (!row) throw new Error("there is no such customer");
  return row;
};
const merge = (keepId: string, otherId: string, ctx: Ctx = world.as(world.manager), choices = {}) =>
  mergeCustomers(ctx, { keepId, otherId, choices });
const undo = (mergeId: string, ctx: Ctx = world.as(world.manager, at(HOUR))) => undoMerge(ctx, { mergeId });
const broken = async () => (await auditDatabase(testDb().db)).filter((one) => one.rows > 0);
const told = () =>
  world.db.execute<{ user_id: string; kind: string }>(
    sql`select user_id, kind from notifications order by kind, user_id`,
  );

describe("a merge", () => {
  test("keeps hands, pool and clock of the one, takes what it lacks from the other, and loses nothing", async () => {
    const keep = await enter("长乐科技", { owner: world.rep(0), region: "上海" });
    const other = await enter("长乐科技有限公司", {
      ...{ owner: world.rep(1), industry: "IT", phone: "+8613800138000", tags: ["old"], creditCode: null },
    });
    await logFollowUp(world.as(world.rep(1)), {
      ...{
        customerId: other,
        contactId: null,
        channel: "call",
        outcome: "connected",
        note: "a long enough note",
      },
      ...{ nextStep: "", nextStepAt: null },
    });
    const before = await of(keep);
    const made = await merge(keep, other, world.as(world.manager), { name: "other" });
    expect(made).toMatchObject({ keptId: keep, name: "长乐科技有限公司", mergedName: "长乐科技有限公司" });
    expect(await of(keep)).toMatchObject({
      ...{
        name: "长乐科技有限公司",
        nameKey: "长乐科技有限公司",
        industry: "IT",
        region: "上海",
        tags: ["old"],
      },
      ...{
        ownerId: world.rep(0).id,
        version: before.version,
        heldSince: before.heldSince,
        dueAt: before.dueAt,
      },
    });
    expect(await of(other)).toMatchObject({
      state: "merged",
      ownerId: null,
      mergedIntoId: keep,
      dueAt: null,
    });
    const [contact] = await world.db.select().from(contacts);
    expect(contact).toMatchObject({ customerId: keep, isPrimary: true });
    expect((await told()).map(({ user_id, kind }) => [kind, user_id])).toEqual(
      [world.rep(0).id, world.rep(1).id].sort().map((id) => ["merged", id]),
    );
    const { items } = await getTimeline(world.as(world.rep(0)), { customerId: keep });
    expect(items.filter(({ kind }) => kind === "follow_up")).toHaveLength(1);
    expect(await foldDifferences(world, [keep, other])).toEqual([]);
    expect(await broken()).toEqual([]);
  });

  test("is undone within seven days, into the owner's hands again", async () => {
    const keep = await enter("长乐科技", { owner: world.rep(0) });
    const other = await enter("长乐科技有限公司", {
      owner: world.rep(1),
      phone: "+8613800138000",
      industry: "IT",
    });
    const { mergeId } = await merge(keep, other);
    await editCustomer(
      world.as(world.rep(0), at(1_000)),
      EditCustomerInput.parse({
        ...{
          customerId: keep,
          editedAt: (await of(keep)).editedAt.toISOString(),
          changes: { region: "上海" },
        },
      }),
    );
    await expect(undo(mergeId, world.as(world.manager, at(8 * DAY)))).rejects.toMatchObject({
      code: "MERGE_UNDO_OVER",
    });
    expect(await undo(mergeId)).toMatchObject({ customerId: other, edited: [], lostOwner: null });
    expect(await of(keep)).toMatchObject({ industry: null, region: "上海" });
    expect(await of(other)).toMatchObject({
      ...{
        state: "owned",
        ownerId: world.rep(1).id,
        mergedIntoId: null,
        ownerCount: 1,
        heldSince: at(-2 * DAY),
      },
    });
    expect((await world.db.select().from(contacts))[0]).toMatchObject({ customerId: other, isPrimary: true });
    await expect(undo(mergeId)).rejects.toMatchObject({
      code: "MERGE_UNDO_BLOCKED",
      params: { reason: "undone" },
    });
    expect(await broken()).toEqual([]);
  });

  test("says what somebody has changed since, and leaves it", async () => {
    const keep = await enter("长乐科技");
    const other = await enter("长乐科技有限公司", { industry: "IT", source: "web" });
    const { mergeId } = await merge(keep, other);
    await world.db.execute(sql`update customers set industry = 'steel' where id = ${keep}::uuid`);
    expect((await undo(mergeId)).edited).toEqual(["industry"]);
    expect(await of(keep)).toMatchObject({ industry: "steel", source: null });
  });

  test("an owner who has left gets nothing back: the pool does", async () => {
    const keep = await enter("长乐科技", { owner: world.rep(0) });
    const other = await enter("长乐科技有限公司", { owner: world.rep(1) });
    const { mergeId } = await merge(keep, other);
    await deactivateUser(world.as(world.admin), { userId: world.rep(1).id, receiverId: null, note: "" });
    expect(await undo(mergeId)).toMatchObject({ lostOwner: "USER_INACTIVE" });
    expect(await of(other)).toMatchObject({ state: "pooled", ownerId: null });
    expect(await broken()).toEqual([]);
  });

  test("an identity that was taken meanwhile is in the way, and stays in the way of nothing else", async () => {
    const keep = await enter("长乐科技");
    const other = await enter("永和科技");
    const { mergeId } = await merge(keep, other);
    await enter("永和科技");
    await expect(undo(mergeId)).rejects.toMatchObject({
      code: "MERGE_UNDO_BLOCKED",
      params: { reason: "identity" },
    });
    expect(await of(other)).toMatchObject({ state: "merged" });
  });

  test("whoever enters the merged one again is told of the kept one, and its page leads there", async () => {
    const keep = await enter("长乐科技", { owner: world.rep(0) });
    const other = await enter("永和科技", { phone: "+8613900139000" });
    await merge(keep, other);
    const again = (given: object) =>
      createCustomer(
        world.as(world.rep(0)),
        CreateCustomerInput.parse({ into: "mine", poolId: world.pool.id, name: "永和科技", ...given }),
      );
    await expect(again({})).rejects.toMatchObject({
      code: "DUPLICATE_CUSTOMER",
      params: { customerId: keep },
    });
    await expect(again({ name: "另一个名字", contacts: [{ phone: "13900139000" }] })).rejects.toMatchObject({
      ...{ code: "DUPLICATE_CUSTOMER", params: { customerId: keep, by: "phone" } },
    });
    expect(await findKept(world.as(world.rep(0)), { customerId: other })).toBe(keep);
    expect(await findKept(world.as(world.rep(2)), { customerId: other })).toBe(null);
    expect(await findKept(world.as(world.rep(0)), { customerId: keep })).toBe(null);
  });
});

describe("what can't be merged", () => {
  test("who is held is kept, and who has bought", async () => {
    const pooled = await enter("甲");
    const held = await enter("乙", { owner: world.rep(0) });
    await expect(merge(pooled, held)).rejects.toMatchObject({
      code: "NOT_MERGEABLE",
      params: { reason: "keep_held" },
    });
    const plain = await enter("丙", { owner: world.rep(0) });
    await recordDeal(world.as(world.rep(0)), { customerId: held, title: "order", amount: 1 });
    await expect(merge(plain, held)).rejects.toMatchObject({ params: { reason: "keep_won" } });
    const bad = await enter("丁", { state: "invalid", invalidReason: "other" });
    await expect(merge(pooled, bad)).rejects.toMatchObject({ params: { reason: "invalid" } });
  });

  test("what another team holds is not for this manager", async () => {
    const team = await makeTeam(testDb().db, at(-DAY));
    const stranger = await makeUser(testDb().db, at(-DAY), { team });
    const mine = await enter("甲", { owner: world.rep(0) });
    const theirs = await enter("乙", { owner: stranger });
    await expect(merge(mine, theirs)).rejects.toMatchObject({ code: "NOT_YOURS" });
    await expect(merge(mine, theirs, world.as(world.rep(0)))).rejects.toMatchObject({ code: "FORBIDDEN" });
    await merge(mine, theirs, world.as(world.admin));
  });
});

describe("at the same time", () => {
  test("of two merges of a pair one wins, either way round", async () => {
    const [a, b] = [await enter("甲"), await enter("乙")];
    const answers = await Promise.allSettled([merge(a, b), merge(b, a), merge(a, b), merge(b, a)]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(answers.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []))).toEqual(
      Array(3).fill("ALREADY_MERGED"),
    );
    expect(await broken()).toEqual([]);
  });

  test("a merge against a claim: one of them is too late", async () => {
    for (let round = 0; round < 8; round += 1) {
      const [a, b] = [await enter(`甲${round}`), await enter(`乙${round}`)];
      const [merged, claimed] = await Promise.allSettled([
        merge(a, b),
        claimCustomer(world.as(world.rep(round % 3)), { customerId: b }),
      ]);
      const row = await of(b);
      if (merged.status === "fulfilled") expect(row).toMatchObject({ state: "merged", ownerId: null });
      else expect(row.state).toBe("owned");
      expect(claimed.status === "fulfilled").toBe(merged.status === "rejected");
      if (claimed.status === "fulfilled") {
        await releaseCustomer(world.as(world.rep(round % 3)), { customerId: b, reason: "no_need", note: "" });
      }
    }
    expect(await broken()).toEqual([]);
  });

  test("A into B while B goes into C: nothing is lost, and everything leads to the last", async () => {
    for (let round = 0; round < 6; round += 1) {
      const ids = [await enter(`甲${round}`), await enter(`乙${round}`), await enter(`丙${round}`)];
      const [a = "", b = "", c = ""] = ids;
      await Promise.allSettled([merge(b, a), merge(c, b)]);
      const rows = await Promise.all(ids.map(of));
      for (const row of rows.filter(({ state }) => state === "merged")) {
        const kept = await findKept(world.as(world.manager), { customerId: row.id });
        expect(kept && (await of(kept)).state).toBe("pooled");
      }
      expect(await foldDifferences(world, ids)).toEqual([]);
    }
    expect(await broken()).toEqual([]);
  });
});

const Facts = fc.record({
  industry: fc.option(fc.constantFrom("IT", "steel"), { nil: null }),
  region: fc.option(fc.constantFrom("上海", "北京"), { nil: null }),
  grade: fc.constantFrom("A", "B", "C"),
  note: fc.option(fc.string({ maxLength: 20 }), { nil: null }),
  tags: fc.uniqueArray(fc.constantFrom("a", "b", "c"), { maxLength: 3 }),
  expectedValue: fc.option(fc.nat(1_000), { nil: null }),
  custom: fc.dictionary(fc.constantFrom("k1", "k2"), fc.oneof(fc.nat(9), fc.constantFrom("x", "y"))),
  extra: fc.option(fc.dictionary(fc.constantFrom("h1", "h2"), fc.constantFrom("x", "y")), { nil: null }),
  owner: fc.option(fc.nat(1), { nil: null }),
  phones: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
});
const Choices = fc.dictionary(
  fc.constantFrom(
    "name",
    "industry",
    "region",
    "grade",
    "note",
    "tags",
    "expectedValue",
    "custom.k1",
    "creditCode",
  ),
  fc.constantFrom("keep", "other", "both"),
);

/** Everything of a customer but when it was touched, and its place in the ledger. */
async function snapshot(ids: readonly string[]): Promise<string> {
  const rows = await Promise.all(ids.map(of));
  const people = await world.db
    .select()
    .from(contacts)
    .where(inArray(contacts.customerId, [...ids]))
    .orderBy(contacts.id);
  const facts = rows.map(({ version, movedAt, heldSince, editedAt, pooledAt, lastOwnerId, ...row }) => {
    const {
      stageChangedAt,
      gradeDroppedAt,
      intentDroppedAt,
      dueAt,
      dueFrom,
      remindAt,
      duePolicyId,
      ...rest
    } = row;
    return { ...rest, held: heldSince !== null };
  });
  return JSON.stringify([facts, people]);
}

test("merged and undone, everything is as before", async () => {
  let made = 0;
  const create = async ({
    owner,
    phones,
    ...facts
  }: typeof Facts extends fc.Arbitrary<infer T> ? T : never) => {
    made += 1;
    const id = await enter(`客户${made}`, {
      ...facts,
      ...(owner === null ? {} : { owner: world.rep(owner) }),
    });
    for (const [n, digit] of phones.entries()) {
      await world.db.insert(contacts).values({
        ...{ id: newId(), customerId: id, phone: `1380013800${digit}`, phoneE164: `+861380013800${digit}` },
        ...{ isPrimary: n === 0, createdAt: now },
      });
    }
    return id;
  };
  await fc.assert(
    fc.asyncProperty(Facts, Facts, Choices, async (one, two, choices) => {
      const [a, b] = [await create(one), await create(two)];
      const [keep, other] = one.owner === null && two.owner !== null ? [b, a] : [a, b];
      const before = await snapshot([a, b]);
      const counted = await world.db.execute(sql`select count(*) from contacts`);
      const { mergeId } = await merge(keep, other, world.as(world.admin), choices);
      expect(await world.db.execute(sql`select count(*) from contacts`)).toEqual(counted);
      await undo(mergeId, world.as(world.admin, at(HOUR)));
      expect(await snapshot([a, b])).toBe(before);
      expect(await foldDifferences(world, [a, b])).toEqual([]);
    }),
    { numRuns: 60 },
  );
  expect(await broken()).toEqual([]);
}, 60_000);
