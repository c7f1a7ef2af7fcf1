import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { contacts } from "@/db/schema/customers";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { addMs, DAY } from "@/lib/time";
import { DEFAULT_WEIGHTS } from "./rules";
import { setQualitySettings } from "./set-quality-settings";
import { at, bench, now } from "./testing/bench";

const testDb = useTestDb({ max: 8 });
let world: World;
const { audit, contact, edit, hand, held, log, open, pooled, rows } = bench(() => world);

beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now });
});

describe("a wrong number", () => {
  test("is known at once, with the follow-ups that say so, and gone with the first conversation", async () => {
    const id = await held();
    await log(world.rep(0), id, "wrong_number", 1);
    const second = await log(world.rep(0), id, "wrong_number", 2);
    const [issue] = await rows();
    expect(issue).toMatchObject({ kind: "wrong_number", state: "open", foundById: null, evidenceAt: at(2) });
    expect(issue?.evidence.followUps?.[0]).toBe(second.followUpId);
    await log(world.rep(0), id, "refused", 3);
    expect(await rows()).toMatchObject([{ state: "fixed", decidedById: null, decidedAt: at(3) }]);
  });

  test("is mended by a change of a phone, not by any other edit, and only what comes after the change is new", async () => {
    const id = await held();
    const [{ id: contactId } = { id: "" }] = await world.db
      .select({ id: contacts.id })
      .from(contacts)
      .where(sql`customer_id = ${id}::uuid`);
    const change = (fields: object) => ({
      contacts: { add: [], remove: [], change: [{ id: contactId, ...fields }] },
    });
    await log(world.rep(0), id, "wrong_number", 1);
    await edit(world.rep(0), id, change({ title: "CEO" }), 2);
    await edit(world.rep(0), id, { changes: { region: "east" } }, 2);
    expect(await open(id)).toEqual(["wrong_number"]);
    await edit(world.rep(0), id, change({ phone: "13800005678" }), 3);
    expect(await open(id)).toEqual([]);
    expect(await audit()).toMatchObject({ found: 0, fixed: 0 });
    await log(world.rep(0), id, "wrong_number", 4);
    expect(await open(id)).toEqual(["wrong_number"]);
  });
});

describe("a customer that is gone", () => {
  test("has left so many attempts in a row unanswered, by two people at least", async () => {
    await setQualitySettings(world.as(world.admin), { weights: DEFAULT_WEIGHTS, goneAfter: 3 });
    const id = await held();
    for (const minutes of [1, 2, 3, 4]) await log(world.rep(0), id, "no_answer", minutes);
    expect(await open(id)).toEqual([]);
    await hand(id, world.rep(1), 5);
    await log(world.rep(1), id, "no_answer", 6);
    expect(await open(id)).toEqual(["gone"]);
    await log(world.rep(1), id, "connected", 7);
    expect(await open(id)).toEqual([]);
    await log(world.rep(1), id, "no_answer", 8);
    await hand(id, world.rep(0), 9);
    await log(world.rep(0), id, "no_answer", 10);
    expect(await open(id)).toEqual([]);
    await log(world.rep(0), id, "no_answer", 11);
    expect(await open(id)).toEqual(["gone"]);
  });
});

describe("ways to reach", () => {
  test("a phone of its town, an e-mail or a WeChat id is one; a number that is none is not", async () => {
    const none = await world.customer();
    const bad = await pooled({ phone: "12345678901" });
    const masked = await pooled({ phone: "138****5678", email: "a@example.com" });
    const local = await pooled({ phone: "6234 5678" });
    const mail = await pooled({ email: "a@example.com" });
    const wechat = await pooled({ wechat: "wu_li" });
    expect(await audit()).toEqual({ seen: 6, found: 4, fixed: 0 });
    const kinds = await Promise.all([none, bad, masked, local, mail, wechat].map(open));
    expect(kinds.map((one) => one.sort())).toEqual([
      ["unreachable"],
      ["bad_phone", "unreachable"],
      ["bad_phone"],
      [],
      [],
      [],
    ]);
    await edit(
      world.manager,
      none,
      {
        contacts: {
          add: [
            { name: "Li", title: null, phone: null, email: "b@example.com", wechat: null, isPrimary: true },
          ],
          change: [],
          remove: [],
        },
      },
      90,
    );
    expect(await open(none)).toEqual([]);
    await contact(bad);
    expect(await audit(120)).toEqual({ seen: 6, found: 0, fixed: 1 });
    expect(await open(bad)).toEqual(["bad_phone"]);
  });
});

describe("the audit", () => {
  test("twice finds nothing twice, and counts what there is", async () => {
    await pooled();
    await world.customers(3, { industry: "Steel" });
    expect(await audit()).toEqual({ seen: 4, found: 3, fixed: 0 });
    const before = await rows();
    expect(await audit(61)).toEqual({ seen: 4, found: 0, fixed: 0 });
    expect(await rows()).toEqual(before);
    const [counted] = await world.db.execute(
      sql`select part, customers, completeness, reachable from quality_counts`,
    );
    expect(counted).toEqual({ part: "last", customers: 4, completeness: 35 + 3 * 10, reachable: 1 });
  });

  test("that was cut off goes on where it stopped, counts nobody twice, and after a day begins anew", async () => {
    const ids = (await world.customers(5)).sort();
    const cutOff = (startedAt: Date) =>
      world.db.execute(sql`
        insert into quality_settings (audit_cursor, audit_started_at) values (${ids[2] ?? ""}::uuid, ${startedAt.toISOString()}::timestamptz)
        on conflict (one) do update set audit_cursor = excluded.audit_cursor, audit_started_at = excluded.audit_started_at`);
    await cutOff(now);
    await world.db.execute(
      sql`insert into quality_counts (id, pool_id, part, customers) values (gen_random_uuid(), ${world.pool.id}::uuid, 'next', 3)`,
    );
    expect(await audit()).toEqual({ seen: 2, found: 2, fixed: 0 });
    expect(await world.db.execute(sql`select part, customers from quality_counts`)).toMatchObject([
      { part: "last", customers: 5 },
    ]);
    await cutOff(addMs(now, -2 * DAY));
    expect(await audit(61)).toMatchObject({ seen: 5, found: 3 });
  });

  test("leaves what somebody is working on to the next night, and two at once find nothing twice", async () => {
    const ids = await world.customers(4);
    await world.db.transaction(async (tx) => {
      await tx.execute(sql`select id from customers where id = ${ids[0] ?? ""}::uuid for update`);
      expect(await audit()).toMatchObject({ found: 3 });
    });
    const both = await Promise.all([audit(61), audit(61)]);
    expect(both.reduce((sum, { found }) => sum + found, 0)).toBe(1);
    expect(await rows()).toHaveLength(4);
  });
});
