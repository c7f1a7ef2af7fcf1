import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { newId } from "@/db/columns";
import { thresholdChanges } from "@/db/schema/approval";
import { duplicatePairs } from "@/db/schema/duplicates";
import { inboxes, submissions, webForms } from "@/db/schema/forms";
import { imports as importsTable } from "@/db/schema/imports";
import { notifications } from "@/db/schema/notifications";
import { sessions } from "@/db/schema/people";
import { sweepHolds, sweeps } from "@/db/schema/sweeps";
import { exports, selections } from "@/db/schema/views";
import { webhookDeliveries, webhookEndpoints } from "@/db/schema/webhooks";
import { addField } from "@/lib/custom-fields/add-field";
import { retireField } from "@/lib/custom-fields/retire-field";
import { readPoolParams } from "@/lib/customers/list-schema";
import { mergeCustomers } from "@/lib/duplicates/merge-customers";
import { proposeDuplicate } from "@/lib/duplicates/propose-duplicate";
import { openUpload } from "@/lib/imports/receive-file";
import { checkImport } from "@/lib/imports/start-import";
import { importBytes, keep } from "@/lib/imports/testing/bring";
import { recordLeave } from "@/lib/leaves/record-leave";
import { assignCustomers } from "@/lib/ownership/assign-customers";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { invalidateCustomer } from "@/lib/ownership/invalidate-customer";
import { protectCustomer } from "@/lib/ownership/protect-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { DEFAULT_POLICY } from "@/lib/policies/schema";
import { savePolicyDraft } from "@/lib/policy-drafts/save-policy-draft";
import { setApprovalThreshold } from "@/lib/policy-drafts/set-approval-threshold";
import { archivePool } from "@/lib/pools/archive-pool";
import { reportCustomer } from "@/lib/quality/report-customer";
import { settleIssues } from "@/lib/quality/settle-issues";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { requestProtection } from "@/lib/requests/request-protection";
import { createSelection } from "@/lib/selections/create-selection";
import { pauseReclaims } from "@/lib/sweeps/pause-reclaims";
import { DAY, HOUR } from "@/lib/time";
import { createToken } from "@/lib/tokens/create-token";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { saveView } from "@/lib/views/save-view";
import { withClocks } from "./clocks";
import { makePool, makeTeam, makeUser, makeWorld, type TestUser, type World } from "./factories";

const CSV = new TextEncoder().encode("name,phone\nA Company Ltd,13800001234\nA Company Ltd,13800001234\n");

/** Files and imports of the manager, one in each state that a verb asks for. */
async function makeImports(world: World, now: Date) {
  const ctx = world.as(world.manager);
  const file = await keep(ctx, "customers.csv", CSV);
  const { fileId: open } = await openUpload(ctx, { fileName: "a.csv", byteCount: 3 });
  const inState = async (state: "checked" | "waiting" | "paused") => {
    const { importId } = await checkImport(ctx, { fileId: file, poolId: world.pool.id });
    // Nobody is to work on it, whatever else runs.
    const leasedUntil = new Date(now.getTime() + 365 * DAY);
    await world.db.update(importsTable).set({ state, leasedUntil }).where(eq(importsTable.id, importId));
    return importId;
  };
  const [checked, waiting, paused] = [
    await inState("checked"),
    await inState("waiting"),
    await inState("paused"),
  ];
  return { file, open, checked, waiting, paused };
}

