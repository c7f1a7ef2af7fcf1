// @ts-check
import { existsSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./paths.mjs";
import { beginning } from "./results.mjs";
import { runScript, runTool } from "./run.mjs";
import { say } from "./say.mjs";

/** @typedef {{ name: string, run: () => Promise<import("./run.mjs").RunResult> }} Check */

const FOLDERS = ["app", "components", "db", "jobs", "lib", "bin", "e2e", "bench"];
const TRIGGER = "jobs/check-trigger.ts";

/** @param {string} name */
const isThere = (name) => existsSync(path.join(ROOT, name));

/** The types of the routes are made first: without a build there are none, and after one they may be of yesterday. */
async function checkTypes() {
  const routes = await runTool("next/dist/bin/next", ["typegen"]);
  return routes.code === 0 ? runTool("typescript/bin/tsc", ["--noEmit", "-p", "."]) : routes;
}

/** @returns {Check[]} */
function checks() {
  const folders = FOLDERS.filter(isThere);
  /** @type {Check[]} */
  const list = [
    {
      name: "format and lint",
      run: () => runTool("@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]),
    },
    { name: "types", run: checkTypes },
    {
      name: "import directions",
      run: () =>
        runTool("dependency-cruiser/bin/dependency-cruise.mjs", [
          "--config",
          ".dependency-cruiser.cjs",
          ...folders,
        ]),
    },
  ];
  if (isThere(TRIGGER)) list.push({ name: "Trigger.dev tasks", run: () => runScript(TRIGGER) });
  return list;
}

/**
 * Runs `npm run check`: a line for each step, its output only when it fails.
 * @returns {Promise<import("./results.mjs").Result>}
 */
export async function runChecks() {
  /** @type {import("./results.mjs").TestFailure[]} */
  const failures = [];
  const list = checks();
  for (const check of list) {
    const began = performance.now();
    const { code, output } = await check.run();
    const took = `${((performance.now() - began) / 1000).toFixed(1)} s`;
    say(`${code === 0 ? "ok    " : "FAILED"} ${check.name} (${took})`);
    if (code === 0) continue;
    process.stdout.write(`${output.trim()}\n`);
    failures.push({ name: `check: ${check.name}`, why: beginning(output.trim()) });
  }
  return { passed: list.length - failures.length, failures };
}
