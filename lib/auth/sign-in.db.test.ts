import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { loginAttempts, sessions, users } from "@/db/schema/people";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import type { Ctx } from "@/lib/context";
import { addMs, MINUTE } from "@/lib/time";
import { hashPassword } from "./passwords";
import { signInWithPassword } from "./sign-in";
import { signInWithOidc } from "./sign-in-with-oidc";

vi.stubEnv("AUTH_SECRET", "s".repeat(32));

const testDb = useTestDb({ max: 12 });
const now = new Date("2026-11-18T02:32:00Z");
const password = "harbour-lantern-42";
const browser = { ip: "203.0.113.7", userAgent: "Firefox" };
let world: World;

const system = (at: Date = now): Ctx => ({
  db: testDb().db,
  actor: { kind: "system", job: "sign-in" },
  now: at,
});
const email = () => world.reps[0]?.email ?? "";
const tryIn = (input: Partial<{ email: string; password: string; ip: string }>, at?: Date) =>
  signInWithPassword(system(at), { email: email(), password: "wrong", ...browser, ...input });
const codeOf = (result: PromiseSettledResult<unknown>): string =>
  result.status === "fulfilled" ? "in" : String(result.reason.code);

beforeAll(async () => {
  vi.stubEnv("DATABASE_URL", testDb().url);
  world = await makeWorld(testDb().db, { now });
  await testDb()
    .db.update(users)
    .set({ passwordHash: await hashPassword(password) });
});

beforeEach(async () => {
  await testDb().db.delete(loginAttempts);
});

describe("signing in", () => {
  it("starts a session for the right password, in whatever letters the address is typed", async () => {
    const { sessionId, userId } = await tryIn({ email: email().toUpperCase(), password });
    const [row] = await testDb().db.select().from(sessions).where(eq(sessions.id, sessionId));
    expect(row).toMatchObject({ userId, createdAt: now, seenAt: now, revokedAt: null, ...browser });
    expect(await testDb().db.select().from(loginAttempts)).toEqual([]);
  });

  it("counts down, locks after five, says when it opens, and opens then", async () => {
    for (const left of [4, 3, 2, 1, 0]) {
      await expect(tryIn({})).rejects.toMatchObject({
        code: "WRONG_CREDENTIALS",
        params: { left, minutes: 15 },
      });
    }
    const locked = { code: "TOO_MANY_REQUESTS", params: { retryAfterSeconds: 15 * 60 } };
    await expect(tryIn({ password })).rejects.toMatchObject(locked);
    await expect(tryIn({ password }, addMs(now, 15 * MINUTE - 1))).rejects.toMatchObject({
      params: { retryAfterSeconds: 1 },
    });
    await expect(tryIn({ password }, addMs(now, 15 * MINUTE))).resolves.toHaveProperty("sessionId");
  });

  it("starts counting afresh after the right password", async () => {
    for (let i = 0; i < 4; i++) await tryIn({}).catch(() => {});
    await tryIn({ password }, addMs(now, 1));
    await expect(tryIn({}, addMs(now, 2))).rejects.toMatchObject({ params: { left: 4 } });
  });

  it("stops an address that goes through many accounts after thirty", async () => {
    const results = [];
    for (let i = 0; i < 32; i++)
      results.push((await Promise.allSettled([tryIn({ email: `no${i}@x.example` })]))[0]);
    const codes = results.map((result) => result && codeOf(result));
    expect(codes.slice(0, 30)).toEqual(Array(30).fill("WRONG_CREDENTIALS"));
    expect(codes.slice(30)).toEqual(["TOO_MANY_REQUESTS", "TOO_MANY_REQUESTS"]);
    await expect(tryIn({ password, ip: "198.51.100.1" })).resolves.toHaveProperty("sessionId");
  });

  it("holds the limit against guesses made at the same time on connections of their own", async () => {
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => tryIn({})));
    const codes = results.map(codeOf).sort();
    expect(codes).toEqual([...Array(7).fill("TOO_MANY_REQUESTS"), ...Array(5).fill("WRONG_CREDENTIALS")]);
    const rows = await testDb()
      .db.select()
      .from(loginAttempts)
      .where(eq(loginAttempts.key, `account:${email()}`));
    expect(rows).toHaveLength(5);
  });

  it("answers the same for an unknown, a wrong and a deactivated account", async () => {
    const [, gone] = world.reps;
    await testDb()
      .db.update(users)
      .set({ deactivatedAt: now })
      .where(eq(users.id, gone?.id ?? ""));
    const answers = await Promise.all(
      [{}, { email: "nobody@x.example" }, { email: gone?.email ?? "", password }].map((input) =>
        tryIn(input).catch((error) => ({ code: error.code, params: error.params })),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it("takes as much work for an unknown account as for a known one", async () => {
    // Time of the processor, not of the clock: what else the machine does must not count.
    const workOf = async (address: string) => {
      await testDb().db.delete(loginAttempts);
      const before = process.cpuUsage();
      await tryIn({ email: address }).catch(() => {});
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const work = { known: 0, unknown: 0 };
    for (let i = 0; i < 12; i++) {
      work.known += await workOf(email());
      work.unknown += await workOf(`nobody${i}@x.example`);
    }
    // Without the dummy hash the unknown one would take a fifth.
    expect(work.unknown / work.known).toBeGreaterThan(0.6);
    expect(work.unknown / work.known).toBeLessThan(1.7);
  });

  it("forgets attempts that no window reaches any more", async () => {
    await tryIn({ email: "long@ago.example" }, addMs(now, -60 * MINUTE)).catch(() => {});
    await tryIn({ password });
    expect(await testDb().db.select().from(loginAttempts)).toEqual([]);
  });

  it("is for the system alone", async () => {
    const person = world.as(world.admin);
    const input = { email: email(), password, ...browser };
    await expect(signInWithPassword(person, input)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("single sign-on", () => {
  it("lets in whom we know, and makes nobody", async () => {
    const before = await testDb().db.$count(users);
    const known = { email: email().toUpperCase(), verified: true, ...browser };
    await expect(signInWithOidc(system(), known)).resolves.toMatchObject({ userId: world.reps[0]?.id });
    for (const stranger of [
      { ...known, email: "stranger@x.example" },
      { ...known, email: "" },
      { ...known, verified: false },
    ]) {
      await expect(signInWithOidc(system(), stranger)).rejects.toMatchObject({ code: "WRONG_CREDENTIALS" });
    }
    expect(await testDb().db.$count(users)).toBe(before);
  });
});
