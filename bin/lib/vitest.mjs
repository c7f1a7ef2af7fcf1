// @ts-check
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { neutralEnvironment } from "./env.mjs";
import { countVitest } from "./results.mjs";
import { runTool } from "./run.mjs";
import { readIfThere } from "./secrets.mjs";

/** Days and offsets must not depend on where the tests run: a zone with an odd offset shows it. */
const TIME_ZONE = "Asia/Kathmandu";

/**
 * Runs vitest on the named projects with its own output on the screen.
 * @param {string[]} projects
 * @param {string[]} [args] passed on
 * @returns {Promise<import("./results.mjs").Result & { code: number }>}
 */
export async function runVitest(projects, args = []) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "gonghai-vitest-"));
  const file = path.join(folder, "report.json");
  try {
    const { code } = await runTool(
      "vitest/vitest.mjs",
      [
        "run",
        ...projects.flatMap((project) => ["--project", project]),
        ...["--reporter=default", "--reporter=json", `--outputFile.json=${file}`],
        ...args,
      ],
      { output: "inherit", env: { ...neutralEnvironment(), NODE_ENV: "test", TZ: TIME_ZONE } },
    );
    const text = readIfThere(file);
    return { code, ...countVitest(text ? JSON.parse(text) : null, code) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
