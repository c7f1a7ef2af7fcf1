// @ts-check
import { lstatSync, mkdirSync, statSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";

/**
 * PostgreSQL refuses to run as root, and another user can't enter a checkout below a private home. What that user
 * must reach then lives here: a folder that only root can create and write.
 */
const CANDIDATES = ["/var/lib/gonghai", "/opt/gonghai"];

/** @param {string} directory */
function isOwnedByRootAlone(directory) {
  const stat = lstatSync(directory);
  return stat.isDirectory() && stat.uid === 0 && (stat.mode & 0o022) === 0;
}

/** The root-owned folder, made when it is missing and verified whenever it is used; only for root. */
export function systemDirectory() {
  /** @type {string[]} */
  const tried = [];
  for (const directory of CANDIDATES) {
    try {
      mkdirSync(directory, { recursive: true, mode: 0o755 });
      if (isOwnedByRootAlone(directory) && isReachable(directory)) return directory;
      tried.push(`${directory} is not a folder that only root can write`);
    } catch (error) {
      tried.push(`${directory}: ${error instanceof Error ? error.message : error}`);
    }
  }
  throw new Failure(
    `  - The database server can't run as root, and no folder is left for its own user (${tried.join("; ")}). ` +
      "Run as an ordinary user, or set DATABASE_URL.",
  );
}

/**
 * Whether every other user can enter a folder, seen from its permissions up to the root.
 * @param {string} directory
 */
export function isReachable(directory) {
  return ancestors(directory).every((folder) => (statSync(folder).mode & 0o001) !== 0);
}

/**
 * A folder and all above it.
 * @param {string} directory
 */
function ancestors(directory) {
  const list = [path.resolve(directory)];
  for (let folder = list[0] ?? "/"; folder !== path.dirname(folder); ) {
    folder = path.dirname(folder);
    list.push(folder);
  }
  return list;
}
