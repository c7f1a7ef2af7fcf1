#!/usr/bin/env node
// @ts-check
// npm run check: format and lint, types, import directions, Trigger.dev tasks.
import { runChecks } from "./lib/checks.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { runCommand } from "./lib/lifecycle.mjs";
import { checkNode } from "./lib/node-version.mjs";

await runCommand(
  async () => {
    checkNode();
    await ensureDependencies();
    const { failures } = await runChecks();
    return failures.length > 0 ? 1 : 0;
  },
  { quiet: true },
);
