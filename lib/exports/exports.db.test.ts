import { parse } from "csv-parse/sync";
import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/db/columns";
import { contacts } from "@/db/schema/customers";
import { exportParts, exports } from "@/db/schema/views";
import {
  makePool,
  makeTeam,
  makeUser,
  makeWorld,
  type TestPool,
  type TestUser,
  type World,
} from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { listPool } from "@/lib/customers/list-pool";
import { addMs, DAY, MINUTE } from "@/lib/time";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { decideExport } from "./decide-export";
import { openExport } from "./open-export";
import { getExport, listExports } from "./queries";
import { requestExport } from "./request-export";
import { setExportRules } from "./set-export-rules";
import { writeExport } from "./write-export";
import { writeExports } from "./write-exports";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
let world: World;
let boss2: TestUser;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now });
  boss2 = await makeUser(testDb().db, now, { role: "manager", team: await makeTeam(testDb().db, now) });
});

const PHONE = "13912340001";
async function filled(policy: object = {}): Promise<TestPool> {
  const pool = await makePool(testDb().db, now, { members: [world.manager, world.rep(0)], policy });
  for (const [index, name] of [
    "+ ADDED MUSIC LIMITED",
    "=1+1",
    "＝HYPERLINK(1)",
    "正常公司",
    "-5",
  ].entries()) {
    const id = await world.customer({
      pool,
      name,
      grade: "A",
      region: `R${index}`,
      at: addMs(now, -index * MINUTE),
    });
    await testDb()
      .db.insert(contacts)
      .values({
        ...{ id: newId(), customerId: id, name: "@cmd", phone: PHONE, phoneE164: `+86${PHONE}` },
        ...{ isPrimary: true, createdAt: now },
      });
  }
  return pool;
}
const ask = (user: TestUser, pool: TestPool, format: "csv" | "xlsx", more: Record<string, string> = {}) =>
  requestExport(world.as(user), {
    ...{ list: "pool", format, locale: "en" },
    search: { pool: pool.id, cols: "region,phone,contact", ...more },
  });
async function bytesOf(user: TestUser, exportId: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of (await openExport(world.as(user), { exportId })).pieces) pieces.push(piece);
  return Buffer.concat(pieces);
}
const code = (work: Promise<unknown>) => work.then(() => "done").catch((error) => error.code);

