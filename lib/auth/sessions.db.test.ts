import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { loginAttempts, preferences, sessions, users } from "@/db/schema/people";
import { useTestDb } from "@/db/testing";
import { makeWorld, type TestUser, type World } from "@/db/testing/factories";
import type { Ctx } from "@/lib/context";
import { updatePreferences } from "@/lib/profile/update-preferences";
import { updateProfile } from "@/lib/profile/update-profile";
import { addMs, HOUR, MINUTE } from "@/lib/time";
import { changePassword } from "./change-password";
import { endOtherSessions } from "./end-other-sessions";
import { endSession } from "./end-session";
import { hashPassword, verifyPassword } from "./passwords";
import { mySessions } from "./queries";
import { resolveSession } from "./resolve-session";
import { startSession } from "./start-session";

vi.stubEnv("AUTH_SECRET", "s".repeat(32));
vi.stubEnv("SESSION_IDLE_MINUTES", "30");
vi.stubEnv("SESSION_MAX_HOURS", "12");

const testDb = useTestDb();
const now = new Date("2026-11-18T02:32:00Z");
const password = "harbour-lantern-42";
let world: World;
let rep: TestUser;
let other: TestUser;

const system = (at: Date = now): Ctx => ({
  db: testDb().db,
  actor: { kind: "system", job: "sign-in" },
  now: at,
});
const start = (user: TestUser = rep, at: Date = now) =>
  startSession(system(at), { userId: user.id, ip: "203.0.113.7", userAgent: "Firefox" });
const resolve = (sessionId: string, at: Date = now) => resolveSession(system(at), sessionId);
const rowOf = async (sessionId: string) =>
  (await testDb().db.select().from(sessions).where(eq(sessions.id, sessionId)))[0];

beforeAll(async () => {
  vi.stubEnv("DATABASE_URL", testDb().url);
  world = await makeWorld(testDb().db, { now });
  const [first, second] = world.reps;
  if (!first || !second) throw new Error("two reps are needed");
  [rep, other] = [first, second];
});

beforeEach(async () => {
  await testDb().db.delete(loginAttempts);
  await testDb().db.delete(sessions);
  await testDb()
    .db.update(users)
    .set({ passwordHash: await hashPassword(password), deactivatedAt: null });
});

describe("a session", () => {
  it("says who it is, where, and how he likes it", async () => {
    await updatePreferences(world.as(rep), { theme: "dark" });
    await updatePreferences(world.as(rep), { singleKeys: false });
    await updateProfile(world.as(rep), { locale: "zh-TW" });
    const { sessionId } = await start();
    expect(await resolve(sessionId)).toMatchObject({
      sessionId,
      user: { ...rep, locale: "zh-TW" },
      organization: { timeZone: "Asia/Shanghai", currency: "CNY" },
      preferences: { theme: "dark", singleKeys: false },
    });
    await testDb().db.delete(preferences);
  });

  it("is nothing for an id that was never given", async () => {
    expect(await resolve("01900000-0000-7000-8000-000000000000")).toBeNull();
  });

  it("is over at the next request after it was ended, and only for its own person to end", async () => {
    const { sessionId } = await start();
    await endSession(world.as(other), { sessionId });
    expect(await resolve(sessionId)).not.toBeNull();
    await endSession(world.as(rep), { sessionId });
    expect(await resolve(sessionId)).toBeNull();
  });

  it("is over at the next request after its person was deactivated, who can start no other", async () => {
    const { sessionId } = await start();
    await testDb().db.update(users).set({ deactivatedAt: now }).where(eq(users.id, rep.id));
    expect(await resolve(sessionId)).toBeNull();
    await expect(start()).rejects.toMatchObject({ code: "USER_INACTIVE" });
  });

  it("carries the role of the moment, not of the sign-in", async () => {
    const { sessionId } = await start();
    await testDb().db.update(users).set({ role: "manager" }).where(eq(users.id, rep.id));
    expect((await resolve(sessionId))?.user.role).toBe("manager");
    await testDb().db.update(users).set({ role: "rep" }).where(eq(users.id, rep.id));
  });

  it("ends when nobody used it for half an hour, and at its end however it is used", async () => {
    const { sessionId } = await start();
    expect(await resolve(sessionId, addMs(now, 30 * MINUTE))).toBeNull();
    for (let at = 20 * MINUTE; at < 12 * HOUR; at += 20 * MINUTE) {
      expect(await resolve(sessionId, addMs(now, at))).not.toBeNull();
    }
    expect(await resolve(sessionId, addMs(now, 12 * HOUR))).toBeNull();
  });

  it("notes that it is in use once a minute, not at every request", async () => {
    const { sessionId } = await start();
    await resolve(sessionId, addMs(now, MINUTE - 1));
    expect((await rowOf(sessionId))?.seenAt).toEqual(now);
    await resolve(sessionId, addMs(now, MINUTE));
    expect((await rowOf(sessionId))?.seenAt).toEqual(addMs(now, MINUTE));
  });
});

