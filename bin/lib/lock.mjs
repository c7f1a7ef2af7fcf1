// @ts-check
import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { birthOf, isAlive } from "./processes.mjs";
import { readIfThere } from "./secrets.mjs";

/**
 * A lock is a file that names a live process. It is free again when that process is gone, however it ended.
 * A lock may be passed to a child that works for its owner (npm ci): then it names both.
 * @typedef {{ pid: number, birth: string }} Identity
 * @typedef {Identity & { what: string, owner: Identity }} Holder
 * @typedef {{ release: () => void, passTo: (pid: number) => void }} Lock
 */

/**
 * Who holds a lock now, or null.
 * @param {string} file
 * @returns {Holder | null}
 */
export function holderOf(file) {
  const text = readIfThere(file);
  if (!text) return null;
  try {
    /** @type {Holder} */
    const holder = JSON.parse(text);
    return lives(holder) ? holder : null;
  } catch {
    return null;
  }
}

/** @param {Identity} identity */
const lives = ({ pid, birth }) => isAlive(pid) && birthOf(pid) === birth;

/** @param {number} pid */
const identify = (pid) => ({ pid, birth: birthOf(pid) });

/**
 * Takes a lock, or returns null when a live process holds it.
 * @param {string} file
 * @param {string} what the command that takes it, for the one who is refused
 * @returns {Lock | null}
 */
export function tryLock(file, what) {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  const owner = identify(process.pid);
  /** @param {number} pid */
  const write = (pid) =>
    writeFileSync(draft, JSON.stringify({ ...identify(pid), what, owner }), { mode: 0o600 });
  write(process.pid);
  try {
    if (!linkUnlessThere(draft, file) && (holderOf(file) || !replaceStale(draft, file))) return null;
  } finally {
    rmSync(draft, { force: true });
  }
  const release = () => {
    process.off("exit", release);
    const holder = holderOf(file);
    if (!holder || holder.pid === process.pid) rmSync(file, { force: true });
  };
  process.once("exit", release);
  return {
    release,
    // A child that outlives us, as after a kill -9, still holds what it works on.
    passTo: (pid) => {
      write(pid);
      renameSync(draft, file);
    },
  };
}

/**
 * @param {string} from
 * @param {string} to
 */
function linkUnlessThere(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Puts our lock in the place of a dead one. Two processes may try at once: what was moved away is looked at
 * again, and a live lock goes back.
 * @param {string} draft
 * @param {string} file
 */
function replaceStale(draft, file) {
  const moved = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, moved);
  } catch {
    return linkUnlessThere(draft, file);
  }
  const live = holderOf(moved);
  if (live) linkUnlessThere(moved, file);
  rmSync(moved, { force: true });
  return !live && linkUnlessThere(draft, file);
}

/**
 * Takes a lock, waiting for its holder; null when it is not free in time.
 * @param {string} file
 * @param {string} what
 * @param {{ wait: number, onWait?: (holder: Holder) => void, giveUp?: (holder: Holder) => boolean }} options
 *   wait: milliseconds; giveUp: whether a holder is not worth waiting for
 * @returns {Promise<Lock | null>}
 */
export async function lockWhenFree(file, what, { wait, onWait, giveUp }) {
  const end = performance.now() + wait;
  let told = false;
  for (;;) {
    const lock = tryLock(file, what);
    if (lock || performance.now() > end) return lock;
    const holder = holderOf(file);
    if (holder) endAbandoned(holder);
    if (holder && giveUp?.(holder)) return null;
    if (holder && !told) onWait?.(holder);
    told ||= holder !== null;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * Ends a child whose owner was killed: it leads a group of its own, and its work is begun anew by the next.
 * @param {Holder} holder
 */
function endAbandoned(holder) {
  if (holder.owner.pid === holder.pid || lives(holder.owner)) return;
  try {
    process.kill(process.platform === "win32" ? holder.pid : -holder.pid, "SIGKILL");
  } catch {
    // It ended in this moment.
  }
}
