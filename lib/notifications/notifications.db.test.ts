import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/db/columns";
import { deliveries, notifications } from "@/db/schema/notifications";
import { users } from "@/db/schema/people";
import { useTestDb } from "@/db/testing";
import { type Ctx, inTx } from "@/lib/context";
import { addMs, MINUTE } from "@/lib/time";
import { markAllRead } from "./mark-all-read";
import { markRead } from "./mark-read";
import { notify } from "./notify";
import { countUnread, listNotifications } from "./queries";

const testDb = useTestDb();
const NOW = new Date("2026-11-20T01:00:00Z");
let mine: Ctx;
let theirs: Ctx;

beforeEach(async () => {
  await testDb().db.delete(deliveries);
  await testDb().db.delete(notifications);
  await testDb().db.delete(users);
  [mine, theirs] = (await Promise.all(["rep1", "rep2"].map(person))) as [Ctx, Ctx];
});

async function person(name: string): Promise<Ctx> {
  const id = newId();
  const row = { id, name, email: `${name}@example.com`, role: "rep" as const, createdAt: NOW };
  await testDb().db.insert(users).values(row);
  return {
    db: testDb().db,
    actor: { kind: "user", id, role: "rep", teamId: null },
    now: addMs(NOW, 60 * MINUTE),
  };
}

/** Tells the person `count` things, `perInstant` of them at each minute from NOW on. */
async function tell(ctx: Ctx, count: number, perInstant = 1): Promise<void> {
  const userId = ctx.actor.kind === "user" ? ctx.actor.id : "";
  for (let n = 0; n < count; n += perInstant) {
    const notices = Array.from({ length: Math.min(perInstant, count - n) }, (_, k) => ({
      ...{
        userId,
        kind: "assigned" as const,
        params: { name: `客户 ${n + k}` },
        dedupeKey: `assigned:${n + k}`,
      },
    }));
    const at = addMs(NOW, n * MINUTE);
    await inTx({ ...ctx, actor: { kind: "system", job: "test" }, now: at }, (tx) => notify(tx, notices));
  }
}

describe("the list of notifications", () => {
  it("is one's own, newest first, page by page without gap or repeat", async () => {
    await tell(mine, 23, 5);
    await tell(theirs, 3);
    const seen: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await listNotifications(mine, { limit: 4, ...(cursor ? { cursor } : {}) });
      for (const row of page.rows) seen.push(String(row.params.name));
      cursor = page.nextCursor ?? undefined;
      pages++;
    } while (cursor);
    expect(pages).toBe(6);
    expect(seen).toHaveLength(23);
    expect(new Set(seen).size).toBe(23);
    const all = (await listNotifications(mine, { limit: 100 })).rows;
    expect(all.map((row) => Number(row.at))).toEqual(all.map((row) => Number(row.at)).sort((a, b) => b - a));
  });

  it("refuses a cursor that is not one of its own", async () => {
    for (const cursor of ["", "x", "2026-11-20T01:00:00.000Z_'; drop table users"]) {
      await expect(listNotifications(mine, { cursor })).rejects.toThrow();
    }
  });

  it("counts and shows the unread", async () => {
    await tell(mine, 5);
    const [newest] = (await listNotifications(mine)).rows;
    expect(await countUnread(mine)).toBe(5);
    await markRead(mine, { id: newest?.id ?? "" });
    expect(await countUnread(mine)).toBe(4);
    expect((await listNotifications(mine, { unreadOnly: true })).rows).toHaveLength(4);
    expect((await listNotifications(mine)).rows[0]?.readAt).toEqual(mine.now);
  });
});

describe("marking as read", () => {
  it("keeps the first instant, and is not for another's messages", async () => {
    await tell(mine, 1);
    const [row] = (await listNotifications(mine)).rows;
    const id = row?.id ?? "";
    await expect(markRead(theirs, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await countUnread(mine)).toBe(1);
    expect(await markRead(mine, { id })).toEqual({ readAt: mine.now });
    expect(await markRead({ ...mine, now: addMs(mine.now, MINUTE) }, { id })).toEqual({ readAt: mine.now });
  });

  it("marks all of one's own that have arrived", async () => {
    await tell(mine, 4);
    await tell(theirs, 2);
    expect(await markAllRead({ ...mine, now: addMs(NOW, 2 * MINUTE) })).toEqual({ marked: 3 });
    expect(await countUnread(mine)).toBe(1);
    expect(await markAllRead(mine)).toEqual({ marked: 1 });
    expect(await markAllRead(mine)).toEqual({ marked: 0 });
    expect(await countUnread(theirs)).toBe(2);
  });

  it("is for people", async () => {
    const system: Ctx = { ...mine, actor: { kind: "system", job: "test" } };
    for (const attempt of [markAllRead(system), countUnread(system), listNotifications(system)]) {
      await expect(attempt).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });
});

it("tells the same thing once, also to two who tell it at the same time", async () => {
  await Promise.all([tell(mine, 20, 10), tell(mine, 20, 10), tell(mine, 20, 4)]);
  expect(await countUnread(mine)).toBe(20);
  expect(await testDb().db.$count(deliveries)).toBe(20);
});
