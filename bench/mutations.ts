import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Mutation } from "./mutation";
import { APPROVAL } from "./mutations-approval";
import { MERGES } from "./mutations-merges";
import { OWNERSHIP } from "./mutations-ownership";
import { RULES } from "./mutations-rules";

const MUTATIONS: Mutation[] = [...OWNERSHIP, ...RULES, ...APPROVAL, ...MERGES];

const ROOT = process.cwd();
const LEFT_OUT = new Set(["node_modules", ".git", ".next", ".data", ".trigger", "test-results"]);

/** A copy of the tree in which the code may be broken; the packages are borrowed. */
function copyTree(): string {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), "gonghai-mutations-"));
  for (const name of fs.readdirSync(ROOT)) {
    if (!LEFT_OUT.has(name)) fs.cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  }
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(copy, "node_modules"));
  return copy;
}

function runTests(copy: string, tests: readonly string[]): boolean {
  const vitest = path.join(copy, "node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--bail", "1", "--project", "unit", "--project", "db", ...tests];
  return (
    spawnSync(process.execPath, args, {
      cwd: copy,
      stdio: "ignore",
      env: { ...process.env, TZ: "Asia/Kathmandu" },
    }).status === 0
  );
}

/** Breaks the copy, and gives back what undoes it. A place that isn't there any more is an error of this script. */
function apply(copy: string, { name, edits }: Mutation): () => void {
  const before = edits.map(
    ({ file }) => [path.join(copy, file), fs.readFileSync(path.join(copy, file), "utf8")] as const,
  );
  for (const { file, find, put } of edits) {
    const target = path.join(copy, file);
    const text = fs.readFileSync(target, "utf8");
    const broken = text.replace(find, () => put);
    if (broken === text) throw new Error(`${name}: the place to break was not found in ${file}`);
    fs.writeFileSync(target, broken);
  }
  return () => {
    for (const [target, text] of before) fs.writeFileSync(target, text);
  };
}

function main(wanted: readonly string[]): number {
  const chosen = MUTATIONS.filter(
    ({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
  );
  const copy = copyTree();
  let survived = 0;
  try {
    const tests = [...new Set(chosen.flatMap((mutation) => mutation.tests))];
    console.log(`sound code: ${runTests(copy, tests) ? "green" : "RED, so nothing below means anything"}`);
    for (const mutation of chosen) {
      const restore = apply(copy, mutation);
      const green = runTests(copy, mutation.tests);
      restore();
      if (green) survived += 1;
      console.log(`${green ? "SURVIVED" : "caught  "}  ${mutation.name}`);
    }
  } finally {
    fs.rmSync(copy, { recursive: true, force: true });
  }
  console.log(`${chosen.length - survived} caught, ${survived} survived`);
  return survived;
}

process.exitCode = main(process.argv.slice(2)) === 0 ? 0 : 1;