describe("my sessions", () => {
  it("are the live ones of mine, the last used first", async () => {
    const first = await start();
    const second = await start(rep, addMs(now, MINUTE));
    const ended = await start();
    await endSession(world.as(rep), { sessionId: ended.sessionId });
    await start(other);
    const mine = await mySessions(world.as(rep, addMs(now, 2 * MINUTE)));
    expect(mine.map(({ id }) => id)).toEqual([second.sessionId, first.sessionId]);
    expect(await mySessions(world.as(rep, addMs(now, HOUR)))).toEqual([]);
  });

  it("can be ended all but this one", async () => {
    const here = await start();
    const there = await start();
    const his = await start(other);
    expect(await endOtherSessions(world.as(rep), { keep: here.sessionId })).toEqual({ ended: 1 });
    expect(await resolve(here.sessionId)).not.toBeNull();
    expect(await resolve(there.sessionId)).toBeNull();
    expect(await resolve(his.sessionId)).not.toBeNull();
  });
});

describe("changing the password", () => {
  const change = (input: { current: string; password: string }, keepSession: string) =>
    changePassword(world.as(rep), { ...input, keepSession, ip: "203.0.113.7" });
  const hashOf = async () =>
    (await testDb().db.select().from(users).where(eq(users.id, rep.id)))[0]?.passwordHash;

  it("takes the current one, and signs out everywhere else", async () => {
    const here = await start();
    const there = await start();
    const done = await change({ current: password, password: "another-good-one" }, here.sessionId);
    expect(done).toEqual({ ended: 1 });
    expect(await verifyPassword(await hashOf(), "another-good-one")).toBe(true);
    expect(await resolve(here.sessionId)).not.toBeNull();
    expect(await resolve(there.sessionId)).toBeNull();
  });

  it("refuses a wrong current one, five times at most, and changes nothing", async () => {
    const here = await start();
    const there = await start();
    const before = await hashOf();
    const guess = () => change({ current: "guess", password: "another-good-one" }, here.sessionId);
    for (const left of [4, 3, 2, 1, 0]) {
      await expect(guess()).rejects.toMatchObject({ code: "WRONG_CREDENTIALS", params: { left } });
    }
    await expect(guess()).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
    expect(await hashOf()).toBe(before);
    expect(await resolve(there.sessionId)).not.toBeNull();
  });

  it.each([
    ["short", "short"],
    ["1234567890", "common"],
  ])("refuses the new password %s", async (weak, reason) => {
    const { sessionId } = await start();
    await expect(change({ current: password, password: weak }, sessionId)).rejects.toMatchObject({
      code: "WEAK_PASSWORD",
      params: { reason },
    });
  });

  /** How many connections wait for a lock. */
  const waiting = async () => {
    const [row] = await testDb().db.execute<{ n: number }>(sql`
      select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    return row?.n;
  };

  it("of two changes at the same time lets one through", async () => {
    const { sessionId } = await start();
    // Both have proved the old password before either may write.
    const { both } = await testDb().db.transaction(async (tx) => {
      await tx.execute(sql`select from users where id = ${rep.id}::uuid for no key update`);
      const both = Promise.allSettled(
        ["another-good-one", "yet-another-one"].map((next) =>
          change({ current: password, password: next }, sessionId),
        ),
      );
      await expect.poll(waiting, { timeout: 20_000 }).toBe(2);
      return { both };
    });
    const results = await both;
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "CONFLICT" },
    });
  });
});
