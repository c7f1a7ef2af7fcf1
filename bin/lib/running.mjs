// @ts-check
import { rmSync } from "node:fs";
import path from "node:path";
import { readIfThere, writePrivate } from "./secrets.mjs";

/**
 * What a running `npm start` tells other commands, readable for its user only: it holds the database's password.
 * @typedef {object} Running
 * @property {number} pid of the launcher
 * @property {string} address of the web server
 * @property {string} databaseUrl
 * @property {boolean} embedded whether the database is the launcher's own
 * @property {{ web: number, worker: number }} pids 0 where nothing runs
 */

/** @param {string} data */
const fileIn = (data) => path.join(data, "running.json");

/**
 * @param {string} data
 * @param {Running} running
 */
export function writeRunning(data, running) {
  writePrivate(fileIn(data), `${JSON.stringify(running, null, 2)}\n`);
}

/**
 * What was written at the last start and not removed by its stop; null when nothing is.
 * @param {string} data
 * @returns {Running | null}
 */
export function readRunning(data) {
  const text = readIfThere(fileIn(data));
  return text ? JSON.parse(text) : null;
}

/** @param {string} data */
export function removeRunning(data) {
  rmSync(fileIn(data), { force: true });
}
