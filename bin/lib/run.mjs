// @ts-check
import { spawn } from "node:child_process";
import { Failure } from "./failure.mjs";
import { modulePath, ROOT } from "./paths.mjs";
import { waitFor } from "./processes.mjs";

/**
 * What is under way, and whether it leads a group of its own.
 * @type {Map<import("node:child_process").ChildProcess, boolean>}
 */
const running = new Map();

/**
 * @typedef {object} RunOptions
 * @property {import("./env.mjs").Env} [env] replaces the environment
 * @property {"capture" | "inherit" | "stderr"} [output] where the output goes; `stderr` shows all of it there
 * @property {(pid: number) => void} [onStart]
 * @property {{ uid?: number, gid?: number }} [user]
 * @property {string} [cwd]
 * @property {boolean} [ownGroup] it and all it starts are ended together; a Ctrl-C reaches it only through us
 * @typedef {{ code: number, output: string }} RunResult
 */

/**
 * Next.js narrows the type of the environment; a child takes any.
 * @param {import("./env.mjs").Env} env
 */
export const forSpawn = (env) => /** @type {NodeJS.ProcessEnv} */ (env);

/** @param {RunOptions["output"]} output */
function stdioFor(output) {
  if (output === "inherit") return { stdin: "inherit", out: "inherit", err: "inherit" };
  if (output === "stderr") return { stdin: "ignore", out: process.stderr, err: "inherit" };
  return { stdin: "ignore", out: "pipe", err: "pipe" };
}

/**
 * Runs a program to its end in the checkout. Never throws for a code: the caller decides what a failure means.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(
  command,
  args,
  { env = process.env, output = "capture", onStart, user, cwd = ROOT, ownGroup = false } = {},
) {
  return new Promise((resolve, reject) => {
    const { stdin, out, err } = stdioFor(output);
    const stdio = /** @type {import("node:child_process").StdioOptions} */ ([stdin, out, err]);
    const group = { detached: ownGroup, windowsHide: true };
    const child = spawn(command, args, { cwd, env: forSpawn(env), stdio, ...group, ...user });
    running.set(child, ownGroup);
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (/** @type {string} */ part) => {
        text += part;
      });
    }
    child.once("error", (error) => {
      running.delete(child);
      reject(error);
    });
    child.once("close", (code, signal) => {
      running.delete(child);
      resolve({ code: code ?? (signal === "SIGINT" ? 130 : 1), output: text });
    });
    if (child.pid) onStart?.(child.pid);
  });
}

/**
 * Runs a Node program to its end.
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export function runNode(args, options) {
  return run(process.execPath, args, options);
}

/**
 * Runs a TypeScript file of the checkout to its end.
 * @param {string} file
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export function runScript(file, args = [], options) {
  return runNode(["--import", "tsx", file, ...args], options);
}

/**
 * Runs a TypeScript file that must succeed; its output is shown when it does not.
 * @param {string} file
 * @param {import("./env.mjs").Env} env
 */
export async function runStep(file, env) {
  const { code, output } = await runScript(file, [], { env });
  if (code !== 0) throw new Failure(`  - ${file} failed:\n${output.trim()}`);
}

/**
 * Runs the program of an installed package.
 * @param {string} file its path below node_modules
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export function runTool(file, args, options) {
  return runNode([modulePath(file), ...args], options);
}

/**
 * Ends everything that `run` has under way: asks first, and after five seconds no more.
 */
export async function stopRunning() {
  for (const [signal, patience] of /** @type {const} */ ([
    ["SIGTERM", 5_000],
    ["SIGKILL", 2_000],
  ])) {
    for (const [child, ownGroup] of running) signalChild(child, ownGroup, signal);
    if (await waitFor(() => running.size === 0, patience, 20)) return;
  }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {boolean} ownGroup
 * @param {NodeJS.Signals} signal
 */
function signalChild(child, ownGroup, signal) {
  if (!ownGroup || !child.pid || process.platform === "win32") {
    child.kill(signal);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It ended in this moment.
  }
}
