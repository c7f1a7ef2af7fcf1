#!/usr/bin/env node
// @ts-check
// npm run build: the production build, made anew.
import { ensureBuild } from "./lib/build.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { runCommand } from "./lib/lifecycle.mjs";
import { checkNode } from "./lib/node-version.mjs";

await runCommand(
  async () => {
    checkNode();
    await ensureDependencies();
    await ensureBuild({ again: true });
    return 0;
  },
  { quiet: true },
);
