import { NextRequest, type NextResponse } from "next/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { proxy } from "./proxy";

afterEach(() => vi.unstubAllEnvs());

const ask = (path: string, init: ConstructorParameters<typeof NextRequest>[1] = {}) =>
  proxy(new NextRequest(`http://crm.internal${path}`, init)) as NextResponse;
const hsts = "strict-transport-security";

describe("the proxy", () => {
  it("sends the anonymous to sign in, and remembers where they wanted to go", () => {
    const answer = ask("/pool?grade=A&peek=1");
    expect(answer.status).toBe(307);
    expect(answer.headers.get("location")).toBe(
      "http://crm.internal/sign-in?next=%2Fpool%3Fgrade%3DA%26peek%3D1",
    );
    expect(ask("/").headers.get("location")).toBe("http://crm.internal/sign-in");
  });

  it.each(["/sign-in", "/sign-in/sso", "/setup", "/healthz", "/readyz", "/csp", "/api/live", "/api-docs"])(
    "lets anybody see %s",
    (path) => {
      expect(ask(path).headers.get("location")).toBeNull();
    },
  );

  it.each(["/sign-inn", "/setups", "/apix", "/me/api"])("does not take %s for an open path", (path) => {
    expect(ask(path).status).toBe(307);
  });

  it("looks for a path that nobody can decode as it is written", () => {
    expect(ask("/api/v1/%E0%A4%A").headers.get("x-middleware-rewrite")).toMatch(/\/api\/v1\/%25E0%25A4%25A$/);
    expect(ask("/api/v1/%E5%B7%B2").headers.get("x-middleware-rewrite")).toBeNull();
  });

  it("leaves what is sent by an action to the action, which answers", () => {
    expect(ask("/pool", { method: "POST" }).headers.get("location")).toBeNull();
  });

  it("tells a page its own path, and overwrites what the caller says it is", () => {
    const headers = { cookie: "gonghai=x", "x-gonghai-path": "/evil", "x-nonce": "evil" };
    const passed = ask("/pool?grade=A", { headers }).headers;
    expect(passed.get("x-middleware-request-x-gonghai-path")).toBe("/pool?grade=A");
    expect(passed.get("x-middleware-request-x-nonce")).not.toBe("evil");
  });

  it("asks for https for ever only where there is https", () => {
    expect(ask("/sign-in").headers.get(hsts)).toBeNull();
    expect(ask("/sign-in", { headers: { "x-forwarded-proto": "https" } }).headers.get(hsts)).toContain(
      "max-age=63072000",
    );
    vi.stubEnv("APP_URL", "https://crm.example");
    expect(ask("/sign-in").headers.get(hsts)).toContain("includeSubDomains");
  });

  it("takes only the host-bound cookie where there is https", () => {
    vi.stubEnv("APP_URL", "https://crm.example");
    expect(ask("/pool", { headers: { cookie: "gonghai=x" } }).status).toBe(307);
    expect(ask("/pool", { headers: { cookie: "__Host-gonghai=x" } }).headers.get("location")).toBeNull();
  });

  it("lets scripts run by nonce alone, a new one each time", () => {
    vi.stubEnv("NODE_ENV", "production");
    const policyOf = () => ask("/sign-in").headers.get("content-security-policy") ?? "";
    expect(policyOf()).not.toBe(policyOf());
    expect(policyOf()).toMatch(/script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic'/);
    expect(ask("/api/live").headers.get("content-security-policy")).toContain("default-src 'none'");
  });
});
