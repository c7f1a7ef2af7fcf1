import { beforeAll, describe, expect, it, vi } from "vitest";
import { useTestDb } from "@/db/testing";
import { type Matrix, makeMatrix } from "@/db/testing/matrix";
import { writeExports } from "@/lib/exports/write-exports";
import { DEFAULT_POLICY } from "@/lib/policies/schema";
import { DEFAULT_WEIGHTS } from "@/lib/quality/rules";
import { rollUpStats } from "@/lib/stats/roll-up-stats";
import { DAY } from "@/lib/time";
import { type Reply, tokenFor } from "./testing/client";
import { FURTHER } from "./testing/further";
import { making } from "./testing/made";

const testDb = useTestDb();
const now = new Date();
let m: Matrix;
const tokens: Record<string, string> = {};
const values: Record<string, string> = {};
const checked = new Set<string>();
const made = making({ tokens, values, checked });
const idOf = (reply: Reply, name: string) => String(reply.body[name]);
const listOf = (reply: Reply) => reply.body.data as Record<string, unknown>[];
const day = (days: number) => new Date(now.getTime() + days * DAY).toISOString().slice(0, 10);
const key = (name: string) => ({ headers: { "idempotency-key": name } });

beforeAll(async () => {
  vi.stubEnv("DATABASE_URL", testDb().url);
  vi.stubEnv("AUTH_SECRET", "s".repeat(32));
  m = await makeMatrix(testDb().db, now);
  const { rep, mate, boss, admin } = m.people;
  for (const [name, user] of Object.entries({ rep, mate, boss, admin })) {
    if (user) tokens[name] = await tokenFor(m.world.as(user));
  }
  await rollUpStats(m.world.system(), {});
  const ids = {
    ...{ held: m.held, pooled: m.pooled, pool: m.pool, pair: m.pairId, merge: m.merge.id },
    ...{ merged: m.merge.customerId, lost: m.lost, file: m.imports.file, import: m.importId },
    ...{ sweep: m.sweepId, webhook: m.endpointId, delivery: m.deliveryId, form: m.formId },
    ...{ inbox: m.inboxId, submission: m.submissionId, export: m.askedExportId, view: m.viewId },
    ...{ run: m.runId, attached: m.attachedId, place: "0" },
    ...{ mate: mate?.id, rep: rep?.id, field: m.fields.open },
  };
  for (const [name, id] of Object.entries(ids)) values[name] = id ?? "";
}, 120_000);

