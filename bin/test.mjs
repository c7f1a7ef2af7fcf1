#!/usr/bin/env node
// @ts-check
// npm test: checks, unit and database tests, journeys in a browser; ends with `N passed, N failed` over all of them.
import { runChecks } from "./lib/checks.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { describeFailure } from "./lib/failure.mjs";
import { runJourneys } from "./lib/journeys.mjs";
import { runCommand, Stopped } from "./lib/lifecycle.mjs";
import { checkNode } from "./lib/node-version.mjs";
import { listed, summary } from "./lib/results.mjs";
import { say } from "./lib/say.mjs";
import { sweepThrowaways } from "./lib/throwaway.mjs";
import { runVitest } from "./lib/vitest.mjs";

/** @typedef {import("./lib/results.mjs").Result} Result */

/**
 * Runs a stage; one that can't run at all is one failure, and the next stages still run.
 * @param {string} name
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
async function stage(name, work) {
  say(`── ${name}`);
  try {
    return await work();
  } catch (error) {
    if (error instanceof Stopped) throw error;
    const why = describeFailure(error);
    console.error(why);
    return { passed: 0, failures: [{ name: `${name} could not run`, why }] };
  }
}

await runCommand(
  async (life) => {
    checkNode();
    await ensureDependencies();
    life.keep({ stop: sweepThrowaways });
    /** @type {Result[]} */
    const results = [];
    for (const [name, work] of /** @type {[string, () => Promise<Result>][]} */ ([
      ["checks", runChecks],
      ["unit and database tests", () => runVitest(["unit", "db"])],
      ["journeys in a browser", () => runJourneys(life)],
    ])) {
      life.checkpoint();
      results.push(await stage(name, work));
    }
    const failures = results.flatMap((result) => result.failures);
    if (failures.length > 0) say(listed(failures));
    const { failed, line } = summary(results);
    life.lastWords = line;
    return failed > 0 ? 1 : 0;
  },
  { quiet: true },
);
