import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { authenticateToken } from "@/lib/tokens/authenticate-token";
import { register } from "./token";

const testDb = useTestDb();
const said: string[] = [];
let world: World;

beforeEach(async () => {
  vi.stubEnv("DATABASE_URL", testDb().url);
  vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
  world = await makeWorld(testDb().db, { now: new Date() });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function run(...words: string[]): Promise<string> {
  said.length = 0;
  const program = new Command().exitOverride();
  register(program);
  await program.parseAsync(["token", ...words], { from: "user" });
  return said.join("\n");
}
const use = (secret: string) => authenticateToken(world.system(new Date()), { secret });

describe("a token from the command line", () => {
  test("is printed alone, acts as its person within its scopes, is listed, and ends", async () => {
    const { id, email } = world.rep(0);
    const secret = await run("create", "--user", email, "--scope", "customers.claim", "--scope", "*.read");
    expect(secret).toMatch(/^gonghai_\S+$/);
    expect((await use(secret)).actor).toMatchObject({
      ...{ kind: "user", id, role: "rep" },
      token: { scopes: ["customers.claim", "*.read"] },
    });
    const listed = await run("list", "--user", email);
    expect(listed).toContain("customers.claim,*.read");
    expect(listed).not.toContain(secret);
    await run("revoke", secret);
    await expect(use(secret)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test("says what scopes there are, and takes none that ends before it begins", async () => {
    const { email } = world.rep(0);
    await expect(run("create", "--user", email, "--scope", "everything")).rejects.toThrow(/customers\.claim/);
    await expect(run("create", "--user", email, "--expires", "2020-01-01")).rejects.toMatchObject({
      cause: { code: "INVALID_INPUT", params: { field: "expiresAt" } },
    });
    await expect(run("create", "--user", email, "--expires", "soon")).rejects.toThrow(/never/);
    await expect(run("create", "--user", "nobody@test.example")).rejects.toThrow(/nobody@test.example/);
    const forEver = JSON.parse(await run("create", "--user", email, "--expires", "never", "--json"));
    expect(forEver).toMatchObject({ expiresAt: null, scopes: ["*"], user: email });
    await use(forEver.token);
  });
});
