import { redirect } from "next/navigation";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { action, openAction } from "./action";
import type { SignedIn } from "./auth/require-ctx";
import { DomainError } from "./errors";

// The framework's side of a request: who asks, and with which headers. Nothing of ours is replaced.
const request = vi.hoisted(() => ({ headers: new Headers(), session: null as unknown }));
vi.mock("next/headers", () => ({ headers: async () => request.headers }));
vi.mock("./auth/require-ctx", () => ({ findCtx: async () => request.session }));
const logged = vi.hoisted(() => vi.fn());
vi.mock("./log", () => ({ log: { error: logged } }));

vi.stubEnv("DATABASE_URL", "postgres://nobody@localhost:1/none");
vi.stubEnv("AUTH_SECRET", "s".repeat(32));
vi.stubEnv("APP_URL", "https://crm.example");

const Input = z.strictObject({ name: z.string().min(1).max(5) });
const actor = { kind: "user", id: "u1", role: "rep", teamId: null } as const;
const signedIn = { ctx: { actor, now: new Date(0) }, sessionId: "s1" } as unknown as SignedIn;
const failing = (error: unknown) =>
  action(Input, async () => {
    throw error;
  });

beforeEach(() => {
  request.headers = new Headers({ host: "crm.internal", origin: "http://crm.internal" });
  request.session = signedIn;
  logged.mockClear();
});

describe("action", () => {
  it("runs the verb as who is signed in, and answers its value", async () => {
    const run = action(Input, async (ctx, { name }, { sessionId }) => [ctx.actor, name, sessionId]);
    expect(await run({ name: "n" })).toEqual({ ok: true, data: [actor, "n", "s1"] });
  });

  it("takes no text that no table holds", async () => {
    const run = vi.fn();
    for (const name of ["a\0", String.fromCharCode(0xd83d)]) {
      expect(await action(Input, run)({ name })).toMatchObject({ ok: false, error: "INVALID_INPUT" });
    }
    expect(run).not.toHaveBeenCalled();
    expect(logged).not.toHaveBeenCalled();
  });

  it("runs nothing for nobody", async () => {
    request.session = null;
    const verb = vi.fn();
    expect(await action(Input, verb)({ name: "n" })).toEqual({
      ok: false,
      error: "UNAUTHENTICATED",
      params: {},
    });
    expect(verb).not.toHaveBeenCalled();
  });

  it.each([
    ["its own host", "http://crm.internal", {}, true],
    ["APP_URL", "https://crm.example", {}, true],
    ["a foreign site", "https://evil.example", {}, false],
    [
      "a foreign site with a forged host",
      "https://evil.example",
      { "x-forwarded-host": "evil.example" },
      false,
    ],
    ["a sandboxed frame", "null", {}, false],
    ["nowhere", null, {}, false],
    ["nowhere, the browser vouching", null, { "sec-fetch-site": "same-origin" }, true],
  ])("called from %s", async (_, origin, more, allowed) => {
    request.headers = new Headers({ host: "crm.internal", ...(origin ? { origin } : {}), ...more });
    const verb = vi.fn(async () => "done");
    const result = await action(Input, verb)({ name: "n" });
    expect(result).toEqual(
      allowed ? { ok: true, data: "done" } : { ok: false, error: "BAD_ORIGIN", params: {} },
    );
    expect(verb).toHaveBeenCalledTimes(allowed ? 1 : 0);
  });

  it("refuses input that is not valid, naming the fields, and what is too much", async () => {
    const verb = vi.fn();
    const given: { name: string } = Object.assign({ name: "" }, { role: "admin" });
    expect(await action(Input, verb)(given)).toEqual({
      ok: false,
      error: "INVALID_INPUT",
      params: {},
      fields: { name: { code: "required" }, role: { code: "unknown" } },
    });
    expect(verb).not.toHaveBeenCalled();
  });

  it("hands the key of the operation to the verb, and takes no strange one", async () => {
    const run = action(Input, async (ctx) => ctx.operationKey ?? null);
    const key = "0190f3a2-7b1c-7def-8123-456789abcdef";
    expect(await run({ name: "n" }, { key })).toEqual({ ok: true, data: key });
    expect(await run({ name: "n" })).toEqual({ ok: true, data: null });
    for (const strange of ["", "short", "a b c d e f g h", "x".repeat(65)]) {
      expect(await run({ name: "n" }, { key: strange })).toMatchObject({ error: "INVALID_INPUT" });
    }
  });

  it("turns a refusal into its code and facts, and logs nothing", async () => {
    const refusal = new DomainError("COOLING_DOWN", { until: "2026-11-20" });
    expect(await failing(refusal)({ name: "n" })).toEqual({
      ok: false,
      error: "COOLING_DOWN",
      params: { until: "2026-11-20" },
    });
    expect(logged).not.toHaveBeenCalled();
  });

  it("tells of a fault no more than the reference it is logged under", async () => {
    const error = new Error("password=hunter2 at 10.0.0.1");
    const result = await failing(error)({ name: "n" });
    expect(result).toMatchObject({ ok: false, error: "INTERNAL", params: { id: expect.any(String) } });
    expect(JSON.stringify(result)).not.toContain("hunter2");
    const id = result.ok ? "" : result.params.id;
    expect(logged).toHaveBeenCalledWith(
      expect.objectContaining({ err: error, reference: id }),
      expect.any(String),
    );
  });

  it("lets the framework's redirect through", async () => {
    const run = action(Input, async () => redirect("/pool"));
    await expect(run({ name: "n" })).rejects.toThrow("NEXT_REDIRECT");
  });

  it("tries a deadlock again, and a lost connection only with a key", async () => {
    const deadlock = Object.assign(new Error("deadlock"), { code: "40P01" });
    const lost = Object.assign(new Error("lost"), { code: "CONNECTION_CLOSED" });
    const once = vi.fn().mockRejectedValueOnce(deadlock).mockResolvedValue("done");
    expect(await action(Input, once)({ name: "n" })).toEqual({ ok: true, data: "done" });
    const keyed = vi.fn().mockRejectedValueOnce(lost).mockResolvedValue("done");
    expect(await action(Input, keyed)({ name: "n" }, { key: "12345678" })).toEqual({
      ok: true,
      data: "done",
    });
    const bare = vi.fn().mockRejectedValueOnce(lost).mockResolvedValue("done");
    expect(await action(Input, bare)({ name: "n" })).toMatchObject({ error: "INTERNAL" });
    expect(bare).toHaveBeenCalledTimes(1);
  });
});

describe("openAction", () => {
  it("runs for nobody, as the system, and still only from this site", async () => {
    request.session = null;
    const run = openAction(Input, async ({ actor }) => actor.kind);
    expect(await run({ name: "n" })).toEqual({ ok: true, data: "system" });
    request.headers.set("origin", "https://evil.example");
    expect(await run({ name: "n" })).toMatchObject({ error: "BAD_ORIGIN" });
  });
});
