import { describe, expect, it } from "vitest";
import { EnvironmentError, readEnv } from "./env";

const whole = { DATABASE_URL: "postgres://localhost/app", AUTH_SECRET: "s".repeat(32) };
const problemsOf = (source: Record<string, string | undefined>): readonly string[] => {
  try {
    readEnv(source);
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
};

describe("the environment", () => {
  it("is whole with a database and a secret; the rest has defaults", () => {
    expect(readEnv(whole)).toMatchObject({
      TRUST_PROXY: false,
      SESSION_IDLE_MINUTES: 720,
      SESSION_MAX_HOURS: 168,
    });
  });

  it("says everything that is missing at once", () => {
    expect(problemsOf({})).toEqual(["DATABASE_URL is missing", "AUTH_SECRET is missing"]);
  });

  it("takes an empty variable for none", () => {
    expect(problemsOf({ ...whole, AUTH_SECRET: "", SMTP_URL: "" })).toEqual(["AUTH_SECRET is missing"]);
  });

  it.each([
    [{ AUTH_SECRET: "short" }, "AUTH_SECRET must have 32 characters or more"],
    [{ DATABASE_URL: "mysql://localhost/app" }, "DATABASE_URL must be a postgres:// address"],
    [{ APP_URL: "example.com" }, "APP_URL must be an http:// or https:// address"],
    [{ TRUST_PROXY: "yes" }, "TRUST_PROXY must be 0 or 1"],
    [{ TRUST_PROXY: "1" }, "APP_URL is missing: TRUST_PROXY is 1"],
    [{ SMTP_URL: "smtp://mail" }, "MAIL_FROM is missing: SMTP_URL is set"],
    [{ SESSION_IDLE_MINUTES: "0" }, "SESSION_IDLE_MINUTES must be 1 or more"],
    [{ SESSION_MAX_HOURS: "soon" }, "SESSION_MAX_HOURS must be a whole number"],
    [{ TRIGGER_API_URL: "http://trigger" }, "TRIGGER_SECRET_KEY is missing: TRIGGER_API_URL is set"],
    [
      { AUTH_OIDC_ISSUER: "https://id.example", AUTH_OIDC_ID: "gonghai" },
      "AUTH_OIDC_SECRET is missing: single sign-on takes all three AUTH_OIDC_* values",
    ],
  ])("%j: %s", (change, problem) => {
    expect(problemsOf({ ...whole, ...change })).toEqual([problem]);
  });

  it("never repeats a value: it may be a secret", () => {
    const [problem] = problemsOf({ ...whole, AUTH_SECRET: "hunter2" });
    expect(problem).not.toContain("hunter2");
  });
});
