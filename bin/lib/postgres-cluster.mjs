// @ts-check
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { isRoot, postgresEnvironment } from "./postgres-binaries.mjs";
import { run } from "./run.mjs";
import { say } from "./say.mjs";
import { keepSecret } from "./secrets.mjs";
import { isReachable, systemDirectory } from "./system-directory.mjs";

/** @typedef {import("./postgres-binaries.mjs").DatabaseUser} DatabaseUser */

export const SUPERUSER = "postgres";

/**
 * Where the cluster of a data directory lives: in it, or, when the database's own user can't get there, below the
 * system directory with a link left behind. Both live and die together: without the link that cluster is nobody's.
 * @param {string} home
 */
export function clusterDirectory(home) {
  mkdirSync(home, { recursive: true });
  const inside = path.join(home, "postgres");
  if (!isRoot) return inside;
  if (!isReachable(home) && isReachable(path.dirname(home))) chmodSync(home, statSync(home).mode | 0o001);
  if (isReachable(home)) return inside;

  const place = path.join(
    systemDirectory(),
    `cluster-${createHash("sha256").update(home).digest("hex").slice(0, 16)}`,
  );
  const stat = lstatSync(inside, { throwIfNoEntry: false });
  if (stat?.isSymbolicLink() && readlinkSync(inside) === place) return place;
  if (stat)
    throw new Failure(
      `  - The database user can no longer enter ${home}. Allow it (chmod o+x on the folders above).`,
    );
  rmSync(place, { recursive: true, force: true });
  symlinkSync(place, inside);
  say(`the database files are in ${place}: the database runs as a user of its own, who can't enter ${home}`);
  return place;
}

/**
 * Makes the cluster when there is none. It is put in place by one rename: a killed initdb leaves nothing half made.
 * @param {{ directory: string, home: string, user: DatabaseUser, durable: boolean, initdb: string }} options
 * @returns {Promise<boolean>} whether it was made now
 */
export async function ensureCluster({ directory, home, user, durable, initdb }) {
  if (existsSync(path.join(directory, "PG_VERSION"))) return false;
  const draft = `${directory}.init`;
  const passwordFile = `${directory}.password`;
  for (const leftover of [directory, draft, passwordFile]) rmSync(leftover, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, `${superuserSecret(home)}\n`, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) {
    for (const file of [draft, passwordFile]) chownSync(file, user.uid, user.gid);
  }
  try {
    await runInitdb({ initdb, draft, passwordFile, user, durable });
    renameSync(draft, directory);
  } finally {
    for (const leftover of [draft, passwordFile]) rmSync(leftover, { recursive: true, force: true });
  }
  return true;
}

/** @param {string} home */
const secretFile = (home) => path.join(home, "postgres-superuser.secret");

/** @param {string} home */
export const superuserSecret = (home) => keepSecret(secretFile(home), 24);

/** @param {string} home */
export const hasSuperuserSecret = (home) => existsSync(secretFile(home));

/**
 * LC_CTYPE must be UTF-8, or pg_trgm drops every Chinese character; the built-in collation is the same everywhere.
 * @param {{ initdb: string, draft: string, passwordFile: string, user: DatabaseUser, durable: boolean }} options
 */
async function runInitdb({ initdb, draft, passwordFile, user, durable }) {
  const ctype = { darwin: ["--lc-ctype=en_US.UTF-8"], win32: [] }[/** @type {string} */ (process.platform)];
  const args = [
    "-D",
    draft,
    "-U",
    SUPERUSER,
    "-E",
    "UTF8",
    "--auth=scram-sha-256",
    `--pwfile=${passwordFile}`,
  ];
  args.push(
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    ...(ctype ?? ["--lc-ctype=C.UTF-8"]),
  );
  if (!durable) args.push("--no-sync");
  const { code, output } = await run(initdb, args, { env: postgresEnvironment(), cwd: os.tmpdir(), user });
  if (code !== 0)
    throw new Failure(`  - The embedded PostgreSQL could not make its files:\n${output.trim()}`);
}

/**
 * Refuses a cluster of another major version or of another user, in words.
 * @param {string} directory
 * @param {string} major
 */
export function checkCluster(directory, major) {
  /** @type {string} */
  let found;
  try {
    found = readFileSync(path.join(directory, "PG_VERSION"), "utf8").trim();
  } catch (error) {
    throw new Failure(
      `  - ${directory} can't be read (${error instanceof Error ? error.message : error}). ` +
        "Start as the user who made it, or set DATA_DIR to another folder.",
    );
  }
  if (found !== major) {
    throw new Failure(
      `  - ${directory} was made by PostgreSQL ${found}, and this is ${major}. ` +
        "Move the data over by dump and restore, or set DATA_DIR to another folder.",
    );
  }
}
