// @ts-check
import { spawn } from "node:child_process";
import { Failure } from "./failure.mjs";
import { modulePath, ROOT } from "./paths.mjs";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/**
 * @typedef {object} RunOptions
 * @property {import("./env.mjs").Env} [env] replaces the environment
 * @property {"capture" | "inherit" | "stderr"} [output] where the output goes; `stderr` shows all of it there
 * @property {(pid: number) => void} [onStart]
 * @property {{ uid?: number, gid?: number }} [user]
 * @property {string} [cwd]
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
  { env = process.env, output = "capture", onStart, user, cwd = ROOT } = {},
) {
  return new Promise((resolve, reject) => {
    const { stdin, out, err } = stdioFor(output);
    const stdio = /** @type {import("node:child_process").StdioOptions} */ ([stdin, out, err]);
    const child = spawn(command, args, { cwd, env: forSpawn(env), stdio, windowsHide: true, ...user });
    running.add(child);
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (/** @type {string} */ part) => {
        text += part;
      });
    }
    child.once("error", reject);
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
 * Passes a signal to everything that `run` has under way.
 * @param {NodeJS.Signals} signal
 */
export function signalRunning(signal) {
  for (const child of running) child.kill(signal);
}
