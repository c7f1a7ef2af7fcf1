import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readEnv } from "@/lib/env";
import { neutralEnvironment, SETTINGS, settingNotes, settingProblems } from "./env.mjs";
import { ROOT } from "./paths.mjs";

test("an empty environment is right, and an empty value counts as unset", () => {
  expect(settingProblems({})).toEqual([]);
  expect(settingProblems({ PORT: "", DATABASE_URL: "", DEMO: "", AUTH_SECRET: "" })).toEqual([]);
});

test("right values pass", () => {
  const env = {
    PORT: "8080",
    HOST: "0.0.0.0",
    APP_URL: "https://crm.example.com",
    DATABASE_URL: "postgresql://user:p%40ss@db.example.com:6432/crm?sslmode=require",
    DEMO: "0",
    DEMO_PASSWORD: "long enough",
    AUTH_SECRET: "x".repeat(32),
    ORG_TIME_ZONE: "Asia/Taipei",
    TRUST_PROXY: "1",
    SESSION_IDLE_MINUTES: "30",
    SESSION_MAX_HOURS: "12",
    AUTH_OIDC_ISSUER: "https://id.example.com",
    AUTH_OIDC_ID: "gonghai",
    AUTH_OIDC_SECRET: "s",
    SMTP_URL: "smtps://mail.example.com",
    MAIL_FROM: "crm@example.com",
    TRIGGER_SECRET_KEY: "tr_prod_x",
    TRIGGER_API_URL: "https://trigger.example.com",
    TRIGGER_PROJECT_REF: "proj_abc",
    LOG_LEVEL: "warn",
  };
  expect(settingProblems(env)).toEqual([]);
});

test.each([
  ["PORT", "http"],
  ["PORT", "70000"],
  ["HOST", "a b"],
  ["APP_URL", "crm.example.com"],
  ["DATABASE_URL", "mysql://localhost/crm"],
  ["DATABASE_URL", "postgres://localhost"],
  ["DEMO", "yes"],
  ["DEMO_PASSWORD", "short"],
  ["AUTH_SECRET", "short"],
  ["ORG_TIME_ZONE", "Mars/Olympus"],
  ["SMTP_URL", "mail.example.com:25"],
  ["SMTP_URL", "smtp://mail.example.com"],
  ["TRUST_PROXY", "yes"],
  ["TRUST_PROXY", "1"],
  ["SESSION_IDLE_MINUTES", "0"],
  ["SESSION_MAX_HOURS", "soon"],
  ["AUTH_OIDC_ISSUER", "https://id.example.com"],
  ["MAIL_FROM", "crm"],
  ["TRIGGER_API_URL", "https://trigger.example.com"],
  ["TRIGGER_PROJECT_REF", "abc"],
  ["LOG_LEVEL", "loud"],
])("%s=%s is refused by name", (name, value) => {
  const problems = settingProblems({ [name]: value });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(new RegExp(`^${name}: `));
});

test.each([
  { APP_URL: "x" },
  { TRUST_PROXY: "1" },
  { TRUST_PROXY: "yes" },
  { DATABASE_URL: "mysql://localhost/crm" },
  { AUTH_SECRET: "short" },
  { SESSION_IDLE_MINUTES: "43201" },
  { SESSION_MAX_HOURS: "0" },
  { SMTP_URL: "smtp://mail" },
  { SMTP_URL: "mail", MAIL_FROM: "a@example.com" },
  { TRIGGER_API_URL: "https://trigger.example.com" },
  { AUTH_OIDC_ID: "gonghai" },
])("what the application refuses is refused before anything is installed: %j", (change) => {
  const whole = { DATABASE_URL: "postgres://localhost/crm", AUTH_SECRET: "s".repeat(32) };
  expect(settingProblems({ ...whole, ...change })).not.toEqual([]);
  expect(() => readEnv({ ...whole, ...change })).toThrow();
});

test("all that is wrong is said at once", () => {
  expect(settingProblems({ PORT: "x", DEMO: "x", SMTP_URL: "x" })).toHaveLength(3);
});

test("a Trigger.dev key without a URL means the cloud, and that is said", () => {
  expect(settingNotes({})).toEqual([]);
  expect(settingNotes({ TRIGGER_SECRET_KEY: "tr_x" })[0]).toContain("api.trigger.dev");
});

test(".env.example names every setting and no other", () => {
  const text = readFileSync(path.join(ROOT, ".env.example"), "utf8");
  const names = [...text.matchAll(/^# ([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(names.toSorted()).toEqual(Object.keys(SETTINGS).toSorted());
});

test("a neutral environment blanks every setting and keeps the rest", () => {
  const env = neutralEnvironment();
  expect(Object.keys(SETTINGS).map((name) => env[name])).toEqual(Object.keys(SETTINGS).map(() => ""));
  expect(env.PATH).toBe(process.env.PATH);
});
