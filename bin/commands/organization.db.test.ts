import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { verifyPassword } from "@/lib/auth/passwords";
import { register as registerAudit } from "./audit";
import { register as registerPool } from "./pool";
import { register as registerUser } from "./user";

const testDb = useTestDb();
const said: string[] = [];
let world: World;

beforeEach(async () => {
  vi.stubEnv("DATABASE_URL", testDb().url);
  vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
  world = await makeWorld(testDb().db, { now: new Date("2026-11-20T02:00:00Z") });
  said.length = 0;
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = 0;
});

async function run(...words: string[]): Promise<string> {
  said.length = 0;
  const program = new Command().exitOverride();
  for (const register of [registerAudit, registerPool, registerUser]) register(program);
  await program.parseAsync(words, { from: "user" });
  return said.join("\n");
}
const json = async (...words: string[]) => JSON.parse(await run(...words, "--json"));

describe("the organisation from the command line", () => {
  test("lets somebody in with a password that works, gives him another, and lets him go to a colleague", async () => {
    const pool = world.pool.name;
    const email = `cli${world.pool.id.slice(-6)}@test.example`;
    const made = await json(
      "user",
      "create",
      email,
      "--name",
      "林沐",
      "--pool",
      pool,
      "--team",
      world.team.name,
    );
    const [stored] = await testDb().sql`select password_hash, team_id from users where id = ${made.userId}`;
    expect(await verifyPassword(stored?.password_hash, made.password)).toBe(true);
    expect(stored?.team_id).toBe(world.team.id);
    const reset = await json("user", "reset-password", email);
    expect(reset.password).not.toBe(made.password);
    const [leaver] = world.reps;
    await world.customers(3, { owner: world.rep(0) });
    const left = await json("user", "deactivate", leaver?.email ?? "", "--to", email);
    expect(left).toMatchObject({ transferred: 3, departed: 0 });
    const { users } = await json("user", "list");
    expect(users.find((one: { email: string }) => one.email === email)).toMatchObject({ heldCount: 3 });
  });

  test("says in words what it refuses", async () => {
    await expect(run("user", "deactivate", "nobody@test.example")).rejects.toThrow(/nobody@test.example/);
    await expect(run("pool", "create", world.pool.name)).rejects.toThrow(
      `This name is taken: ${world.pool.name}.`,
    );
    await expect(run("user", "create", "x", "--name", "X")).rejects.toThrow(/email/);
  });

  test("opens a pool with its members", async () => {
    const { poolId } = await json("pool", "create", `CLI ${world.pool.name}`, "--member", world.rep(1).email);
    const { pools } = await json("pool", "list");
    expect(pools.find((one: { id: string }) => one.id === poolId)).toMatchObject({
      memberCount: 1,
      policyVersion: 1,
    });
  });

  test("audits: sound, or the invariant that is broken and an exit code", async () => {
    const id = await world.customer();
    expect(await json("audit")).toMatchObject({ sound: true });
    expect(process.exitCode ?? 0).toBe(0);
    await testDb().sql`update customers set bounce_count = 7 where id = ${id}`;
    const broken = await json("audit");
    expect(broken.sound).toBe(false);
    expect(broken.results.find((one: { rows: number }) => one.rows > 0)).toMatchObject({
      name: "fold",
      rows: 1,
    });
    expect(process.exitCode).toBe(1);
    expect(await run("audit")).toMatch(/I5 +fold +1 broken/);
  });
});
