// @ts-check
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureDatabase } from "./database.mjs";
import { ROOT, STATE } from "./paths.mjs";
import { freePort } from "./ports.mjs";
import { startPostgres } from "./postgres.mjs";
import { isRoot } from "./postgres-binaries.mjs";
import { clearOrphan } from "./postgres-orphan.mjs";
import { birthOf, isAlive } from "./processes.mjs";
import { say } from "./say.mjs";
import { keepSecret, readIfThere, writePrivate } from "./secrets.mjs";
import { isReachable, systemDirectory } from "./system-directory.mjs";

/** Who started a throw-away server, and where it lives: read by the next run when that one was killed. */
const REGISTER = path.join(STATE, "throwaway");

/**
 * An empty folder with a random name, which the database's own user can enter.
 */
function temporaryHome() {
  const parent = isRoot && !isReachable(os.tmpdir()) ? systemDirectory() : os.tmpdir();
  const home = mkdtempSync(path.join(parent, "gonghai-"));
  if (isRoot) chmodSync(home, 0o711);
  return home;
}

/** Removes what killed runs left: their servers and files. What another user left stays. */
export async function sweepThrowaways() {
  mkdirSync(REGISTER, { recursive: true });
  for (const name of readdirSync(REGISTER)) {
    try {
      await sweep(path.join(REGISTER, name));
    } catch (error) {
      say(`left as it is: ${name} (${error instanceof Error ? error.message : error})`);
    }
  }
}

/** @param {string} record */
async function sweep(record) {
  const text = readIfThere(record);
  if (!text) return;
  /** @type {{ pid: number, birth: string, home: string }} */
  const { pid, birth, home } = JSON.parse(text);
  if (isAlive(pid) && birthOf(pid) === birth) return;
  await clearOrphan(path.join(home, "postgres"));
  rmSync(home, { recursive: true, force: true });
  rmSync(record, { force: true });
}

/**
 * A server for one run with an empty database of the application: in a temporary folder, on a free port, gone
 * afterwards. It never touches the data of `npm start`.
 * @param {{ durable?: boolean, settings?: Record<string, string> }} [options]
 */
export async function startThrowaway({ durable = false, settings = {} } = {}) {
  await sweepThrowaways();
  const home = temporaryHome();
  const record = path.join(REGISTER, `${path.basename(home)}.json`);
  writePrivate(record, JSON.stringify({ pid: process.pid, birth: birthOf(process.pid), home, root: ROOT }));
  const remove = () => {
    rmSync(home, { recursive: true, force: true });
    rmSync(record, { force: true });
  };
  try {
    const server = await startPostgres({ home, port: await freePort(), durable, settings });
    const password = keepSecret(path.join(home, "postgres.secret"), 24);
    const stop = async () => {
      await server.stop();
      remove();
    };
    try {
      return {
        url: await ensureDatabase(server.adminUrl, password),
        adminUrl: server.adminUrl,
        password,
        home,
        stop,
      };
    } catch (error) {
      await server.stop();
      throw error;
    }
  } catch (error) {
    remove();
    throw error;
  }
}
