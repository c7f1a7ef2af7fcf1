// @ts-check
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureBuild } from "./build.mjs";
import { neutralEnvironment } from "./env.mjs";
import { countPlaywright } from "./results.mjs";
import { runTool } from "./run.mjs";
import { readIfThere } from "./secrets.mjs";
import { stageEnvironment, startStage } from "./stage.mjs";

/**
 * Runs the journeys in a browser against a site of their own; with E2E_BASE_URL against that one.
 * @param {import("./lifecycle.mjs").Lifecycle} life
 * @param {string[]} [args] passed on to Playwright
 * @returns {Promise<import("./results.mjs").Result & { code: number }>}
 */
export async function runJourneys(life, args = []) {
  const env = process.env.E2E_BASE_URL ? process.env : { ...neutralEnvironment(), ...(await stageFor(life)) };
  const folder = mkdtempSync(path.join(os.tmpdir(), "gonghai-e2e-"));
  const file = path.join(folder, "report.json");
  try {
    const { code } = await runTool("@playwright/test/cli.js", ["test", ...args], {
      output: "inherit",
      env: { ...env, E2E_REPORT: file, NODE_ENV: "test" },
    });
    const text = readIfThere(file);
    return { code, ...countPlaywright(text ? JSON.parse(text) : null, code) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {import("./lifecycle.mjs").Lifecycle} life */
async function stageFor(life) {
  return stageEnvironment(await startStage(life, await ensureBuild()));
}
