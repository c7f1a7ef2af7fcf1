#!/usr/bin/env node
// @ts-check
// npm run screenshots: the pictures of the README, taken of a site of their own; with E2E_BASE_URL of that one.
import { ensureBuild } from "./lib/build.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { neutralEnvironment } from "./lib/env.mjs";
import { runCommand } from "./lib/lifecycle.mjs";
import { checkNode } from "./lib/node-version.mjs";
import { runScript } from "./lib/run.mjs";
import { stageEnvironment, startStage } from "./lib/stage.mjs";

await runCommand(async (life) => {
  checkNode();
  await ensureDependencies();
  const env = process.env.E2E_BASE_URL
    ? process.env
    : { ...neutralEnvironment(), ...stageEnvironment(await startStage(life, await ensureBuild())) };
  const { code } = await runScript("e2e/screenshots.ts", process.argv.slice(2), { output: "inherit", env });
  return code;
});