/** A company with one object for each relation that somebody can have to it. */
export async function makeMatrix(db: Db, now: Date) {
  const plus = (ms: number) => new Date(now.getTime() + ms);
  const world = await makeWorld(db, {
    now,
    reps: 2,
    policy: withClocks({ firstContactHours: null, claimLimits: { perDay: null, perWeek: null } }),
  });
  const [rep, mate] = [world.rep(0), world.rep(1)];
  const otherTeam = await makeTeam(db, now);
  const boss2 = await makeUser(db, now, { role: "manager", team: otherTeam });
  const other = await makeUser(db, now, { team: otherTeam });
  const otherPool = await makePool(db, plus(-DAY), { members: [boss2, other] });
  const emptyPool = await makePool(db, plus(-DAY));
  const closedPool = await makePool(db, plus(-DAY));
  await archivePool(world.as(world.admin), { poolId: closedPool.id, moveTo: null });
  const held = await world.customer({ owner: rep, at: plus(-2 * DAY) });
  const pooled = await world.customer({ at: plus(-DAY) });
  const shielded = await world.customer({ owner: rep, at: plus(-2 * DAY) });
  await protectCustomer(world.as(rep, plus(-DAY)), { customerId: shielded, days: 5, reason: "tender" });
  const asked = await world.customer({ owner: rep, at: plus(-2 * DAY) });
  const request = { customerId: asked, days: 5, reason: "tender" };
  const { requestId } = await requestProtection(world.as(rep, plus(-HOUR)), request);
  const bad = await world.customer({ at: plus(-DAY) });
  await invalidateCustomer(world.as(world.manager, plus(-HOUR)), {
    customerId: bad,
    reason: "other",
    note: "",
  });
  const lost = await world.customer({ at: plus(-DAY) });
  await assignCustomers(world.as(world.manager, plus(-DAY)), {
    customerIds: [lost],
    userId: rep.id,
    note: "",
  });
  await releaseCustomer(world.as(rep, plus(-HOUR)), { customerId: lost, reason: "no_need", note: "" });
  const given = await world.customer({ at: plus(-DAY) });
  const gift = { customerIds: [given], userId: rep.id, note: "" };
  await assignCustomers(world.as(world.manager, plus(-HOUR)), gift);
  const runId = newId();
  await db.insert(sweeps).values({
    ...{ id: runId, job: "allocate-pools", state: "finished", startedAt: plus(-HOUR), lastAt: plus(-HOUR) },
    startedById: world.manager.id,
  });
  const taken = await world.customer({ at: plus(-DAY) });
  const overdue = await world.customer({ owner: mate, at: plus(-40 * DAY) });
  await reclaimDue(world.system(plus(-HOUR)), {});
  const [sweep] = await db.select().from(sweeps).where(eq(sweeps.job, "reclaim-due"));
  await pauseReclaims(world.as(world.admin, plus(-HOUR)), { poolId: emptyPool.id, note: "" });
  const holdId = newId();
  await db.insert(sweepHolds).values({
    ...{ id: holdId, poolId: otherPool.id, policyId: otherPool.policyId, state: "waiting", heldAt: now },
  });
  const endpointId = newId();
  await db.insert(webhookEndpoints).values({
    // Nothing ever goes there.
    ...{ id: endpointId, url: "https://10.0.0.1/in", kinds: ["*"], secret: "", state: "on", createdAt: now },
  });
  const keyed = { ...world.as(rep, plus(-5_000)), operationKey: "operation-1" };
  const sources = { poolId: world.pool.id, routes: [], createdAt: now };
  const [formId, inboxId, submissionId] = [newId(), newId(), newId()];
  const fieldsAsked = [{ field: "name", label: "Name", required: true }];
  await db
    .insert(webForms)
    .values({ id: formId, key: "form", title: "Form", locale: "en", fields: fieldsAsked, ...sources });
  await db.insert(inboxes).values({ id: inboxId, key: "inbox", name: "Inbox", mapping: {}, ...sources });
  await db.insert(submissions).values({
    ...{ id: submissionId, formId, ticket: "one", receivedAt: now, values: { name: "Sent in" } },
    ...{ state: "held", reasons: ["trap"] },
  });
  const attachedId = newId();
  await db.insert(submissions).values({
    ...{
      id: attachedId,
      inboxId,
      ticket: "two",
      receivedAt: now,
      values: {},
      contentType: "application/json",
    },
    ...{ raw: '{"attachments":[{"name":"a.txt","content":"aGk="}]}', state: "held", reasons: ["no_name"] },
    files: [{ name: "a.txt", type: "application/octet-stream", size: 2 }],
  });
  const claim = await claimCustomer(keyed, { customerId: taken });
  const { tokenId } = await createToken(world.as(rep), { name: "program", expiresAt: null });
  const file = { poolId: world.pool.id, fileName: "customers.csv", bytes: CSV, options: {} };
  const imported = await importBytes(world.as(world.manager), file);
  const imports = await makeImports(world, now);
  const [delivery] = await db.select().from(webhookDeliveries);
  const merged = await world.customer({ at: plus(-DAY) });
  const merge = { keepId: await world.customer({ at: plus(-DAY) }), otherId: merged, choices: {} };
  const { mergeId } = await mergeCustomers(world.as(world.manager, plus(-HOUR)), merge);
  await proposeDuplicate(world.system(), {
    customerId: held,
    otherId: pooled,
    reasons: ["name"],
    score: 9_950,
  });
  const [pair] = await db.select().from(duplicatePairs).where(eq(duplicatePairs.state, "open"));
  const messageId = newId();
  await db.insert(notifications).values({
    ...{ id: messageId, userId: rep.id, kind: "deadline_near", params: {}, dedupeKey: messageId, at: now },
  });
  const sessionId = newId();
  await db
    .insert(sessions)
    .values({ id: sessionId, userId: rep.id, createdAt: now, seenAt: now, expiresAt: plus(DAY) });
  const state = { list: "pool" as const, name: "A", audience: "own" as const, state: {} };
  const { viewId } = await saveView(world.as(rep), state);
  const chosen = { list: "pool" as const, search: { pool: world.pool.id } };
  const { selectionId } = await createSelection(world.as(rep), chosen);
  const used = await createSelection(world.as(rep), chosen);
  const usedSelectionId = used.selectionId;
  await db
    .update(selections)
    .set({ state: "finished", verb: "edit", input: { addTags: ["x"] } })
    .where(eq(selections.id, usedSelectionId));
  const exportId = newId();
  const askedExportId = newId();
  const asks = { userId: world.manager.id, list: "pool" as const, search: { pool: world.pool.id } };
  const asFile = { format: "csv" as const, locale: "en" as const, expected: 1, askedAt: now };
  await db.insert(exports).values([
    { id: exportId, ...asks, ...asFile, state: "done", expiresAt: plus(DAY) },
    { id: askedExportId, ...asks, ...asFile, state: "asked" },
  ]);
  const people: Record<string, TestUser> = {
    rep,
    mate,
    other,
    boss2,
    boss: world.manager,
    admin: world.admin,
  };
  const leaver = await makeUser(db, now, { team: world.team });
  await deactivateUser(world.as(world.admin), { userId: leaver.id, receiverId: null, note: "" });
  const ofText = { type: "text" as const, options: [], requiredStages: [] };
  const open = await addField(world.as(world.admin), { label: "Open", ...ofText });
  const retired = await addField(world.as(world.admin), { label: "Retired", ...ofText });
  await retireField(world.as(world.admin), { fieldId: retired.fieldId });
  const leave = { userId: mate.id, fromOn: "2027-02-01", untilOn: "2027-02-05", note: "" };
  const { leaveId } = await recordLeave(world.as(world.manager), leave);
  const rules = { baseVersion: 1, document: DEFAULT_POLICY, note: "" };
  await publishPolicy(world.as(world.admin), { poolId: otherPool.id, ...rules });
  const writer = await makeUser(db, now, { role: "admin" });
  const draft = await savePolicyDraft(world.as(writer), { poolId: world.pool.id, draft: null, ...rules });
  await setApprovalThreshold(world.as(writer), { threshold: 100 });
  await setApprovalThreshold(world.as(writer), { threshold: 200 });
  const [change] = await db.select().from(thresholdChanges).where(eq(thresholdChanges.state, "waiting"));
  const report = async (customerId: string) => {
    const said = { customerId, kind: "reported" as const, note: "no such firm" };
    return (await reportCustomer(world.as(rep), said)).issueId;
  };
  const settled = await report(shielded);
  const dismissed = { issueIds: [settled], as: "dismissed" as const, note: "" };
  await settleIssues(world.as(world.manager), dismissed);
  const issues = { held: await report(held), pooled: await report(pooled), settled };
  return {
    issues,
    ...{
      db,
      world,
      now,
      people,
      otherTeam,
      otherPool,
      emptyPool,
      closedPool,
      leaver,
      sessionId,
      messageId,
      leaveId,
      draft,
      claim,
      imports,
    },
    ...{ viewId, selectionId, usedSelectionId, exportId, askedExportId },
    ...{ formId, inboxId, submissionId },
    ...{ endpointId, deliveryId: delivery?.id ?? "" },
    ...{ tokenId, thresholdChangeId: change?.id ?? "" },
    ...{ merge: { id: mergeId, customerId: merged }, pairId: pair?.id ?? "" },
    ...{ given, runId, attachedId },
    ...{ overdue, requestId, sweepId: sweep?.id ?? "", holdId },
    ...{ held, pooled, shielded, bad, lost, taken, importId: imported.importId ?? "" },
    fields: { open: open.fieldId, retired: retired.fieldId },
    poolParams: readPoolParams({ pool: world.pool.id }),
    editedAt: { held: plus(-2 * DAY).toISOString(), pooled: plus(-DAY).toISOString() },
    ...{ pool: world.pool.id, team: world.team.id, document: { ...DEFAULT_POLICY, coolDownDays: 1 } },
  };
}

export type Matrix = Awaited<ReturnType<typeof makeMatrix>>;
