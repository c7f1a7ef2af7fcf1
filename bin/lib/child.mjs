// @ts-check
import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { ROOT } from "./paths.mjs";
import { forSpawn } from "./run.mjs";

/**
 * A long-lived Node process of ours, in a session of its own: a Ctrl-C in the terminal reaches only the launcher,
 * which stops things in order. It ends with the launcher, however that ends.
 * @typedef {object} Child
 * @property {number} pid
 * @property {Promise<number>} exited the exit code, 1 after a signal
 * @property {() => boolean} hasExited
 * @property {() => Promise<void>} stop
 */

/**
 * Whether a line says something: not one of cursor movements only.
 * @param {string} line
 */
const isText = (line) => stripVTControlCharacters(line).trim() !== "";

/** @param {string} name */
export const preload = (name) => ["--import", pathToFileURL(path.join(ROOT, "bin/lib", name)).href];

/**
 * Starts a long-lived Node process.
 * @param {{ args: string[], env: import("./env.mjs").Env, grace: number, onLine: (line: string) => void }} options
 *   grace: milliseconds between SIGTERM and SIGKILL
 * @returns {Child}
 */
export function startChild({ args, env, grace, onLine }) {
  const child = spawn(process.execPath, [...preload("die-with-parent.mjs"), ...args], {
    cwd: ROOT,
    env: forSpawn({ ...env, SUPERVISOR_PID: String(process.pid) }),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true,
    windowsHide: true,
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on("line", (line) => isText(line) && onLine(line));
  }
  /** @type {Promise<number>} */
  const exited = new Promise((resolve) => {
    child.once("exit", (code) => resolve(code ?? 1));
    child.once("error", () => resolve(1));
  });
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;
  const pid = child.pid ?? 0;
  return { pid, exited, hasExited, stop: () => stopGroup(child, exited, hasExited, grace) };
}

/**
 * SIGTERM to the process, SIGKILL to it and all it started when it takes longer than its grace.
 * @param {import("node:child_process").ChildProcess} child
 * @param {Promise<number>} exited
 * @param {() => boolean} hasExited
 * @param {number} grace
 */
async function stopGroup(child, exited, hasExited, grace) {
  if (hasExited() || !child.pid) return;
  const { pid } = child;
  child.kill("SIGTERM");
  const timer = setTimeout(() => {
    try {
      process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
    } catch {
      // It ended in this moment.
    }
  }, grace);
  await exited;
  clearTimeout(timer);
}
