import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { withClocks } from "@/db/testing/clocks";
import { makePool, makeUser, makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { publishPolicy } from "@/lib/policies/publish-policy";
import type { DraftRef } from "@/lib/policies/publish-schema";
import { getPolicy } from "@/lib/policies/queries";
import { rollBackPolicy } from "@/lib/policies/roll-back-policy";
import { archivePool } from "@/lib/pools/archive-pool";
import { DAY, HOUR, MINUTE } from "@/lib/time";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { approvePolicyDraft } from "./approve-policy-draft";
import { askForApproval } from "./ask-for-approval";
import { discardPolicyDraft } from "./discard-policy-draft";
import { publishScheduled } from "./publish-scheduled";
import { getApprovalSettings, getPolicyDraft } from "./queries";
import { savePolicyDraft } from "./save-policy-draft";
import { schedulePolicyDraft, unschedulePolicyDraft } from "./schedule-policy-draft";

const now = new Date("2026-11-20T02:00:00.000Z");
const plus = (ms: number) => new Date(now.getTime() + ms);
const testDb = useTestDb();
let world: World;
let second: TestUser;

beforeEach(async () => {
  world = await makeWorld(testDb().db, { now, policy: withClocks({ firstContactHours: null }) });
  second = await makeUser(testDb().db, now, { role: "admin" });
  await putThreshold(null);
});

/** As the admins have agreed on it before. */
const putThreshold = (threshold: number | null) =>
  testDb().db.execute(sql`update organizations set approval_threshold = ${threshold}`);
const poolId = () => world.pool.id;
const documentOf = (coolDownDays: number) => ({ ...world.pool.policy, coolDownDays });
/** Thirteen days less: what has been held for twenty is hit. */
const stricter = () => ({ ...world.pool.policy, ...withClocks({ noFollowUpDays: 17 }, world.pool.policy) });
const save = (
  who: TestUser,
  document = documentOf(3),
  draft: DraftRef | null = null,
  baseVersion = 1,
  at = now,
) => savePolicyDraft(world.as(who, at), { poolId: poolId(), baseVersion, document, note: "", draft });
const draftOf = () => getPolicyDraft(world.as(world.admin), { poolId: poolId() });
const publish = (
  document: ReturnType<typeof documentOf>,
  draft?: DraftRef,
  baseVersion = 1,
  who = world.admin,
) =>
  publishPolicy(world.as(who), {
    poolId: poolId(),
    baseVersion,
    document,
    note: "",
    ...(draft ? { draft } : {}),
  });
const inForce = async () => (await getPolicy(world.as(world.admin), { poolId: poolId() })).version;
const told = async (user: TestUser, kind: string) =>
  world.db.execute<{ params: Record<string, unknown> }>(
    sql`select params from notifications where user_id = ${user.id} and kind = ${kind} order by at, id`,
  );

describe("a draft that is kept", () => {
  test("is there for every admin, says whose it is, from when and on what, and nothing comes into force", async () => {
    await save(world.admin);
    expect(await draftOf()).toMatchObject({
      ...{ note: "", document: { coolDownDays: 3 }, base: { version: 1 } },
      ...{ editedAt: now, editedBy: { id: world.admin.id, name: world.admin.name } },
      ...{ approval: null, schedule: null, observation: null },
    });
    expect(await inForce()).toBe(1);
  });

  test("two who edit one draft: the second is told who was quicker, and what was saved stands", async () => {
    const first = await save(world.admin);
    const mine = await save(world.admin, documentOf(4), first);
    expect(mine).toEqual({ draftId: first.draftId, revision: 2 });
    const conflict = { code: "DRAFT_CHANGED", params: { name: world.admin.name, gone: false } };
    await expect(save(second, documentOf(9), first)).rejects.toMatchObject(conflict);
    await expect(save(second, documentOf(9), null)).rejects.toMatchObject(conflict);
    expect((await draftOf())?.document.coolDownDays).toBe(4);
    // Knowingly, over what he has seen.
    await save(second, documentOf(9), mine);
    expect(await draftOf()).toMatchObject({ document: { coolDownDays: 9 }, editedBy: { id: second.id } });
  });

  test("two who begin one at the same time: one wins", async () => {
    const results = await Promise.allSettled([save(world.admin, documentOf(3)), save(second, documentOf(4))]);
    expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const [lost] = results.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    expect(lost).toBe("DRAFT_CHANGED");
  });

  test("the same again is the same revision, its rules in whatever order the database keeps their keys", async () => {
    const first = await save(world.admin);
    const turned = Object.fromEntries(Object.entries(documentOf(3)).reverse()) as ReturnType<
      typeof documentOf
    >;
    expect(await save(second, turned, first)).toEqual(first);
  });

  test("is discarded by whoever has seen it, and by nobody else", async () => {
    const first = await save(world.admin);
    const next = await save(world.admin, documentOf(4), first);
    const discard = (draft: DraftRef) => discardPolicyDraft(world.as(second), { poolId: poolId(), draft });
    await expect(discard(first)).rejects.toMatchObject({ code: "DRAFT_CHANGED" });
    await discard(next);
    expect(await draftOf()).toBeNull();
    await expect(discard(next)).rejects.toMatchObject({ code: "DRAFT_CHANGED", params: { gone: true } });
  });

  test("on a version that never was, or in an archived pool: there is nothing to draft", async () => {
    await expect(save(world.admin, documentOf(3), null, 2)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await archivePool(world.as(world.admin), { poolId: poolId(), moveTo: null });
    await expect(save(world.admin)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("publishing it ends it; publishing something else leaves it on the older version", async () => {
    const draft = await save(world.admin);
    await publish(documentOf(5));
    expect(await draftOf()).toMatchObject({ base: { version: 1 }, document: { coolDownDays: 3 } });
    await expect(publish(documentOf(3), draft)).rejects.toMatchObject({ code: "POLICY_CHANGED" });
    const moved = await save(world.admin, documentOf(3), draft, 2);
    expect((await draftOf())?.base.version).toBe(2);
    await expect(publish(documentOf(3), draft, 2)).rejects.toMatchObject({ code: "DRAFT_CHANGED" });
    expect(await inForce()).toBe(2);
    await publish(documentOf(4), moved, 2);
    expect(await draftOf()).toBeNull();
    await save(second, documentOf(6), null, 3);
    await publish(documentOf(6), undefined, 3);
    expect(await draftOf()).toBeNull();
  });
});

describe("the approval by a second admin", () => {
  const approve = (who: TestUser, draft: DraftRef) =>
    approvePolicyDraft(world.as(who), { poolId: poolId(), draft });

  beforeEach(async () => {
    await world.customers(3, { owner: world.rep(0), at: plus(-20 * DAY) });
    await putThreshold(2);
  });

  test("without one, rules that take more than the threshold are refused, and how many is said", async () => {
    const refused = { code: "APPROVAL_NEEDED", params: { hit: 3, threshold: 2, approved: null } };
    await expect(publish(stricter())).rejects.toMatchObject(refused);
    expect(await inForce()).toBe(1);
    await putThreshold(3);
    await publish(stricter());
    expect(await inForce()).toBe(2);
  });

  test("rules that take nobody whom those in force leave need none, whoever goes anyway", async () => {
    await world.customers(4, { owner: world.rep(1), at: plus(-29 * DAY - 23 * HOUR) });
    await publish(documentOf(5));
    await publish({ ...world.pool.policy, returnRules: [] }, undefined, 2);
    expect(await inForce()).toBe(3);
  });

  test("given by another admin than the last editor, for this very document", async () => {
    const draft = await save(world.admin, stricter());
    await expect(publish(stricter(), draft)).rejects.toMatchObject({ code: "APPROVAL_NEEDED" });
    await expect(approve(world.admin, draft)).rejects.toMatchObject({ code: "OWN_DRAFT" });
    expect(await approve(second, draft)).toEqual({ hit: 3 });
    expect((await draftOf())?.approval).toMatchObject({ by: { id: second.id }, hit: 3 });
    expect(await told(world.admin, "draft_approved")).toMatchObject([{ params: { count: 3 } }]);
    const other = { ...stricter(), coolDownDays: 1 };
    await expect(publish(other)).rejects.toMatchObject({ code: "APPROVAL_NEEDED" });
    await publish(stricter(), draft);
    expect(await inForce()).toBe(2);
  });

  test("an edit takes it back, also one by the approver", async () => {
    const draft = await save(world.admin, stricter());
    await approve(second, draft);
    const edited = await save(second, { ...stricter(), coolDownDays: 1 }, draft);
    expect((await draftOf())?.approval).toBeNull();
    const document = { ...stricter(), coolDownDays: 1 };
    await expect(publish(document, edited)).rejects.toMatchObject({ code: "APPROVAL_NEEDED" });
    await expect(approve(second, edited)).rejects.toMatchObject({ code: "OWN_DRAFT" });
    await approve(world.admin, edited);
    await publish(document, edited, 1, second);
    expect(await inForce()).toBe(2);
  });

  test("counts for as many as were seen and the threshold more; what has grown beyond is approved again", async () => {
    const draft = await save(world.admin, stricter());
    await approve(second, draft);
    await world.customers(3, { owner: world.rep(1), at: plus(-21 * DAY) });
    const grown = { code: "APPROVAL_NEEDED", params: { hit: 6, threshold: 2, approved: 3 } };
    await expect(publish(stricter(), draft)).rejects.toMatchObject(grown);
    await approve(second, draft);
    await publish(stricter(), draft);
    expect(await inForce()).toBe(2);
  });

  test("is not given to a draft on an older version", async () => {
    const draft = await save(world.admin, stricter());
    await publish(documentOf(5));
    await expect(approve(second, draft)).rejects.toMatchObject({
      code: "POLICY_CHANGED",
      params: { version: 2 },
    });
  });

  test("is asked of every other active admin, once for a revision", async () => {
    const gone = await makeUser(testDb().db, now, { role: "admin" });
    await deactivateUser(world.as(world.admin), { userId: gone.id, receiverId: null, note: "" });
    const draft = await save(world.admin, stricter());
    const ask = () => askForApproval(world.as(world.admin), { poolId: poolId(), draft });
    const { asked } = await ask();
    await ask();
    expect(asked).toBe((await getApprovalSettings(world.as(second))).admins - 1);
    expect(await told(second, "approval_asked")).toMatchObject([{ params: { by: world.admin.name } }]);
    expect(await told(gone, "approval_asked")).toEqual([]);
    expect(await told(world.admin, "approval_asked")).toEqual([]);
  });

  test("a return to an earlier version needs it too", async () => {
    await putThreshold(null);
    await publish({ ...world.pool.policy, ...withClocks({ noFollowUpDays: 15 }, world.pool.policy) });
    await publish(
      { ...world.pool.policy, ...withClocks({ noFollowUpDays: 60 }, world.pool.policy) },
      undefined,
      2,
    );
    await putThreshold(2);
    const back = rollBackPolicy(world.as(world.admin), {
      poolId: poolId(),
      baseVersion: 3,
      version: 2,
      note: "",
    });
    await expect(back).rejects.toMatchObject({ code: "APPROVAL_NEEDED" });
  });
});

describe("publishing at an hour", () => {
  const schedule = (draft: DraftRef, publishAt = plus(HOUR), who = world.admin) =>
    schedulePolicyDraft(world.as(who), { poolId: poolId(), draft, publishAt });
  const run = (at: Date) => publishScheduled(world.system(at), {});

  test("the job publishes it when its hour has come, not before, in the name of who said so, and once", async () => {
    const draft = await save(second);
    await schedule(draft);
    expect((await draftOf())?.schedule).toMatchObject({ at: plus(HOUR), by: { id: world.admin.id } });
    expect(await run(plus(HOUR - 1))).toEqual({ published: 0, unscheduled: 0 });
    const both = await Promise.all([run(plus(HOUR)), run(plus(HOUR))]);
    expect(both.reduce((sum, one) => sum + one.published, 0)).toBe(1);
    expect(both.reduce((sum, one) => sum + one.unscheduled, 0)).toBe(0);
    expect(await getPolicy(world.as(world.admin), { poolId: poolId() })).toMatchObject({
      ...{
        version: 2,
        publishedById: world.admin.id,
        publishedAt: plus(HOUR),
        document: { coolDownDays: 3 },
      },
    });
    expect(await draftOf()).toBeNull();
    expect(await run(plus(HOUR + MINUTE))).toEqual({ published: 0, unscheduled: 0 });
  });

  test("an hour that is past is refused, and one that is taken back never comes", async () => {
    const draft = await save(world.admin);
    await expect(schedule(draft, now)).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await schedule(draft);
    await unschedulePolicyDraft(world.as(second), { poolId: poolId(), draft });
    expect(await run(plus(DAY))).toEqual({ published: 0, unscheduled: 0 });
    await schedule(draft);
    await save(world.admin, documentOf(4), draft);
    expect((await draftOf())?.schedule).toBeNull();
    expect(await run(plus(DAY))).toEqual({ published: 0, unscheduled: 0 });
  });

  const refusedWith = async (why: string, whom: TestUser) => {
    expect(await run(plus(HOUR))).toEqual({ published: 0, unscheduled: 1 });
    expect(await draftOf()).toMatchObject({ schedule: null, document: {} });
    expect(await told(whom, "draft_unscheduled")).toMatchObject([
      { params: { reason: why, poolId: poolId() } },
    ]);
    expect(await run(plus(HOUR + MINUTE))).toEqual({ published: 0, unscheduled: 0 });
  };

  test("a newer version meanwhile: it stays a draft, and its author is told", async () => {
    await schedule(await save(world.admin));
    await publish(documentOf(5));
    await refusedWith("POLICY_CHANGED", world.admin);
    expect(await inForce()).toBe(2);
  });

  test("no approval at its hour: the same; one that came in time is enough", async () => {
    await world.customers(3, { owner: world.rep(0), at: plus(-20 * DAY) });
    await putThreshold(2);
    const draft = await save(world.admin, stricter());
    await schedule(draft);
    await refusedWith("APPROVAL_NEEDED", world.admin);
    await approvePolicyDraft(world.as(second), { poolId: poolId(), draft });
    await schedule(draft, plus(2 * HOUR));
    expect(await run(plus(2 * HOUR))).toEqual({ published: 1, unscheduled: 0 });
  });

  test("rules that nobody can read any more: it stays a draft without an hour, and the others are published", async () => {
    await schedule(await save(world.admin));
    const other = await makePool(testDb().db, now);
    const draft = await savePolicyDraft(world.as(world.admin), {
      ...{ poolId: other.id, baseVersion: 1, document: documentOf(3), note: "", draft: null },
    });
    await schedulePolicyDraft(world.as(world.admin), { poolId: other.id, draft, publishAt: plus(HOUR) });
    await world.db.execute(sql`update policy_drafts set document = '{}' where pool_id = ${poolId()}`);
    expect(await run(plus(HOUR))).toEqual({ published: 1, unscheduled: 1 });
    expect(await inForce()).toBe(1);
    expect(await told(world.admin, "draft_unscheduled")).toMatchObject([
      { params: { reason: "INVALID_INPUT" } },
    ]);
  });

  test("its author has left: the others are told", async () => {
    await schedule(await save(second), plus(HOUR), second);
    await deactivateUser(world.as(world.admin), { userId: second.id, receiverId: null, note: "" });
    await refusedWith("USER_INACTIVE", world.admin);
    expect(await inForce()).toBe(1);
  });
});
