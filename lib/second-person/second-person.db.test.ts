import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { withClocks } from "@/db/testing/clocks";
import { makeUser, makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { getCustomer } from "@/lib/customers/get-customer";
import { decideExport } from "@/lib/exports/decide-export";
import { listExports } from "@/lib/exports/queries";
import { requestExport } from "@/lib/exports/request-export";
import { setExportRules } from "@/lib/exports/set-export-rules";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { approvePolicyDraft } from "@/lib/policy-drafts/approve-policy-draft";
import { askForApproval } from "@/lib/policy-drafts/ask-for-approval";
import { decideThresholdChange } from "@/lib/policy-drafts/decide-threshold-change";
import { publishScheduled } from "@/lib/policy-drafts/publish-scheduled";
import { getApprovalSettings, getPolicyDraft } from "@/lib/policy-drafts/queries";
import { savePolicyDraft } from "@/lib/policy-drafts/save-policy-draft";
import { setApprovalThreshold } from "@/lib/policy-drafts/set-approval-threshold";
import { answerRequest } from "@/lib/requests/answer-request";
import { listRequests } from "@/lib/requests/queries";
import { requestProtection } from "@/lib/requests/request-protection";
import { addMs, DAY, HOUR, MINUTE } from "@/lib/time";
import { createToken } from "@/lib/tokens/create-token";
import { revokeToken } from "@/lib/tokens/revoke-token";
import { createUser } from "@/lib/users/create-user";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { editUser } from "@/lib/users/edit-user";
import { reactivateUser } from "@/lib/users/reactivate-user";
import { resetPassword } from "@/lib/users/reset-password";
import { EditUserInput } from "@/lib/users/schema";

const now = new Date("2026-11-20T02:00:00.000Z");
const at = (ms: number) => addMs(now, ms);
const WEEK = 7 * DAY;
const testDb = useTestDb();
let world: World;
/** Asks; has always been here. */
let asker: TestUser;
/** Admins who have always been here too. */
let second: TestUser;
let third: TestUser;
let made = 0;

beforeEach(async () => {
  await wipe(testDb());
  const requests = { waitDays: 7, perTenure: 5, maxDays: 30 };
  world = await makeWorld(testDb().db, {
    now,
    policy: { ...withClocks({ firstContactHours: null }), requests },
  });
  asker = world.admin;
  second = await makeUser(testDb().db, now, { role: "admin" });
  third = await makeUser(testDb().db, now, { role: "admin" });
  made += 1;
});

const profile = (user: TestUser, over: object = {}) =>
  EditUserInput.parse({ userId: user.id, email: user.email, name: user.name, role: user.role, ...over });
const letIn = async (by: TestUser, role: TestUser["role"] = "admin", when = now): Promise<TestUser> => {
  const email = `let-in-${made}-${when.getTime()}-${by.id}@test.example`;
  const person = { email, name: "林沐", role, teamId: null, level: null, holdingCap: null, locale: null };
  const { userId } = await createUser(world.as(by, when), { ...person, poolIds: [], password: null });
  return { id: userId, email, name: "林沐", role, teamId: null };
};
const givePassword = (by: TestUser, to: TestUser, when = now) =>
  resetPassword(world.as(by, when), { userId: to.id, password: "a long enough one" });
const letGo = (by: TestUser, user: TestUser, when = now) =>
  deactivateUser(world.as(by, when), { userId: user.id, receiverId: null, note: "" });

/** A draft of somebody's that takes three customers, where two need an approval. */
async function draftOf(who: TestUser) {
  await testDb().db.execute(sql`update organizations set approval_threshold = 2`);
  await world.customers(3, { owner: world.rep(0), at: at(-20 * DAY) });
  const document = { ...world.pool.policy, ...withClocks({ noFollowUpDays: 17 }, world.pool.policy) };
  const input = { poolId: world.pool.id, baseVersion: 1, document, note: "" };
  const draft = await savePolicyDraft(world.as(who), { ...input, draft: null });
  return {
    approve: (by: TestUser, when = now) =>
      approvePolicyDraft(world.as(by, when), { poolId: world.pool.id, draft }),
    publish: (when = now) => publishPolicy(world.as(who, when), { ...input, draft }),
    ask: () => askForApproval(world.as(who), { poolId: world.pool.id, draft }),
    read: (by: TestUser, when = now) => getPolicyDraft(world.as(by, when), { poolId: world.pool.id }),
  };
}

const refusal = { code: "NOT_A_SECOND_PERSON" };

describe("a draft isn't approved by whom its drafter has", () => {
  const ways: [string, () => Promise<TestUser>][] = [
    ["let in", () => letIn(asker)],
    [
      "made an admin",
      async () => {
        await editUser(world.as(asker), profile(world.rep(1), { role: "admin" }));
        return { ...world.rep(1), role: "admin" };
      },
    ],
    [
      "given a password",
      async () => {
        await givePassword(asker, second);
        return second;
      },
    ],
    [
      "given another address",
      async () => {
        await editUser(world.as(asker), profile(second, { email: `mine-${made}@test.example` }));
        return second;
      },
    ],
    [
      "let back in",
      async () => {
        await letGo(third, second);
        await reactivateUser(world.as(asker), { userId: second.id });
        return second;
      },
    ],
  ];
  test.each(ways)("%s: not for seven days, then he may; the refusal says until when", async (_, give) => {
    const draft = await draftOf(asker);
    const approver = await give();
    const params = { how: "given", name: asker.name, until: at(WEEK).toISOString() };
    await expect(draft.approve(approver)).rejects.toMatchObject({ ...refusal, params });
    expect((await draft.read(approver))?.sameHands).toEqual(params);
    await expect(draft.publish()).rejects.toMatchObject({ code: "APPROVAL_NEEDED" });
    await expect(draft.approve(approver, at(WEEK - 1))).rejects.toMatchObject(refusal);
    expect((await draft.read(approver, at(WEEK)))?.sameHands).toBeNull();
    await draft.approve(approver, at(WEEK));
    await draft.publish(at(WEEK));
  });

  test("an edit that gives nothing, a colleague whom another let in, and oneself stand in nobody's way", async () => {
    const draft = await draftOf(asker);
    await editUser(world.as(asker), profile(second, { name: "陈屿", email: second.email.toUpperCase() }));
    await editUser(world.as(asker), profile(third, { role: "manager" }));
    await givePassword(second, second);
    const fresh = await letIn(second);
    expect((await draft.read(asker))?.sameHands).toBeNull();
    await expect(draft.approve(asker)).rejects.toMatchObject({ code: "OWN_DRAFT" });
    await draft.approve(second);
    await draft.approve(fresh);
  });

  test("and the other way round: who let the drafter in may have drafted it himself", async () => {
    const drafter = await letIn(asker);
    const draft = await draftOf(drafter);
    await expect(draft.approve(asker)).rejects.toMatchObject({
      ...refusal,
      params: { how: "gave", name: drafter.name, until: at(WEEK).toISOString() },
    });
    await draft.approve(second);
  });

  test("nor by somebody who has his access from the same third person", async () => {
    const drafter = await letIn(third, "admin", at(-3 * DAY));
    const draft = await draftOf(drafter);
    await givePassword(third, second);
    await expect(draft.approve(second)).rejects.toMatchObject({
      ...refusal,
      params: { how: "shared", name: third.name, until: at(4 * DAY).toISOString() },
    });
    await draft.approve(asker);
  });

  test("nor over a colleague in between, in the order in which it can have been done", async () => {
    const draft = await draftOf(asker);
    // Six days ago he could become the second, who five days later gave the third a password.
    await givePassword(asker, second, at(-6 * DAY));
    await givePassword(second, third, at(-1 * DAY));
    const params = { how: "given", name: asker.name, until: at(6 * DAY).toISOString() };
    await expect(draft.approve(third)).rejects.toMatchObject({ ...refusal, params });
    // The second is free again by then, the third isn't.
    await draft.approve(second, at(2 * DAY));
    await expect(draft.approve(third, at(5 * DAY))).rejects.toMatchObject(refusal);
  });

  test("what a colleague gave before he could be the asker doesn't count", async () => {
    const draft = await draftOf(asker);
    await givePassword(second, third, at(-2 * DAY));
    await givePassword(asker, second, at(-1 * DAY));
    await draft.approve(third);
  });

  test("a token that the drafter made for him is the drafter's hand as long as it lives, and seven days more", async () => {
    const draft = await draftOf(asker);
    const token = (scopes: string[], expiresAt: Date | null = null) =>
      createToken(world.as(asker), {
        ...{ userId: second.id, name: "nightly", scopes },
        expiresAt: expiresAt?.toISOString() ?? null,
      });
    await token(["customers.read"]);
    await draft.approve(second);
    await token(["*"], at(HOUR));
    await expect(draft.approve(second, at(DAY))).rejects.toMatchObject({
      params: { until: at(WEEK + HOUR).toISOString() },
    });
    const { tokenId } = await token(["policies.*"]);
    const params = { how: "given", name: asker.name, until: null };
    await expect(draft.approve(second, at(90 * DAY))).rejects.toMatchObject({ ...refusal, params });
    await revokeToken(world.as(second, at(90 * DAY)), { tokenId });
    await expect(draft.approve(second, at(97 * DAY - 1))).rejects.toMatchObject({
      params: { until: at(97 * DAY).toISOString() },
    });
    await draft.approve(second, at(97 * DAY));
  });

  test("only those are asked who may; with none of them there is nobody to ask", async () => {
    const draft = await draftOf(asker);
    await letIn(asker);
    expect(await draft.ask()).toEqual({ asked: 2 });
    const told = await world.db.execute<{ user_id: string }>(
      sql`select user_id from notifications where kind = 'approval_asked'`,
    );
    expect(told.map(({ user_id }) => user_id).sort()).toEqual([second.id, third.id].sort());
  });
});

describe("a looser threshold", () => {
  beforeEach(() => testDb().db.execute(sql`update organizations set approval_threshold = 2`));
  const waits = async (by = second, when = now) => {
    const { waiting, sameHands, threshold } = await getApprovalSettings(world.as(by, when));
    return { changeId: waiting?.id ?? "", effectiveAt: waiting?.effectiveAt, sameHands, threshold };
  };
  const decide = async (by: TestUser, approve: boolean, when = now) =>
    decideThresholdChange(world.as(by, when), { changeId: (await waits(by, when)).changeId, approve });

  test("isn't approved by whom its asker gave a password; he may decline it, another may approve", async () => {
    await setApprovalThreshold(world.as(asker), { threshold: null });
    await givePassword(asker, second);
    await expect(decide(second, true)).rejects.toMatchObject({ ...refusal, params: { how: "given" } });
    expect((await waits()).sameHands).toMatchObject({ how: "given", until: at(WEEK).toISOString() });
    expect((await waits(third)).sameHands).toBeNull();
    expect((await waits(asker)).sameHands).toBeNull();
    expect(await decide(second, false)).toMatchObject({ state: "declined" });
    await setApprovalThreshold(world.as(asker), { threshold: null });
    expect(await decide(third, true)).toMatchObject({ threshold: null });
  });

  test("an only admin waits a day; with an admin of his own making beside him it takes that one's seven", async () => {
    await letGo(asker, second);
    await letGo(asker, third);
    await setApprovalThreshold(world.as(asker), { threshold: null });
    const own = await letIn(asker, "admin", at(HOUR));
    await publishScheduled(world.system(at(2 * DAY)), {});
    expect(await waits(own, at(2 * DAY))).toMatchObject({ threshold: 2, effectiveAt: null });
    await expect(decide(own, true, at(2 * DAY))).rejects.toMatchObject(refusal);
    expect(await decide(own, true, at(WEEK + HOUR))).toMatchObject({ threshold: null });
    // Alone again he has his day.
    await setApprovalThreshold(world.as(asker, at(8 * DAY)), { threshold: 2 });
    await letGo(asker, own, at(8 * DAY));
    await setApprovalThreshold(world.as(asker, at(8 * DAY)), { threshold: null });
    await publishScheduled(world.system(at(9 * DAY)), {});
    expect((await waits(asker, at(9 * DAY))).threshold).toBeNull();
  });
});

describe("an export", () => {
  const ask = (who: TestUser, when = now) =>
    requestExport(world.as(who, when), {
      ...{ list: "pool" as const, search: { pool: world.pool.id }, format: "csv" as const },
      locale: "en",
    });
  const decide = (who: TestUser, exportId: string, allow: boolean, when = now) =>
    decideExport(world.as(who, when), { exportId, allow });

  beforeEach(async () => {
    await world.customers(4);
    await setExportRules(world.as(third, at(-2 * DAY)), { approvalAbove: 3 });
  });

  test("isn't allowed by whom its asker let in, nor by who let the asker in; both may decline it", async () => {
    const { exportId } = await ask(asker);
    const own = await letIn(asker);
    await expect(decide(own, exportId, true)).rejects.toMatchObject({ ...refusal, params: { how: "given" } });
    const { rows } = await listExports(world.as(own), { whose: "all" });
    expect(rows[0]).toMatchObject({ mayDecide: true, sameHands: { how: "given", name: asker.name } });
    expect((await listExports(world.as(second), { whose: "all" })).rows[0]).toMatchObject({
      ...{ mayDecide: true, sameHands: null },
    });
    expect(await decide(second, exportId, true)).toMatchObject({ state: "queued" });
    const theirs = await ask(own);
    await expect(decide(asker, theirs.exportId, true)).rejects.toMatchObject({ params: { how: "gave" } });
    expect(await decide(asker, theirs.exportId, false)).toMatchObject({ state: "declined" });
    const later = await ask(own, at(WEEK));
    expect(await decide(asker, later.exportId, true, at(WEEK))).toMatchObject({ state: "queued" });
  });

  test("whoever lifts its approval, and who may be he, is held to it for a day; others aren't", async () => {
    const own = await letIn(asker);
    await setExportRules(world.as(asker), { approvalAbove: 50 });
    await setExportRules(world.as(asker, at(MINUTE)), { approvalAbove: null });
    expect((await ask(second, at(HOUR))).state).toBe("queued");
    expect((await ask(asker, at(HOUR))).state).toBe("asked");
    expect((await ask(own, at(HOUR))).state).toBe("asked");
    expect((await ask(asker, at(DAY - 1))).state).toBe("asked");
    expect((await ask(asker, at(DAY + MINUTE))).state).toBe("queued");
    const changes = await world.db.execute(
      sql`select by_id, from_above, to_above from export_rule_changes order by at, id`,
    );
    expect(changes.map(({ by_id, from_above, to_above }) => [by_id, from_above, to_above])).toEqual([
      [third.id, null, 3],
      [asker.id, 3, 50],
      [asker.id, 50, null],
    ]);
  });
});

describe("a request for protection", () => {
  const ask = async (owner: TestUser) => {
    const customerId = await world.customer({ owner });
    const input = { customerId, days: 7, reason: "waiting for the tender" };
    return requestProtection(world.as(owner), input);
  };
  const answer = (who: TestUser, requestId: string, approve: boolean) =>
    answerRequest(world.as(who), { requestId, approve, note: "" });

  test("isn't approved by whom its owner gave a password; who let the owner in leads him and may", async () => {
    const { requestId } = await ask(asker);
    await givePassword(asker, second);
    await expect(answer(second, requestId, true)).rejects.toMatchObject({
      ...refusal,
      params: { how: "given", name: asker.name },
    });
    expect(await listRequests(world.as(second))).toMatchObject([
      { id: requestId, sameHands: { how: "given" } },
    ]);
    expect(await listRequests(world.as(third))).toMatchObject([{ id: requestId, sameHands: null }]);
    const [{ customerId } = { customerId: "" }] = await listRequests(world.as(second));
    const shown = async (who: TestUser) =>
      (await getCustomer(world.as(who), { customerId })).deadline?.pauses.map((pause) =>
        pause.kind === "request" ? (pause.sameHands?.how ?? null) : pause.kind,
      );
    expect(await Promise.all([second, third, asker].map(shown))).toEqual([["given"], [null], [null]]);
    expect(await answer(second, requestId, false)).toMatchObject({ approved: false });
    expect(await shown(second)).toEqual([null]);
    const own = await letIn(asker, "rep");
    await world.db.execute(
      sql`insert into pool_members (pool_id, user_id, joined_at) values (${world.pool.id}, ${own.id}, now())`,
    );
    const theirs = await ask(own);
    expect(await listRequests(world.as(asker))).toMatchObject([{ id: theirs.requestId, sameHands: null }]);
    expect(await answer(asker, theirs.requestId, true)).toMatchObject({ approved: true });
  });
});

test("what was given stands, and is written down with who gave it; the command line is nobody", async () => {
  const own = await letIn(asker);
  await givePassword(second, own, at(HOUR));
  await editUser(
    world.as(asker, at(2 * HOUR)),
    profile(world.rep(0), { role: "manager", email: "a@b.example" }),
  );
  await resetPassword(world.system(at(3 * HOUR)), { userId: second.id, password: "a long enough one" });
  const rows = await world.db.execute(
    sql`select user_id, by_id, kind from access_grants order by at, kind desc`,
  );
  expect(rows.map(({ user_id, by_id, kind }) => [user_id, by_id, kind])).toEqual([
    [own.id, asker.id, "account"],
    [own.id, second.id, "password"],
    [world.rep(0).id, asker.id, "role"],
    [world.rep(0).id, asker.id, "address"],
    [second.id, null, "password"],
  ]);
  for (const statement of [
    sql`delete from access_grants`,
    sql`update access_grants set by_id = null`,
    sql`delete from export_rule_changes where true`,
  ]) {
    await setExportRules(world.as(asker), { approvalAbove: 7 });
    expect(await world.db.execute(statement).catch((error: Error) => error)).toBeInstanceOf(Error);
  }
});
