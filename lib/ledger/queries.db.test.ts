import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makePool, makeTeam, makeUser, makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { transferCustomers } from "@/lib/ownership/transfer-customers";
import { undoClaim } from "@/lib/ownership/undo-claim";
import { DAY, HOUR } from "@/lib/time";
import { exportEvents, LEDGER_COLUMNS } from "./export-events";
import { listEvents } from "./queries";
import { type LedgerInput, readLedgerParams } from "./schema";

// 23:30 in Shanghai: an hour later it is another day there.
const now = new Date("2026-11-20T15:30:00.000Z");
const plus = (ms: number) => new Date(now.getTime() + ms);
const testDb = useTestDb();
let world: World;
let stranger: TestUser;
const ids: Record<string, string> = {};
const id = (name: string) => ids[name] ?? "";

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now });
  const [a, b] = [world.rep(0), world.rep(1)];
  const otherPool = await makePool(world.db, plus(-DAY));
  const otherTeam = await makeTeam(world.db, now);
  stranger = await makeUser(world.db, now, { role: "manager", team: otherTeam });
  ids.released = await world.customer({ name: "=HYPERLINK(1) 公司" });
  ids.undone = await world.customer();
  ids.moved = await world.customer();
  ids.elsewhere = await world.customer({ pool: otherPool });
  await claimCustomer(world.as(a), { customerId: id("released") });
  const undone = await claimCustomer(world.as(a), { customerId: id("undone") });
  await undoClaim(world.as(a, plus(1_000)), { customerId: id("undone"), version: undone.version });
  await claimCustomer(world.as(a, plus(HOUR)), { customerId: id("moved") });
  const transfer = { customerIds: [id("moved")], userId: b.id, note: "" };
  await transferCustomers(world.as(world.manager, plus(HOUR)), transfer);
  const release = {
    customerId: id("released"),
    reason: "no_need" as const,
    note: "老板电话 13812345678，别打",
  };
  await releaseCustomer(world.as(a, plus(2 * HOUR)), release);
});

const list = async (input: LedgerInput, user: TestUser = world.admin) =>
  (await listEvents(world.as(user), input)).rows;
const kinds = async (input: LedgerInput, user?: TestUser) => (await list(input, user)).map((row) => row.kind);

describe("the ledger as it is read", () => {
  test("newest first, with everybody's name", async () => {
    const [first, second] = await list({ pool: world.pool.id });
    expect(first).toMatchObject({
      ...{ kind: "released", customer: { id: id("released") }, fromState: "owned", toState: "pooled" },
      ...{
        fromOwner: { name: world.rep(0).name },
        toOwner: null,
        actor: { name: world.rep(0).name },
        job: null,
      },
      ...{ fromPool: { name: world.pool.name }, reason: "no_need", policyVersion: 1 },
    });
    expect(second).toMatchObject({
      kind: "transferred",
      toOwner: { id: world.rep(1).id },
      actor: { id: world.manager.id },
    });
    // What was promised is named by the rule as it was in that version.
    expect(second).toMatchObject({
      rule: null,
      facts: { rule: "first_contact" },
      factRule: { id: "first_contact", name: "", since: "claimed", span: { amount: 24, unit: "hours" } },
    });
    const [created] = await list({ kind: "created", customer: id("moved") });
    expect(created).toMatchObject({
      fromState: null,
      fromPool: null,
      actor: null,
      job: "test",
      reason: "test",
    });
  });

  test("a phone in a note is masked for a manager, not for an admin", async () => {
    const note = async (user: TestUser) => (await list({ kind: "released" }, user))[0]?.note;
    expect(await note(world.admin)).toContain("13812345678");
    expect(await note(world.manager)).toContain("别打");
    expect(await note(world.manager)).not.toContain("12345678");
  });

  test("by kind, person, actor, reason, states", async () => {
    expect(await kinds({ kind: "claimed,transferred" })).toEqual([
      "transferred",
      "claimed",
      "claimed",
      "claimed",
    ]);
    expect(await kinds({ user: world.rep(1).id })).toEqual(["transferred"]);
    expect(await kinds({ actor: world.manager.id })).toEqual(["transferred"]);
    expect(await kinds({ reason: "no_need" })).toEqual(["released"]);
    expect(await kinds({ job: "test", toState: "pooled", pool: world.pool.id })).toEqual([
      "created",
      "created",
      "created",
    ]);
    expect(await kinds({ fromState: "owned", toState: "pooled" })).toEqual(["released", "claim_undone"]);
    expect(await kinds({ team: world.team.id })).toHaveLength(6);
  });

  test("by days of the organisation, both ends included", async () => {
    expect(await kinds({ from: "2026-11-21", to: "2026-11-21" })).toEqual([
      "released",
      "transferred",
      "claimed",
    ]);
    expect(await kinds({ to: "2026-11-20", kind: "claimed" })).toHaveLength(2);
    expect(await kinds({ from: "2026-11-22" })).toEqual([]);
  });

  test("without what was undone", async () => {
    expect(await kinds({ kind: "claimed,claim_undone", undone: "0" })).toEqual(["claimed", "claimed"]);
  });

  test("page after page, every event once, also where many have the same instant", async () => {
    const seen: number[] = [];
    let cursor: number | null = null;
    do {
      const page = await listEvents(world.as(world.admin), { limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...page.rows.map((row) => row.seq));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual((await list({ limit: 200 })).map((row) => row.seq));
    expect(seen).toHaveLength(10);
  });

  test("a manager sees his pools and his team's people; another team's manager sees nothing of it", async () => {
    expect((await list({}, world.manager)).map((row) => row.customer.id)).not.toContain(id("elsewhere"));
    expect(await list({}, world.manager)).toHaveLength(9);
    expect(await list({}, stranger)).toEqual([]);
    await expect(listEvents(world.as(world.rep(0)), {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("an address with nonsense in it still opens", () => {
    const params = readLedgerParams({
      kind: "claimed,nonsense",
      pool: "x",
      from: "2026-02-31",
      limit: "9999",
      cursor: "-1",
    });
    expect(params).toMatchObject({ kind: ["claimed"], limit: 50 });
    expect([params.pool, params.from, params.cursor]).toEqual([undefined, undefined, undefined]);
  });
});

describe("the exported ledger", () => {
  const read = async (user: TestUser, input: LedgerInput = {}) => {
    let text = "";
    for await (const piece of exportEvents(world.as(user), input)) text += piece;
    return parse(text, { bom: true, columns: true }) as Record<string, string>[];
  };

  test("has a row for each event that the list shows, and no formula", async () => {
    const rows = await read(world.admin);
    expect(rows).toHaveLength(10);
    expect(Object.keys(rows[0] ?? {})).toEqual([...LEDGER_COLUMNS]);
    const [released] = await read(world.admin, { kind: "released" });
    expect(released).toMatchObject({
      customer: "'=HYPERLINK(1) 公司",
      at: plus(2 * HOUR).toISOString(),
      kind: "released",
    });
  });

  test("is masked like the list, and closed to reps before anything is read", async () => {
    const text = JSON.stringify(await read(world.manager));
    expect(text).not.toContain("12345678");
    expect(() => exportEvents(world.as(world.rep(0)), {})).toThrow(
      expect.objectContaining({ code: "FORBIDDEN" }),
    );
  });
});
