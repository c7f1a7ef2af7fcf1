#!/usr/bin/env node
// @ts-check
// npm run test:unit | test:db | test:model [-- vitest arguments]
import { ensureDependencies } from "./lib/dependencies.mjs";
import { runCommand } from "./lib/lifecycle.mjs";
import { checkNode } from "./lib/node-version.mjs";
import { sweepThrowaways } from "./lib/throwaway.mjs";
import { runVitest } from "./lib/vitest.mjs";

const [project = "unit", ...args] = process.argv.slice(2);

await runCommand(
  async (life) => {
    checkNode();
    await ensureDependencies();
    life.keep({ stop: sweepThrowaways });
    return (await runVitest([project], args)).code;
  },
  { quiet: true },
);
