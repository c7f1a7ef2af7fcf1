import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { loginAttempts, sessions } from "@/db/schema/people";
import { useTestDb } from "@/db/testing";
import { makeUser, makeWorld, type World } from "@/db/testing/factories";
import { verifyPassword } from "@/lib/auth/passwords";
import { authenticateToken } from "@/lib/tokens/authenticate-token";
import { createToken } from "@/lib/tokens/create-token";
import { createUser } from "./create-user";
import { editUser } from "./edit-user";
import { temporaryPassword } from "./hash-new-password";
import { getUser, listUsers } from "./queries";
import { resetPassword } from "./reset-password";
import { CreateUserInput, EditUserInput } from "./schema";

const now = new Date("2026-11-20T02:00:00.000Z");
const testDb = useTestDb();
let world: World;
let made = 0;

beforeEach(async () => {
  world = await makeWorld(testDb().db, { now });
  made += 1;
});

const create = (over: Partial<CreateUserInput> = {}) =>
  createUser(world.as(world.admin), {
    ...CreateUserInput.parse({ email: `New${made}@Test.example`, name: "林沐", role: "rep", ...over }),
    password: "a long enough one",
  });
const edit = (userId: string, over: Partial<EditUserInput>) =>
  editUser(
    world.as(world.admin),
    EditUserInput.parse({ userId, email: `edited${made}@test.example`, name: "陈屿", role: "rep", ...over }),
  );

describe("people", () => {
  test("come in with a role, a team, a cap and their pools; the address is kept in small letters", async () => {
    const { userId } = await create({ teamId: world.team.id, holdingCap: 5, poolIds: [world.pool.id] });
    expect(await getUser(world.as(world.admin), { userId })).toMatchObject({
      ...{
        email: `new${made}@test.example`,
        name: "林沐",
        role: "rep",
        teamId: world.team.id,
        holdingCap: 5,
      },
      ...{ pools: [{ id: world.pool.id }], heldCount: 0, seenAt: null, deactivatedAt: null },
    });
  });

  test("get a password that they could have chosen, or none", async () => {
    const person = CreateUserInput.parse({ email: `weak${made}@test.example`, name: "李薇", role: "rep" });
    const give = (password: string | null) => createUser(world.as(world.admin), { ...person, password });
    await expect(give("short")).rejects.toMatchObject({ code: "WEAK_PASSWORD" });
    await expect(give(`weak${made}@test.example`)).rejects.toMatchObject({ code: "WEAK_PASSWORD" });
    await give(null);
  });

  test("have an address each, whatever its letters", async () => {
    await create();
    await expect(create({ email: `NEW${made}@test.EXAMPLE` })).rejects.toMatchObject({
      code: "DUPLICATE_EMAIL",
    });
    await expect(edit(world.rep(0).id, { email: `new${made}@test.example` })).rejects.toMatchObject({
      code: "DUPLICATE_EMAIL",
    });
  });

  test("two who come in with one address at the same time: one does", async () => {
    const results = await Promise.allSettled([create(), create(), create()]);
    expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  });

  test("change; an archived pool or none at all lets nobody in", async () => {
    await edit(world.rep(0).id, { role: "manager", name: "周宁" });
    expect(await getUser(world.as(world.admin), { userId: world.rep(0).id })).toMatchObject({
      ...{ role: "manager", name: "周宁", teamId: null },
    });
    await expect(create({ poolIds: [world.team.id] })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(edit(world.team.id, {})).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("the last admin stays one, also when two step down at the same time", async () => {
    await world.db.execute(
      sql`update users set role = 'rep' where role = 'admin' and id <> ${world.admin.id}`,
    );
    const demote = (userId: string, email: string) => edit(userId, { email, role: "rep" });
    await expect(demote(world.admin.id, "a@x.example")).rejects.toMatchObject({ code: "LAST_ADMIN" });
    const second = await makeUser(world.db, now, { role: "admin" });
    const results = await Promise.allSettled([
      demote(world.admin.id, "a@x.example"),
      demote(second.id, "b@x.example"),
    ]);
    expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  });

  test("a new password signs out everywhere and lifts the lock of wrong ones", async () => {
    const { id: userId, email } = world.rep(0);
    await world.db
      .insert(sessions)
      .values({ userId, createdAt: now, seenAt: now, expiresAt: new Date("2027-01-01") });
    await world.db.insert(loginAttempts).values({ key: `account:${email}`, at: now });
    const reset = { userId, password: temporaryPassword() };
    const ended = { endedSessions: 1, endedTokens: 0 };
    expect(await resetPassword(world.as(world.admin), reset)).toEqual({ userId, email, ...ended });
    const [left] = await world.db.execute<{ n: number; hash: string }>(sql`
      select (select count(*)::int from login_attempts where key = ${`account:${email}`}) as n, password_hash as hash from users where id = ${userId}`);
    expect(left?.n).toBe(0);
    expect(await verifyPassword(left?.hash, reset.password)).toBe(true);
  });

  test("a new password ends the tokens too, unless they are to go on", async () => {
    const { id: userId } = world.rep(1);
    const make = async () => {
      const token = { name: "dialler", scopes: ["*"], expiresAt: null };
      return (await createToken(world.as(world.rep(1)), token)).secret;
    };
    const works = (secret: string) =>
      authenticateToken(world.system(), { secret }).then(
        () => true,
        (error) => error.code,
      );
    const secrets = [await make(), await make()];
    const reset = (more: object) =>
      resetPassword(world.as(world.admin), { userId, password: temporaryPassword(), ...more });
    expect(await reset({ endTokens: false })).toMatchObject({ endedTokens: 0 });
    expect(await Promise.all(secrets.map(works))).toEqual([true, true]);
    expect(await reset({})).toMatchObject({ endedTokens: 2 });
    expect(await Promise.all(secrets.map(works))).toEqual(["UNAUTHENTICATED", "UNAUTHENTICATED"]);
  });

  test("a manager sees his team, an admin everybody, and who has left only when asked for", async () => {
    const other = await makeUser(world.db, now);
    const names = async (user: typeof world.admin, input = {}) =>
      (await listUsers(world.as(user), input)).map((one) => one.id);
    expect((await names(world.manager)).sort()).toEqual(
      [world.manager, ...world.reps].map((u) => u.id).sort(),
    );
    expect(await names(world.admin, { team: world.team.id, role: "manager" })).toEqual([world.manager.id]);
    expect(await names(world.admin, { q: other.email.slice(0, 6) })).toContain(other.id);
    await world.db.execute(sql`update users set deactivated_at = now() where id = ${other.id}`);
    expect(await names(world.admin)).not.toContain(other.id);
    expect(await names(world.admin, { state: "left" })).toContain(other.id);
    await expect(getUser(world.as(world.manager), { userId: other.id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
