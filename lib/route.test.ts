import { NextRequest } from "next/server";
import { beforeEach, expect, it, vi } from "vitest";
import type { SignedIn } from "./auth/require-ctx";
import { DomainError, type ErrorCode } from "./errors";
import { withCtx } from "./route";

const request = vi.hoisted(() => ({ session: null as unknown }));
vi.mock("./auth/require-ctx", () => ({ findCtx: async () => request.session }));
vi.mock("./log", () => ({ log: { error: () => {} } }));

vi.stubEnv("DATABASE_URL", "postgres://nobody@localhost:1/none");
vi.stubEnv("AUTH_SECRET", "s".repeat(32));

const call = (
  run: Parameters<typeof withCtx<{ id: string }>>[0],
  init: ConstructorParameters<typeof NextRequest>[1] = {},
) =>
  withCtx<{ id: string }>(run)(new NextRequest("http://crm.internal/api/x", init), {
    params: Promise.resolve({ id: "7" }),
  });
const refusing = (code: ErrorCode, params = {}) =>
  call(async () => {
    throw new DomainError(code, params);
  });

beforeEach(() => {
  request.session = { sessionId: "s1" } as unknown as SignedIn;
});

it("answers who is signed in", async () => {
  const response = await call(async ({ sessionId }, _, { id }) => Response.json([sessionId, id]));
  expect(await response.json()).toEqual(["s1", "7"]);
});

it("is 401 for nobody, as problem+json", async () => {
  request.session = null;
  const response = await call(async () => new Response("secret"));
  expect(response.status).toBe(401);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(await response.json()).toEqual({
    type: "urn:gonghai:UNAUTHENTICATED",
    title: "UNAUTHENTICATED",
    status: 401,
    code: "UNAUTHENTICATED",
    params: {},
  });
});

it.each([
  ["FORBIDDEN", 403],
  ["NOT_YOURS", 403],
  ["NOT_FOUND", 404],
  ["INVALID_INPUT", 400],
  ["ALREADY_CLAIMED", 409],
] as const)("%s is %i", async (code, status) => {
  expect((await refusing(code)).status).toBe(status);
});

it("says when to come back", async () => {
  const response = await refusing("TOO_MANY_REQUESTS", { retryAfterSeconds: 90 });
  expect(response.status).toBe(429);
  expect(response.headers.get("retry-after")).toBe("90");
});

it("says nothing of a fault but its reference", async () => {
  const response = await call(async () => {
    throw new Error("hunter2");
  });
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("hunter2");
});

it("takes a change from this site only", async () => {
  const run = async () => new Response("done");
  const post = (headers: Record<string, string>) =>
    call(run, { method: "POST", headers: { host: "crm.internal", ...headers } });
  expect((await post({ origin: "http://crm.internal" })).status).toBe(200);
  expect((await post({ origin: "https://evil.example" })).status).toBe(403);
  expect((await post({})).status).toBe(403);
});