describe("every further answer is what the document says", () => {
  it("about one's day", async () => {
    await made("rep", "PATCH /me", { name: "Another" });
    await made("rep", "PATCH /me/preferences", { theme: "dark" });
    await made("rep", "GET /notifications/count");
    await made("rep", "GET /me/at-risk");
    await made("rep", "GET /me/today");
    await made("rep", "GET /me/pools");
    const plan = { nextStep: "call", nextStepAt: new Date(now.getTime() + DAY).toISOString() };
    await made("rep", "POST /customers/{held}/follow-ups", {
      channel: "call",
      outcome: "connected",
      ...plan,
    });
    await made("rep", "POST /customers/{held}/follow-ups", { channel: "call", outcome: "quoted", ...plan });
    expect(listOf(await made("rep", "GET /me/plans"))).toHaveLength(1);
    const first = await made("rep", "GET /me/follow-ups", undefined, { query: "?limit=1" });
    const query = `?limit=1&cursor=${encodeURIComponent(idOf(first, "nextCursor"))}`;
    const second = await made("rep", "GET /me/follow-ups", undefined, { query });
    expect([first, second].map((page) => listOf(page)[0]?.outcome)).toEqual(["quoted", "connected"]);
    await made("boss", "GET /follow-ups/flagged");
    await made("rep", "GET /customers/{held}/follow-ups/preview");
    await made("rep", "GET /customers/{lost}/loss");
    await made("rep", "GET /customers/{held}/neighbours");
  });

  it("about lists and views", async () => {
    const pooled = await made("rep", "GET /lists/pool", undefined, { query: "?grade=A,B,C&limit=2" });
    expect(listOf(pooled)).toHaveLength(2);
    await made("rep", "GET /lists/mine", undefined, { query: "?sort=name&due=thisMonth" });
    expect(listOf(await made("rep", "GET /lists/mine"))).not.toEqual([]);
    await made("rep", "GET /lists/pool/count", undefined, { query: `?pool=${m.pool}` });
    await made("rep", "GET /lists/pool/views");
    await made("rep", "GET /lists/mine/views");
    await made("rep", "GET /lists/mine/strip");
    await made("rep", "GET /lists/pool/facets");
    await made("rep", "POST /pools/{pool}/visit");
    await made("rep", "GET /views", undefined, { query: "?list=pool" });
    const saved = await made("rep", "POST /views", { list: "pool", name: "Best", state: { grade: "A" } });
    expect(saved.headers.get("etag")).toBe('"v1"');
    values.view = idOf(saved, "viewId");
    const seen = (tag: string) => ({ headers: { "if-match": tag } });
    await made("rep", "PATCH /views/{view}", { name: "The best" }, seen('"v1"'));
    await made("rep", "PATCH /views/{view}", { name: "Worse" }, { ...seen('"v1"'), status: 412 });
    await made("rep", "PATCH /views/{view}", { name: "Neither" }, { status: 422 });
    await made("rep", "PUT /views/default", { list: "pool", viewId: values.view });
    await made("rep", "PUT /views/pins", { list: "pool", viewIds: [values.view] });
    expect(listOf(await made("rep", "GET /views/pins"))).toMatchObject([{ name: "The best" }]);
    await made("rep", "DELETE /views/{view}");
  });

  it("about selections, with one undo", async () => {
    const search = { pool: m.pool };
    const chosen = await made("admin", "POST /selections", { list: "pool", search, only: [m.pooled] });
    values.selection = idOf(chosen, "selectionId");
    await made("admin", "POST /selections/{selection}/start", { verb: "edit", addTags: ["spring"] });
    const advanced = await made("admin", "POST /selections/{selection}/advance", {}, key("chunk"));
    const again = await made("admin", "POST /selections/{selection}/advance", {}, key("chunk"));
    expect([advanced.body.ok, again.body]).toEqual([1, advanced.body]);
    await made("admin", "GET /selections/{selection}");
    await made("admin", "GET /selections/{selection}/failed");
    await made("admin", "POST /selections/{selection}/undo");
    await made("admin", "POST /selections/{selection}/advance");
    expect((await made("admin", "GET /customers/{pooled}")).body.tags).toEqual([]);
  });

  it("about exports, masked as on screen", async () => {
    await made("admin", "GET /exports/rules");
    await made("admin", "PUT /exports/rules", { approvalAbove: 100 });
    const asked = { list: "pool", search: { pool: m.pool, cols: "region,phone" } };
    const made1 = await made("boss", "POST /exports", { ...asked, format: "csv" });
    values.mine = idOf(made1, "exportId");
    await writeExports(m.world.system());
    await made("boss", "GET /exports/{mine}");
    const file = await made("boss", "GET /exports/{mine}/file");
    expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename="pool-/);
    expect(file.headers.get("ratelimit-limit")).not.toBeNull();
    expect(idOf(file, "text")).toContain("Customer");
    await made("rep", "GET /exports/{mine}/file", undefined, { status: 403 });
    await made("admin", "GET /exports/{mine}/file", undefined, { status: 404 });
    await made("admin", "GET /exports", undefined, { query: "?whose=all" });
    await made("boss", "POST /exports/{export}/decide", { allow: true }, { status: 409 });
    await made("admin", "POST /exports/{export}/decide", { allow: false });
  });

  it("about duplicates and merges", async () => {
    const company = { name: "A Company Ltd", phones: ["13800001234"] };
    await made("rep", "POST /duplicates/check", company);
    await made("rep", "POST /duplicates/exact", company);
    await made("rep", "GET /customers/{held}/duplicates");
    const { body: kept } = await made("rep", "GET /customers/{merged}/kept");
    await made("rep", "POST /customers/{held}/merge-requests", { pairId: m.pairId, note: "the same" });
    const pair = { customerId: m.lost, otherId: m.pooled, reasons: ["name"], score: 9_000 };
    await made("boss", "POST /duplicates", { pairs: [pair] });
    const pairs = await made("boss", "GET /duplicates");
    expect(listOf(pairs)).toHaveLength(2);
    await made("boss", "GET /duplicates/count");
    await made("boss", "GET /duplicates/{pair}");
    await made("boss", "POST /duplicates/decide", { pairIds: [m.pairId], decision: "later" });
    await made("boss", "POST /duplicates/merge", { pairIds: [m.pairId] });
    await made("boss", "GET /merges");
    await made("boss", "GET /merges/{merge}/undo");
    await made("boss", "POST /merges/{merge}/undo");
    const again = { keepId: kept.keptId, otherId: m.merge.customerId };
    await made("boss", "POST /merges", again);
    await made("boss", "GET /merges/automatic");
    await made("admin", "PUT /merges/automatic", { on: false });
  });

  it("about the quality of data", async () => {
    const told = await made("rep", "POST /customers/{held}/issues", { kind: "gone" });
    values.issue = idOf(told, "issueId");
    await made("rep", "POST /customers/{held}/issues", { kind: "reported" }, { status: 422 });
    await made("boss", "GET /issues", undefined, { query: "?kind=gone" });
    await made("boss", "GET /issues/count");
    await made("boss", "POST /issues/settle", { issueIds: [values.issue], as: "fixed" });
    await made("boss", "POST /issues/reopen", { issueIds: [values.issue] });
    await made("rep", "GET /customers/{held}/completeness");
    await made("boss", "GET /quality/settings");
    const settings = { weights: DEFAULT_WEIGHTS, goneAfter: 4 };
    const set = await made("admin", "PUT /quality/settings", settings, key("quality"));
    const again = await made("admin", "PUT /quality/settings", settings, key("quality"));
    expect(again.body).toEqual(set.body);
    await made(
      "admin",
      "PUT /quality/settings",
      { ...settings, goneAfter: 9 },
      { ...key("quality"), status: 422 },
    );
  });

  it("about forms, inboxes and what came by them", async () => {
    await made("boss", "GET /forms");
    const form = {
      ...{ title: "Ask us", locale: "en", poolId: m.pool },
      fields: [{ field: "name", label: "Name", required: true }],
    };
    const created = await made("admin", "POST /forms", form);
    values.form = idOf(created, "formId");
    await made("admin", "PUT /forms/{form}", { ...form, title: "Ask us anything" });
    await made("admin", "PUT /forms/{form}/state", { open: false });
    await made("boss", "GET /inboxes");
    const inbox = { name: "Shop", poolId: m.pool };
    const made1 = await made("admin", "POST /inboxes", { ...inbox, signed: true });
    values.inbox = idOf(made1, "inboxId");
    await made("admin", "PUT /inboxes/{inbox}", { ...inbox, mapping: { who: "name" }, open: true });
    await made("boss", "GET /submissions", undefined, { query: "?state=held" });
    const attached = await made("boss", "GET /submissions/{attached}/files/{place}");
    expect(attached.headers.get("x-content-type-options")).toBe("nosniff");
    await made("rep", "GET /submissions/{attached}/files/{place}", undefined, { status: 403 });
    await made("boss", "POST /submissions/{submission}/discard");
    const accepted = await made("boss", "POST /submissions/{submission}/accept", {}, key("accept"));
    const again = await made("boss", "POST /submissions/{submission}/accept", {}, key("accept"));
    expect([accepted.body.state, again.body]).toEqual(["done", accepted.body]);
  });

  it("about webhooks", async () => {
    const hook = { url: "https://hooks.example.com/in", kinds: ["*"] };
    const created = await made("admin", "POST /webhooks", hook);
    expect(idOf(created, "secret")).toMatch(/^whsec_/);
    values.hook = idOf(created, "endpointId");
    await made("admin", "PUT /webhooks/{hook}", { ...hook, description: "ours" });
    await made("admin", "PUT /webhooks/{hook}/state", { on: false });
    await made("admin", "POST /webhooks/{hook}/secret", { overlapHours: 1 });
    const listed = await made("admin", "GET /webhooks");
    expect(JSON.stringify(listed.body)).not.toContain("whsec_");
    await made("admin", "POST /webhooks/{webhook}/test");
    await made("admin", "GET /webhooks/{webhook}/deliveries", undefined, { query: "?limit=1" });
    await made("admin", "GET /deliveries/{delivery}");
    await made("admin", "POST /webhooks/{webhook}/replay", { failedSince: now.toISOString() });
    await made("admin", "POST /webhooks/{webhook}/replay", {}, { status: 422 });
    await made("admin", "DELETE /webhooks/{hook}");
  });

  it("about the organisation and its calendar", async () => {
    await made("rep", "GET /organization");
    const organization = { name: "House", timeZone: "Asia/Taipei", currency: "TWD" };
    const edited = await made("admin", "PUT /organization", organization, key("house"));
    const again = await made("admin", "PUT /organization", organization, key("house"));
    expect([edited.body, again.body]).toEqual([{ zoneChanged: true }, { zoneChanged: true }]);
    const { body } = await made("admin", "GET /organization/approval");
    values.change = (body.waiting as { id: string }).id;
    await made("admin", "POST /organization/approval/changes/{change}/decide", { approve: true });
    await made("admin", "PUT /organization/approval", { threshold: 50 });
    await made("admin", "PUT /calendar/region", { region: "none" });
    await made("admin", "PUT /calendar/rest-days", { restDays: [7] });
    await made("admin", "PUT /calendar/days", { day: "2027-01-04", kind: "holiday", name: "Ours" });
    await made("admin", "PUT /calendar/years", { year: 2027, declared: true });
    await made("admin", "POST /calendar/imports", { year: 2028, text: "2028-01-03,holiday,New Year" });
    await made("admin", "POST /calendar/imports", { year: 2028, text: "nonsense" }, { status: 422 });
    await made("admin", "POST /calendar/seed", {});
  });

  it("about rules, tried and looked into", async () => {
    const document = DEFAULT_POLICY;
    await made("rep", "GET /pools/{pool}/policy/at", undefined, { query: `?at=${now.toISOString()}` });
    const before = { query: "?at=2001-01-01T00:00:00Z", status: 404 };
    await made("rep", "GET /pools/{pool}/policy/at", undefined, before);
    await made("admin", "GET /pools/{pool}/policy/draft/observation");
    await made("admin", "GET /pools/{pool}/held", undefined, { query: "?q=Customer" });
    await made("admin", "POST /pools/{pool}/policy/trace", { document, customerId: m.held });
    const period = { from: day(-9), until: day(-2) };
    const clock = { document, ruleId: "no_follow_up", ...period };
    await made("admin", "POST /pools/{pool}/policy/simulate-clock", clock);
    const backwards = { ...clock, from: day(-2), until: day(-9) };
    await made("admin", "POST /pools/{pool}/policy/simulate-clock", backwards, { status: 422 });
  });

  it("about the books, the numbers and the sweeps", async () => {
    expect((await made("admin", "GET /ledger/audit")).body.results).not.toEqual([]);
    await made("boss", "GET /stats/choices");
    const period = `?from=${day(-20)}&to=${day(0)}`;
    const entered = await made("admin", "GET /stats/behind", undefined, { query: `${period}&kind=entered` });
    expect(entered.body.total).toBe(listOf(entered).length);
    const [first] = listOf(entered);
    const cursor = encodeURIComponent(`${first?.dayOn}~${first?.customerId}~0`);
    const query = `${period}&kind=entered&cursor=${cursor}&sources=created,imported&followed=false`;
    await made("admin", "GET /stats/behind", undefined, { query });
    await made("admin", "GET /sweeps/{sweep}/undo");
    await made("admin", "GET /sweeps/{sweep}/leftovers");
    await made("rep", "GET /stops");
    await made("boss", "GET /allocations/{run}/undo");
    await made("boss", "POST /allocations/{run}/undo");
  });

  it("about people, fields and files", async () => {
    await made("boss", "GET /levels");
    await made("rep", "GET /leaves");
    await made("boss", "GET /pools/{pool}/receivers");
    await made("admin", "GET /users/{mate}/departure");
    const { body: claim } = await made("mate", "POST /pools/{pool}/claim-next");
    const { customerId, version } = claim;
    const claims = [
      { customerId, version },
      { customerId: m.held, version: 1 },
    ];
    const undone = await made("mate", "POST /claims/undo", { claims });
    const tell = ({ customerId, ok }: Record<string, unknown>) => `${customerId} ${ok}`;
    expect(listOf(undone).map(tell).sort()).toEqual([`${customerId} true`, `${m.held} false`].sort());
    const assignments = [{ customerId: m.given, version: 2 }];
    const unassigned = await made("boss", "POST /assignments/undo", { assignments });
    expect(listOf(unassigned)).toMatchObject([{ customerId: m.given, ok: true }]);
    await made("rep", "GET /customers/{held}/protection-requests");
    await made("admin", "PUT /fields/{field}/place", { beforeId: null });
    await made("admin", "GET /fields/use");
    await made("boss", "POST /imports/files/{file}/preview", {});
    await made("boss", "GET /imports/pools");
    const rows = [{ number: 3, cells: ["B Company Ltd", ""] }];
    const fixed = await made("boss", "POST /imports/{import}/rows", { rows });
    expect(listOf(fixed)).toMatchObject([{ number: 3, outcome: "created" }]);
  });

  it("of every call there is", () => {
    expect(FURTHER.map(({ id }) => id).filter((id) => !checked.has(id))).toEqual([]);
  });
});
