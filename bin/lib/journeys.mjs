// @ts-check
import { ensureBuild } from "./build.mjs";
import { neutralEnvironment } from "./env.mjs";
import { reportPlace } from "./report.mjs";
import { countPlaywright } from "./results.mjs";
import { runTool } from "./run.mjs";
import { stageEnvironment, startStage } from "./stage.mjs";

/**
 * Runs the journeys in a browser against a site of their own; with E2E_BASE_URL against that one.
 * @param {import("./lifecycle.mjs").Lifecycle} life
 * @param {string[]} [args] passed on to Playwright
 * @returns {Promise<import("./results.mjs").Result & { code: number }>}
 */
export async function runJourneys(life, args = []) {
  const env = process.env.E2E_BASE_URL ? process.env : { ...neutralEnvironment(), ...(await stageFor(life)) };
  const report = reportPlace("playwright");
  const { code } = await runTool("@playwright/test/cli.js", ["test", ...args], {
    output: "inherit",
    env: { ...env, E2E_REPORT: report.file, NODE_ENV: "test" },
  });
  return { code, ...countPlaywright(report.read(), code) };
}

/** @param {import("./lifecycle.mjs").Lifecycle} life */
async function stageFor(life) {
  return stageEnvironment(await startStage(life, await ensureBuild()));
}
