import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/db/columns";
import { useTestDb } from "@/db/testing";
import { makePool, makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { auditDatabase } from "@/lib/ledger/audit";
import { addMs, DAY } from "@/lib/time";
import { countIssues } from "./count-issues";
import { listIssues } from "./list-issues";
import { readCompleteness } from "./read-completeness";
import { reopenIssues } from "./reopen-issues";
import { reportCustomer } from "./report-customer";
import { ReportCustomerInput } from "./schema";
import { settleIssues } from "./settle-issues";
import { at, bench, now } from "./testing/bench";

const testDb = useTestDb({ max: 8 });
let world: World;
const { audit, held, log, open, pooled, rows } = bench(() => world);

beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now });
});

describe("a report", () => {
  test("is made by whoever sees the customer, once for each, and costs nobody anything", async () => {
    const id = await pooled();
    const before = await world.db.execute(sql`select version, state, due_at from customers`);
    const report = (who: TestUser, note = "") =>
      reportCustomer(world.as(who), { customerId: id, kind: "wrong_number", note });
    expect(await report(world.rep(0), "a hotel")).toMatchObject({ fresh: true });
    expect(await report(world.rep(1), "a bank")).toMatchObject({ fresh: false });
    await report(world.rep(0), "a hotel in Suzhou");
    const [issue] = await rows();
    expect(issue?.foundById).toBe(world.rep(0).id);
    expect(issue?.evidence.reports?.map(({ note }) => note).sort()).toEqual(["a bank", "a hotel in Suzhou"]);
    expect(await world.db.execute(sql`select version, state, due_at from customers`)).toEqual(before);
    const stranger = await makePool(world.db, addMs(now, -DAY), {});
    const elsewhere = await world.customer({ pool: stranger });
    const unseen = reportCustomer(world.as(world.rep(0)), { customerId: elsewhere, kind: "gone", note: "" });
    await expect(unseen).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(ReportCustomerInput.safeParse({ customerId: id, kind: "reported", note: " " }).success).toBe(
      false,
    );
  });

  test("holds until the phone is changed or somebody is spoken to, whatever the audit sees", async () => {
    const id = await held();
    await reportCustomer(world.as(world.rep(0), at(5)), { customerId: id, kind: "gone", note: "" });
    expect(await audit()).toMatchObject({ found: 0, fixed: 0 });
    await log(world.rep(0), id, "no_answer", 70);
    expect(await open(id)).toEqual(["gone"]);
    await log(world.rep(0), id, "connected", 71);
    expect(await open(id)).toEqual([]);
  });

  test("a rep sees that there is an issue before a claim, and none of its evidence; a manager sees it masked", async () => {
    const id = await pooled();
    await reportCustomer(world.as(world.rep(0)), {
      customerId: id,
      kind: "wrong_number",
      note: "call 13912345678",
    });
    const seen = await readCompleteness(world.as(world.rep(1)), { customerId: id });
    expect(seen.issues).toMatchObject([{ kind: "wrong_number", mine: false }]);
    expect(JSON.stringify(seen)).not.toContain("139");
    expect((await readCompleteness(world.as(world.rep(0)), { customerId: id })).issues[0]?.mine).toBe(true);
    await expect(listIssues(world.as(world.rep(0)))).rejects.toMatchObject({ code: "FORBIDDEN" });
    const ofManager = await listIssues(world.as(world.manager));
    expect(ofManager.rows[0]?.proofs).toMatchObject([{ kind: "report", byName: world.rep(0).name }]);
    expect(JSON.stringify(ofManager)).not.toContain("13912345678");
    expect(JSON.stringify(await listIssues(world.as(world.admin)))).toContain("13912345678");
  });
});

