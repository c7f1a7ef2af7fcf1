#!/usr/bin/env node
// @ts-check
// npm run cli -- <command>: runs on the database of `npm start`, whether that runs or not. Its standard output is
// the command's own.
import { openDatabase } from "./lib/borrow.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { readConfiguration } from "./lib/env.mjs";
import { runCommand } from "./lib/lifecycle.mjs";
import { checkNode } from "./lib/node-version.mjs";
import { runScript } from "./lib/run.mjs";
import { sayOnStandardError } from "./lib/say.mjs";
import { siteEnvironment } from "./lib/site.mjs";

sayOnStandardError();
await runCommand(
  async (life) => {
    checkNode();
    const configuration = readConfiguration();
    await ensureDependencies();
    const { url, address } = await openDatabase(life, configuration);
    const env = siteEnvironment({ data: configuration.data, databaseUrl: url });
    const { code } = await runScript("bin/cli.ts", process.argv.slice(2), {
      output: "inherit",
      env: { ...env, APP_URL: env.APP_URL || address, CALLER_FOLDER: process.env.INIT_CWD },
    });
    return code;
  },
  { quiet: true },
);
