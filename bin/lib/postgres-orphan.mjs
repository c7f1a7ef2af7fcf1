// @ts-check
import { rmSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { commandLine, exists, isAlive, waitFor } from "./processes.mjs";
import { say } from "./say.mjs";
import { readIfThere } from "./secrets.mjs";

/**
 * What the server wrote about itself: its process and whether it takes connections.
 * @param {string} directory
 */
export function readPostmasterFile(directory) {
  const text = readIfThere(path.join(directory, "postmaster.pid"));
  if (!text) return null;
  const lines = text.split("\n");
  return { pid: Number(lines[0]), ready: lines[7]?.trim() === "ready" };
}

/**
 * Whether a process is the server of this cluster.
 * @param {number} pid
 * @param {string} directory
 */
function serves(pid, directory) {
  return isAlive(pid) && commandLine(pid).includes(directory);
}

/**
 * Clears the way after a launcher or a server that was killed: stops the server that still runs on this cluster.
 * The file of a dead server is left to PostgreSQL, which proves with it that no old connection lives on; it goes
 * only when its process id now belongs to somebody else.
 * @param {string} directory
 */
export async function clearOrphan(directory) {
  const file = readPostmasterFile(directory);
  if (!file?.pid) return;
  if (serves(file.pid, directory)) {
    say(`stopping the database that an earlier start left running (${file.pid})`);
    await stopServer(file.pid);
    return;
  }
  await waitFor(() => !exists(file.pid) || isAlive(file.pid), 5_000);
  if (exists(file.pid)) rmSync(path.join(directory, "postmaster.pid"), { force: true });
}

/**
 * Fast shutdown (connections are cut, everything committed is kept), then the immediate one.
 * @param {number} pid
 */
export async function stopServer(pid) {
  for (const [signal, patience] of /** @type {const} */ ([
    ["SIGINT", 15_000],
    ["SIGQUIT", 5_000],
  ])) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await waitFor(() => !isAlive(pid), patience, 20)) return;
  }
  throw new Failure(`  - The database server (process ${pid}) does not stop.`);
}
