// @ts-check
import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { freePort, isPortFree } from "./ports.mjs";
import { postgresEnvironment } from "./postgres-binaries.mjs";
import { SUPERUSER, superuserSecret } from "./postgres-cluster.mjs";
import { readPostmasterFile, stopServer } from "./postgres-orphan.mjs";
import { waitFor } from "./processes.mjs";
import { forSpawn } from "./run.mjs";
import { say } from "./say.mjs";

/**
 * @typedef {object} Installation
 * @property {{ postgres: string, pgCtl: string }} binaries
 * @property {string} directory of the cluster
 * @property {string} home
 * @property {import("./postgres-binaries.mjs").DatabaseUser} user
 * @property {[string, string][]} settings
 *
 * @typedef {object} ServerProcess
 * @property {number} pid
 * @property {number} port
 * @property {Promise<void>} exited
 * @property {() => Promise<void>} stop
 */

const LOG_LIMIT = 10 * 1024 * 1024;
/** A server killed a moment ago may still have connections that are ending, or its port may be held. */
const PASSING = /pre-existing shared memory block|lock file "postmaster.pid" already exists/;
const PORT_TAKEN = /could not (bind|create any TCP)/;

/**
 * Starts the server and waits until it takes connections; tries again for ten seconds while an old one is ending,
 * and on another port when somebody was quicker.
 * @param {Installation} installation
 * @param {number} wantedPort
 * @returns {Promise<ServerProcess>}
 */
export async function startServer(installation, wantedPort) {
  const end = performance.now() + 10_000;
  let port = (await isPortFree(wantedPort, "127.0.0.1")) ? wantedPort : await freePort();
  for (;;) {
    const result = await attempt(installation, port);
    if (typeof result !== "string") return result;
    const passing = PASSING.test(result);
    if (PORT_TAKEN.test(result) && !passing) port = await freePort();
    else if (!passing || performance.now() > end) {
      throw new Failure(`  - The embedded PostgreSQL did not start:\n${result.trim()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * One try: the server, or what its log says about why not.
 * @param {Installation} installation
 * @param {number} port
 * @returns {Promise<ServerProcess | string>}
 */
async function attempt({ binaries, directory, home, user, settings }, port) {
  const log = openLog(home);
  const flags = settings.flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // A session of its own: a Ctrl-C in the terminal reaches only the launcher, which stops the web server first.
  const child = spawn(binaries.postgres, ["-D", directory, "-p", String(port), ...flags], {
    cwd: os.tmpdir(),
    env: forSpawn(postgresEnvironment()),
    stdio: ["ignore", log.descriptor, log.descriptor],
    detached: true,
    windowsHide: true,
    ...user,
  });
  closeSync(log.descriptor);
  /** @type {Promise<void>} */
  const exited = new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const hasExited = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  const isUp = () => {
    const file = readPostmasterFile(directory);
    return file?.ready === true && file.pid === child.pid;
  };
  const inTime = await waitFor(() => hasExited() || isUp(), 120_000, 20);
  const pid = child.pid ?? 0;
  if (inTime && !hasExited())
    return { pid, port, exited, stop: () => stopChild(binaries.pgCtl, directory, pid, exited) };
  if (!hasExited()) await stopServer(pid);
  return log.readNew() || "it wrote nothing to its log";
}

/**
 * The server's log, readable for its owner only; the last one is kept when it has grown large.
 * @param {string} home
 */
function openLog(home) {
  const file = path.join(home, "postgres.log");
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT) renameSync(file, `${file}.old`);
  const offset = size > LOG_LIMIT ? 0 : size;
  const descriptor = openSync(file, "a", 0o600);
  return { descriptor, readNew: () => readFileSync(file).subarray(offset).toString("utf8").slice(-4_000) };
}

/**
 * @param {string} pgCtl
 * @param {string} directory
 * @param {number} pid
 * @param {Promise<void>} exited
 */
async function stopChild(pgCtl, directory, pid, exited) {
  // Windows has no signals: PostgreSQL's own tool asks the server there.
  if (process.platform === "win32")
    spawnSync(pgCtl, ["stop", "-D", directory, "-m", "fast"], { stdio: "ignore" });
  else await stopServer(pid);
  await exited;
}

/**
 * Gives the superuser the password of the secret file again, for a cluster whose secret was lost.
 * @param {Installation} installation
 */
export function resetPassword({ binaries, directory, home, user }) {
  say("the database's password file was lost: setting a new password");
  const { status, stderr } = spawnSync(binaries.postgres, ["--single", "-D", directory, "postgres"], {
    cwd: os.tmpdir(),
    env: forSpawn(postgresEnvironment()),
    input: `alter role ${SUPERUSER} password '${superuserSecret(home)}'\n`,
    encoding: "utf8",
    ...user,
  });
  if (status !== 0) throw new Failure(`  - The database's password could not be set:\n${stderr}`);
}
