import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./paths.mjs";

type Lockfile = { packages: Record<string, { optionalDependencies?: Record<string, string> }> };

const nameOf = (key: string) => key.split("node_modules/").pop() ?? "";

/** npm drops an optional package that a registry lacks without a word; `npm ci` then fails on another platform. */
function missingPlatformPackages({ packages }: Lockfile): string[] {
  const locked = new Set(Object.keys(packages).map(nameOf));
  return Object.entries(packages).flatMap(([key, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !locked.has(name))
      .map((name) => `${name} of ${nameOf(key) || "the project"}`),
  );
}

test("the lockfile holds the packages of every platform", () => {
  const lockfile: Lockfile = JSON.parse(readFileSync(path.join(ROOT, "package-lock.json"), "utf8"));
  expect(missingPlatformPackages(lockfile)).toEqual([]);
});

test("a platform package that is missing is found", () => {
  const packages = { "": {}, "node_modules/a": { optionalDependencies: { "@a/mac": "1", "@a/linux": "1" } } };
  const lockfile = { packages: { ...packages, "node_modules/@a/linux": {} } };
  expect(missingPlatformPackages(lockfile)).toEqual(["@a/mac of a"]);
});
