// @ts-check
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. Every command works from here, wherever it was called. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** What belongs to the checkout and not to one database: locks of install and build, throw-away servers. */
export const STATE = path.join(ROOT, ".data");

/**
 * Where the embedded server, its secrets and `running.json` live; a relative DATA_DIR counts from the checkout.
 * @param {import("./env.mjs").Env} env
 */
export function dataDirectory(env) {
  return path.resolve(ROOT, env.DATA_DIR || ".data");
}

/**
 * A file of an installed package.
 * @param {string} file
 */
export function modulePath(file) {
  return path.join(ROOT, "node_modules", file);
}