describe("a list as a CSV", () => {
  it("is what the screen shows, masked like it, with no formula in it and its watermark below", async () => {
    const pool = await filled();
    const { exportId, state, expected } = await ask(world.manager, pool, "csv");
    expect([state, expected]).toEqual(["queued", 5]);
    expect(await writeExports(world.system())).toMatchObject({ exports: 1 });
    const file = await bytesOf(world.manager, exportId);
    expect(file.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const rows = parse(file, { bom: true, relax_column_count: true, skip_empty_lines: true }) as string[][];
    const shown = await listPool(world.as(world.manager), { pool: pool.id });
    const phone = shown.rows[0]?.contact?.phone;
    const masked = `'${shown.rows[0]?.contact?.name}`;
    expect(phone).not.toContain(PHONE.slice(3, 7));
    expect(rows.slice(0, 6)).toEqual([
      ["Customer", "Grade", "Region", "Phone", "Contact"],
      ["'+ ADDED MUSIC LIMITED", "A", "R0", phone, masked],
      ["'=1+1", "A", "R1", phone, masked],
      ["'＝HYPERLINK(1)", "A", "R2", phone, masked],
      ["正常公司", "A", "R3", phone, masked],
      ["-5", "A", "R4", phone, masked],
    ]);
    expect(rows.at(-1)?.[0]).toContain(world.manager.name);
    expect(rows.at(-1)?.[0]).toContain("5 rows");
    expect(file.toString()).not.toContain(PHONE);
  });

  it("is not made of nobody: that is said at once, and leaves nothing to wait for", async () => {
    const pool = await filled();
    expect(await code(ask(world.manager, pool, "csv", { region: "nowhere" }))).toBe("EXPORT_EMPTY");
    const mine = { list: "mine", search: {}, format: "xlsx", locale: "en" } as const;
    expect(await code(requestExport(world.as(boss2), mine))).toBe("EXPORT_EMPTY");
    expect((await listExports(world.as(boss2), { whose: "own" })).rows).toEqual([]);
  });

  it("for an admin is clear, as his screen is", async () => {
    const pool = await filled();
    const { exportId } = await ask(world.admin, pool, "csv");
    await writeExports(world.system());
    expect((await bytesOf(world.admin, exportId)).toString()).toContain(PHONE);
  });

  it("is one snapshot under its filters, whoever is claimed meanwhile", async () => {
    const pool = await filled();
    const { exportId } = await ask(world.manager, pool, "csv", { region: "R1,R3" });
    await writeExport(world.system(), { exportId });
    const rows = parse(await bytesOf(world.manager, exportId), {
      bom: true,
      relax_column_count: true,
    }) as string[][];
    expect(rows.slice(1, 3).map((row) => row[0])).toEqual(["'=1+1", "正常公司"]);
    expect(rows.at(-1)?.[0]).toContain(`${pool.name} · Region R1, R3`);
    const [row] = await testDb().db.select().from(exports).where(eq(exports.id, exportId));
    expect(row).toMatchObject({ state: "done", rowCount: 2, downloadCount: 1 });
  });
});

it("of what a mask would hide, a list is counted once where it is asked for, and not page by page", async () => {
  const pool = await filled({ maskContacts: true });
  const cond = JSON.stringify({ not: { field: "tags", op: "has_any", values: [PHONE] } });
  const { exportId } = await ask(world.manager, pool, "csv", { cond });
  const counted = () =>
    testDb().sql`select sum(hits)::int as n from submission_limits where key like 'typed:%'`;
  const [before] = await counted();
  expect(before?.n).toBe(1);
  expect(await writeExport(world.system(), { exportId })).toBe(true);
  expect(await getExport(world.as(world.manager), { exportId })).toMatchObject({
    state: "done",
    rowCount: 5,
  });
  expect((await counted())[0]).toEqual(before);
});

describe("a list as a workbook", () => {
  it("holds texts as texts, never as formulas", async () => {
    const pool = await filled();
    await world.customer({ pool, name: `bad ${String.fromCharCode(1)}\uFFFE name`, at: addMs(now, -DAY) });
    const { exportId } = await ask(world.manager, pool, "xlsx");
    await writeExports(world.system());
    const file = await bytesOf(world.manager, exportId);
    const { readXlsx } = await import("hucre/xlsx");
    const { sheets } = await readXlsx(new Uint8Array(file));
    const cells = (sheets[0]?.rows ?? []).map((row) => row[0]);
    expect(cells.slice(0, 7)).toEqual([
      ...["Customer", "+ ADDED MUSIC LIMITED", "=1+1", "＝HYPERLINK(1)", "正常公司", "-5", "bad  name"],
    ]);
    const text = await sheetXml(file);
    expect(text).not.toMatch(/<f[ >]/);
    expect(text).not.toContain(PHONE);
  });
});

async function sheetXml(file: Buffer): Promise<string> {
  const { inflateRawSync } = await import("node:zlib");
  let text = "";
  const next = (from: number) => file.indexOf("PK\u0003\u0004", from, "latin1");
  for (let at = next(0); at >= 0; at = next(at + 4)) {
    const start = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28);
    const name = file.toString("utf8", at + 30, at + 30 + file.readUInt16LE(at + 26));
    if (name.includes("worksheets/")) {
      try {
        text += inflateRawSync(file.subarray(start), { finishFlush: 2 }).toString();
      } catch {
        text += file.subarray(start).toString();
      }
    }
  }
  expect(text.length).toBeGreaterThan(100);
  return text;
}

