import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sourceHash } from "./source-hash.mjs";

let root = "";

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "gonghai-hash-"));
  write("app/page.tsx", "page");
  write("lib/time.ts", "time");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("the same sources give the same hash", () => {
  expect(sourceHash(root)).toBe(sourceHash(root));
});

test.each([
  "app/page.tsx",
  "lib/time.ts",
  "lib/i18n/messages/en/common.json",
  "next.config.ts",
  "public/icon.svg",
])("a change of %s changes it", (file) => {
  const before = sourceHash(root);
  write(file, "changed");
  expect(sourceHash(root)).not.toBe(before);
});

test.each([
  "lib/time.test.ts",
  "db/seed/run.ts",
  "db/testing/index.ts",
  "db/migrations/0001.sql",
  "README.md",
  "e2e/a.ts",
])("%s is not built: it changes nothing", (file) => {
  const before = sourceHash(root);
  write(file, "changed");
  expect(sourceHash(root)).toBe(before);
});

test("moving text from one file to another changes it", () => {
  write("lib/a.ts", "ab");
  write("lib/b.ts", "c");
  const before = sourceHash(root);
  write("lib/a.ts", "a");
  write("lib/b.ts", "bc");
  expect(sourceHash(root)).not.toBe(before);
});

test("settings that are built in count, others do not", () => {
  const before = sourceHash(root, {});
  expect(sourceHash(root, { PORT: "1" })).toBe(before);
  expect(sourceHash(root, { NEXT_PUBLIC_NAME: "x" })).not.toBe(before);
});
