// @ts-check
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { lockWhenFree } from "./lock.mjs";
import { modulePath, ROOT, STATE } from "./paths.mjs";
import { run } from "./run.mjs";
import { say, sayWhile } from "./say.mjs";
import { readIfThere } from "./secrets.mjs";

const STAMP = modulePath(".install-stamp");

/** What the installed packages depend on: the lockfile, what npm may run of them, Node's ABI and the platform. */
function wantedStamp() {
  /** @type {{ overrides?: object, allowScripts?: object }} */
  const { overrides, allowScripts } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
  const hash = createHash("sha256");
  hash.update(readFileSync(path.join(ROOT, "package-lock.json")));
  hash.update(JSON.stringify([overrides, allowScripts]));
  hash.update([process.versions.modules, process.platform, process.arch].join(" "));
  return hash.digest("hex");
}

/** The npm that runs us, else the one on the PATH. */
function npmCommand() {
  const running = process.env.npm_execpath;
  if (running && /npm-cli\.c?js$/.test(running) && existsSync(running)) {
    return { command: process.execPath, prefix: [running] };
  }
  return { command: process.platform === "win32" ? "npm.cmd" : "npm", prefix: [] };
}

/**
 * Installs exactly what the lockfile says, when that is not what is installed. Two commands at once: one installs,
 * the other waits.
 */
export async function ensureDependencies() {
  if (readIfThere(STAMP) === wantedStamp()) return;
  const lock = await lockWhenFree(path.join(STATE, "install.lock"), "npm ci", {
    wait: 15 * 60_000,
    onWait: (holder) => say(`waiting for the installation of process ${holder.pid} …`),
  });
  if (!lock) throw new Failure("  - Another process has been installing for 15 minutes.");
  try {
    const wanted = wantedStamp();
    if (readIfThere(STAMP) === wanted) return;
    await sayWhile("installing dependencies", "dependencies installed", () => install(lock));
    writeFileSync(STAMP, wanted);
  } finally {
    lock.release();
  }
}

/** @param {import("./lock.mjs").Lock} lock */
async function install(lock) {
  const { command, prefix } = npmCommand();
  // NODE_ENV=production in the shell would leave out what the build needs.
  const args = [...prefix, "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code } = await run(command, args, {
    env: { ...process.env, NODE_ENV: "" },
    output: "stderr",
    ownGroup: true,
    onStart: lock.passTo,
  });
  if (code !== 0) throw new Failure("  - `npm ci` failed (see above). Is the package registry reachable?");
}
