import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { demoPassword, keepSecret } from "./secrets.mjs";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "gonghai-secret-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a secret is made once, is long, and only its owner can read it", () => {
  const file = path.join(folder, "deep/auth.secret");
  const secret = keepSecret(file);
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(keepSecret(file)).toBe(secret);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("the demo's password is made at the first start and stays; a given one is remembered", () => {
  const made = demoPassword(folder, undefined);
  expect(made.length).toBeGreaterThanOrEqual(12);
  expect(demoPassword(folder, undefined)).toBe(made);
  expect(demoPassword(folder, "given by me")).toBe("given by me");
  expect(demoPassword(folder, undefined)).toBe("given by me");
  expect(readFileSync(path.join(folder, "demo.secret"), "utf8")).toBe("given by me\n");
});