describe("who may", () => {
  it("an export above the threshold waits for another's yes; every one is in the record", async () => {
    const pool = await filled();
    await setExportRules(world.as(world.admin), { approvalAbove: 3 });
    const { exportId, state } = await ask(world.manager, pool, "csv");
    expect(state).toBe("asked");
    expect(await writeExport(world.system(), { exportId })).toBe(false);
    expect(await code(openExport(world.as(world.manager), { exportId }))).toBe("EXPORT_GONE");
    expect(await code(decideExport(world.as(world.manager), { exportId, allow: true }))).toBe("OWN_EXPORT");
    expect(await code(decideExport(world.as(boss2), { exportId, allow: true }))).toBe("NOT_FOUND");
    expect(await code(decideExport(world.as(world.rep(0)), { exportId, allow: true }))).toBe("FORBIDDEN");
    expect(await code(decideExport(world.as(world.admin), { exportId, allow: true }))).toBe("done");
    expect(await code(decideExport(world.as(world.admin), { exportId, allow: false }))).toBe("CONFLICT");
    await writeExports(world.system());
    expect(await getExport(world.as(world.manager), { exportId })).toMatchObject({
      state: "done",
      ready: true,
    });
    expect((await ask(world.manager, pool, "csv", { region: "R1" })).state).toBe("queued");
    const declined = await ask(world.manager, pool, "csv");
    await decideExport(world.as(world.admin), { exportId: declined.exportId, allow: false });
    expect(await writeExport(world.system(), { exportId: declined.exportId })).toBe(false);
    await setExportRules(world.as(world.admin), { approvalAbove: null });
    const all = await listExports(world.as(world.admin), { whose: "all" });
    expect(all.rows.map(({ id }) => id)).toEqual(expect.arrayContaining([exportId, declined.exportId]));
    const others = await listExports(world.as(boss2), { whose: "all" });
    expect(others.rows).toEqual([]);
  });

  it("a list that has grown since it was asked for waits for a yes to what it is now", async () => {
    await setExportRules(world.as(world.admin), { approvalAbove: 6 });
    const pool = await filled();
    const stateOf = async (exportId: string) => {
      const { state, expected, decidedBy } = await getExport(world.as(world.manager), { exportId });
      return { state, expected, agreed: decidedBy !== null };
    };
    const { exportId, state } = await ask(world.manager, pool, "csv");
    expect(state).toBe("queued");
    await world.customers(5, { pool });
    expect(await writeExport(world.system(), { exportId })).toBe(false);
    expect(await stateOf(exportId)).toEqual({ state: "asked", expected: 10, agreed: false });
    const told = () => testDb().sql`
      select 1 from notifications where kind = 'export_asked' and user_id = ${world.admin.id} and params->>'exportId' = ${exportId}`;
    expect(await told()).toHaveLength(1);
    await decideExport(world.as(world.admin), { exportId, allow: true });
    await world.customers(7, { pool });
    expect(await writeExport(world.system(), { exportId })).toBe(false);
    expect(await stateOf(exportId)).toEqual({ state: "asked", expected: 17, agreed: false });
    expect(await told()).toHaveLength(2);
    await decideExport(world.as(world.admin), { exportId, allow: true });
    await world.customers(6, { pool });
    expect(await writeExport(world.system(), { exportId })).toBe(true);
    expect(await stateOf(exportId)).toEqual({ state: "done", expected: 17, agreed: true });
    await setExportRules(world.as(world.admin), { approvalAbove: null });
  });

  it("an estimate lets none through that is above the threshold", async () => {
    const pool = await makePool(testDb().db, now, { members: [world.manager] });
    await world.customers(10_060, { pool });
    await setExportRules(world.as(world.admin), { approvalAbove: 10_050 });
    const { state, expected } = await ask(world.manager, pool, "csv");
    expect(state).toBe("asked");
    expect(expected).toBeGreaterThan(10_050);
    await setExportRules(world.as(world.admin), { approvalAbove: null });
  }, 60_000);

  it("a file is its asker's alone, and for a day; the record stays", async () => {
    const pool = await filled();
    const { exportId } = await ask(world.manager, pool, "csv");
    await writeExports(world.system());
    expect(await code(openExport(world.as(world.admin), { exportId }))).toBe("NOT_FOUND");
    expect(
      await code(
        requestExport(world.as(world.rep(0)), { list: "mine", search: {}, format: "csv", locale: "en" }),
      ),
    ).toBe("FORBIDDEN");
    const late = addMs(now, DAY);
    expect(await code(openExport(world.as(world.manager, late), { exportId }))).toBe("EXPORT_GONE");
    await writeExports(world.system(late));
    expect(await testDb().db.select().from(exportParts).where(eq(exportParts.exportId, exportId))).toEqual(
      [],
    );
    expect(await getExport(world.as(world.manager, late), { exportId })).toMatchObject({
      rowCount: 5,
      ready: false,
    });
  });

  it("who left gets nothing, and a writer that died is followed by another", async () => {
    const pool = await filled();
    const leaver = await makeUser(testDb().db, now, { role: "manager", team: world.team });
    await testDb().db.execute(
      sql`insert into pool_members (pool_id, user_id, joined_at) values (${pool.id}, ${leaver.id}, now())`,
    );
    const gone = await ask(leaver, pool, "csv");
    await deactivateUser(world.as(world.admin), { userId: leaver.id, receiverId: null, note: "" });
    await writeExports(world.system());
    const [row] = await testDb().db.select().from(exports).where(eq(exports.id, gone.exportId));
    expect(row).toMatchObject({ state: "failed", failure: "USER_INACTIVE" });

    const { exportId } = await ask(world.manager, pool, "csv");
    await testDb().db.execute(
      sql`update exports set state = 'running', touched_at = clock_timestamp() where id = ${exportId}::uuid`,
    );
    await testDb()
      .db.insert(exportParts)
      .values({ exportId, position: 0, bytes: new Uint8Array([1]) });
    expect(await writeExport(world.system(), { exportId })).toBe(false);
    await testDb().db.execute(
      sql`update exports set touched_at = clock_timestamp() - interval '3 minutes' where id = ${exportId}::uuid`,
    );
    expect(await writeExport(world.system(), { exportId })).toBe(true);
    expect((await bytesOf(world.manager, exportId)).toString()).toContain("正常公司");
  });
});
