#!/usr/bin/env node
// @ts-check
// npm run bench [-- name] [--json]: measures on a server of its own, with syncing on; progress goes to standard error.
import { ensureDependencies } from "./lib/dependencies.mjs";
import { neutralEnvironment } from "./lib/env.mjs";
import { runCommand } from "./lib/lifecycle.mjs";
import { checkNode } from "./lib/node-version.mjs";
import { runScript } from "./lib/run.mjs";
import { say, sayOnStandardError } from "./lib/say.mjs";
import { startThrowaway } from "./lib/throwaway.mjs";

sayOnStandardError();
await runCommand(
  async (life) => {
    checkNode();
    await ensureDependencies();
    const server = await life.start(() => startThrowaway({ durable: true }));
    say("a database of its own is ready");
    const { code } = await runScript("bench/run.ts", process.argv.slice(2), {
      output: "inherit",
      env: { ...neutralEnvironment(), DATABASE_URL: server.adminUrl },
    });
    return code;
  },
  { quiet: true },
);
