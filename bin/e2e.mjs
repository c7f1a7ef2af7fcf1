#!/usr/bin/env node
// @ts-check
// npm run test:e2e [-- playwright arguments]
import { ensureDependencies } from "./lib/dependencies.mjs";
import { runJourneys } from "./lib/journeys.mjs";
import { runCommand } from "./lib/lifecycle.mjs";
import { checkNode } from "./lib/node-version.mjs";

await runCommand(
  async (life) => {
    checkNode();
    await ensureDependencies();
    return (await runJourneys(life, process.argv.slice(2))).code;
  },
  { quiet: true },
);