describe("the queue", () => {
  test("shows a manager his pools and his people, page by page, and nothing of others", async () => {
    const foreign = await makePool(world.db, addMs(now, -DAY), {});
    await world.customer({ pool: foreign });
    await world.customers(3);
    await audit();
    const page = await listIssues(world.as(world.manager), { limit: 2 });
    const rest = await listIssues(world.as(world.manager), { limit: 2, cursor: page.nextCursor ?? "" });
    const ids = [...page.rows, ...rest.rows].map(({ customer }) => customer.id);
    expect([new Set(ids).size, rest.nextCursor]).toEqual([3, null]);
    expect((await listIssues(world.as(world.admin))).rows).toHaveLength(4);
    const { pools } = await countIssues(world.as(world.manager));
    expect(pools).toMatchObject([
      { pool: { id: world.pool.id }, customers: 3, reachable: 0, open: { unreachable: 3 } },
    ]);
  });

  test("of two who settle the same issue one is told that it was settled", async () => {
    const id = await pooled();
    const { issueId } = await reportCustomer(world.as(world.rep(0)), {
      customerId: id,
      kind: "gone",
      note: "",
    });
    const input = (as: "dismissed" | "invalidated") => ({ issueIds: [issueId], as, note: "" });
    const both = await Promise.all([
      settleIssues(world.as(world.manager), input("dismissed")),
      settleIssues(world.as(world.admin), input("invalidated")),
    ]);
    const outcomes = both.flat();
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ error: "CONFLICT" });
    const [issue] = await rows();
    const [customer] = await world.db.execute<{ state: string }>(
      sql`select state from customers where id = ${id}::uuid`,
    );
    expect(customer?.state).toBe(issue?.state === "invalidated" ? "invalid" : "pooled");
  });

  test("several at once with an outcome each, and one undo puts all of it back exactly", async () => {
    const ids = await Promise.all([pooled(), pooled(), held()]);
    for (const id of ids)
      await reportCustomer(world.as(world.rep(0)), { customerId: id, kind: "gone", note: "x" });
    await reportCustomer(world.as(world.rep(0)), {
      customerId: ids[0] ?? "",
      kind: "wrong_number",
      note: "",
    });
    const before = await rows();
    const state = () =>
      world.db.execute(sql`select id, state, pool_id, invalid_reason from customers order by id`);
    const were = await state();
    const issueIds = [...before.map(({ id }) => id), newId()];
    const outcomes = await settleIssues(world.as(world.manager, at(5)), {
      issueIds,
      as: "invalidated",
      note: "",
    });
    expect(outcomes.map((one) => (one.ok ? "ok" : one.error)).sort()).toEqual([
      "NOT_FOUND",
      "NOT_IN_POOL",
      "ok",
      "ok",
      "ok",
    ]);
    expect((await listIssues(world.as(world.manager))).rows.map(({ customer }) => customer.id)).toEqual([
      ids[2],
    ]);
    const reasons = (await state()).map((row) => row.invalid_reason).sort();
    expect(reasons.filter(Boolean)).toHaveLength(2);
    const settled = outcomes.flatMap((one) => (one.ok ? [one.issueId] : []));
    const undone = await reopenIssues(world.as(world.manager, at(6)), { issueIds: settled });
    expect(undone.every(({ ok }) => ok)).toBe(true);
    expect(await rows()).toEqual(before);
    expect(await state()).toEqual(were);
    const again = await reopenIssues(world.as(world.manager, at(7)), { issueIds: settled });
    expect(again.map((one) => (one.ok ? "ok" : one.error))).toEqual(["CONFLICT", "CONFLICT", "CONFLICT"]);
    expect((await auditDatabase(world.db)).filter((one) => one.rows > 0)).toEqual([]);
  });

  test("what was dismissed comes back with new evidence, and not without", async () => {
    const id = await held();
    await log(world.rep(0), id, "wrong_number", 1);
    const [issue] = await rows();
    const dismissed = { issueIds: [issue?.id ?? ""], as: "dismissed" as const, note: "he laughed" };
    await settleIssues(world.as(world.manager, at(2)), dismissed);
    await audit();
    expect(await open(id)).toEqual([]);
    await log(world.rep(0), id, "wrong_number", 70);
    expect(await open(id)).toEqual(["wrong_number"]);
  });
});
