import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Tx } from "@/db/client";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { enterCustomers } from "@/lib/ledger/enter-customers";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { feedEvents } from "./feed-events";
import type { FeedCursor } from "./schema";

const testDb = useTestDb({ max: 20 });
let world: World;
let now: Date;

beforeEach(async () => {
  await wipe(testDb());
  now = new Date();
  const policy = { claimLimits: { perDay: null, perWeek: null }, holdingCap: null };
  world = await makeWorld(testDb().db, { now, policy });
});

const read = (from?: FeedCursor, limit = 500) =>
  feedEvents(world.as(world.admin, new Date()), { limit, ...(from ? { from } : {}) });

/** A transaction that has written an event and waits to be let go. */
async function openWriter(): Promise<{ commit: () => Promise<void>; customerId: string }> {
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  let wrote = (_: string) => {};
  const written = new Promise<string>((done) => {
    wrote = done;
  });
  const template = await world.customer();
  const done = testDb().db.transaction(async (tx: Tx) => {
    const [row] = await tx.execute<Record<string, unknown>>(
      sql`select gen_random_uuid() as id, pool_id from customers where id = ${template}::uuid`,
    );
    const id = String(row?.id);
    const ctx = { ...world.system(new Date()), db: tx, said: [] };
    await enterCustomers(
      ctx,
      [
        {
          ...{
            id,
            name: "Late",
            nameKey: "late",
            identityKey: id,
            grade: "B",
            stage: "new",
            intent: "unknown",
          },
          ...{ createdAt: now, editedAt: now, movedAt: now, version: 1, state: "pooled", pooledAt: now },
          poolId: String(row?.pool_id),
        },
      ],
      "manual",
    );
    wrote(id);
    await held;
  });
  return {
    customerId: await written,
    commit: async () => {
      release();
      await done;
    },
  };
}

describe("the feed", () => {
  it("tells everything once, oldest first, and then that there is nothing new", async () => {
    const ids = await world.customers(5);
    for (const customerId of ids) await claimCustomer(world.as(world.rep(0)), { customerId });
    const seen: number[] = [];
    let cursor: FeedCursor | undefined;
    for (let n = 0; n < 20; n++) {
      const page = await read(cursor, 3);
      seen.push(...page.rows.map(({ seq }) => seq));
      cursor = page.cursor;
      if (page.rows.length === 0) break;
    }
    expect(seen).toHaveLength(10);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect((await read(cursor)).rows).toEqual([]);
  });

  it("waits for an event whose number was given out before, and whose transaction commits late", async () => {
    const { cursor } = await read();
    const late = await openWriter();
    const [quick] = await world.customers(1);
    await claimCustomer(world.as(world.rep(0)), { customerId: quick ?? "" });
    const first = await read(cursor);
    // Of what comes after the missing number nothing is told, or the late one would be passed over for ever.
    expect(first.rows.map(({ customer }) => customer.id)).not.toContain(quick);
    const again = await read(first.cursor);
    expect(again.rows).toEqual([]);
    await late.commit();
    const told: string[] = [];
    let at = again.cursor;
    await vi.waitFor(async () => {
      const page = await read(at);
      told.push(...page.rows.map(({ customer }) => customer.id));
      at = page.cursor;
      expect(told).toContain(quick);
    }, 30_000);
    expect(told.indexOf(late.customerId)).toBeGreaterThanOrEqual(0);
    expect(told.indexOf(late.customerId)).toBeLessThan(told.indexOf(quick ?? ""));
  });

  it("goes on past a number that was taken back", async () => {
    const { cursor } = await read();
    const ended = testDb().db.transaction(async (tx) => {
      await tx.execute(sql`select nextval(pg_get_serial_sequence('events', 'seq'))`);
      throw new Error("taken back");
    });
    await expect(ended).rejects.toThrow("taken back");
    const id = await world.customer();
    await vi.waitFor(async () => {
      const { rows } = await read(cursor);
      expect(rows.map(({ customer }) => customer.id)).toContain(id);
    }, 30_000);
  });

  it("misses nothing of many who write at once", async () => {
    const ids = await world.customers(60);
    const { cursor } = await read();
    const told: string[] = [];
    let at = cursor;
    let writing = true;
    const reader = (async () => {
      for (;;) {
        const last = !writing;
        const page = await read(at, 7);
        told.push(...page.rows.map(({ customer }) => customer.id));
        at = page.cursor;
        if (last && page.rows.length === 0 && told.length >= ids.length) return;
        if (last && told.length < ids.length) await new Promise((done) => setTimeout(done, 20));
      }
    })();
    await Promise.all(
      ids.map((customerId, n) => claimCustomer(world.as(world.rep(n % 3), new Date()), { customerId })),
    );
    writing = false;
    await reader;
    expect(told.toSorted()).toEqual(ids.toSorted());
  });
});
