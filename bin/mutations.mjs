#!/usr/bin/env node
// @ts-check
// npm run test:mutations: breaks the code in named ways and shows that the tests turn red.
import { ensureDependencies } from "./lib/dependencies.mjs";
import { neutralEnvironment } from "./lib/env.mjs";
import { runCommand } from "./lib/lifecycle.mjs";
import { checkNode } from "./lib/node-version.mjs";
import { runScript } from "./lib/run.mjs";

await runCommand(
  async () => {
    checkNode();
    await ensureDependencies();
    const env = neutralEnvironment();
    const { code } = await runScript("bench/mutations.ts", process.argv.slice(2), { output: "inherit", env });
    return code;
  },
  { quiet: true },
);
