// @ts-check
import { neutralEnvironment } from "./env.mjs";
import { reportPlace } from "./report.mjs";
import { countVitest } from "./results.mjs";
import { runTool } from "./run.mjs";

/** Days and offsets must not depend on where the tests run: a zone with an odd offset shows it. */
const TIME_ZONE = "Asia/Kathmandu";

/**
 * Runs vitest on the named projects with its own output on the screen.
 * @param {string[]} projects
 * @param {string[]} [args] passed on
 * @returns {Promise<import("./results.mjs").Result & { code: number }>}
 */
export async function runVitest(projects, args = []) {
  const report = reportPlace("vitest");
  const named = projects.flatMap((project) => ["--project", project]);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report.file}`];
  const { code } = await runTool("vitest/vitest.mjs", ["run", ...named, ...reporters, ...args], {
    output: "inherit",
    env: { ...neutralEnvironment(), NODE_ENV: "test", TZ: TIME_ZONE },
  });
  return { code, ...countVitest(report.read(), code) };
}
