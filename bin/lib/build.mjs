// @ts-check
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { lockWhenFree } from "./lock.mjs";
import { modulePath, ROOT, STATE } from "./paths.mjs";
import { birthOf, isAlive } from "./processes.mjs";
import { run } from "./run.mjs";
import { say, sayWhile } from "./say.mjs";
import { readIfThere } from "./secrets.mjs";
import { sourceHash } from "./source-hash.mjs";

/**
 * Two places for a build: while one is being served (a running `npm start`) and the sources have changed since,
 * the next build goes into the other.
 */
const PLACES = [".next", ".next-spare"];
const USERS = path.join(STATE, "build-users");

/** @param {string} place */
const stampOf = (place) => path.join(ROOT, place, "source-hash");

/**
 * @param {string} place
 * @param {string} hash
 */
function holds(place, hash) {
  return readIfThere(stampOf(place)) === hash && existsSync(path.join(ROOT, place, "BUILD_ID"));
}

/**
 * Whether a live process serves the build of a place.
 * @param {string} place
 */
function isServed(place) {
  if (!existsSync(USERS)) return false;
  return readdirSync(USERS).some((name) => {
    const text = readIfThere(path.join(USERS, name));
    if (!text) return false;
    /** @type {{ pid: number, birth: string, place: string }} */
    const user = JSON.parse(text);
    if (isAlive(user.pid) && birthOf(user.pid) === user.birth) return user.place === place;
    rmSync(path.join(USERS, name), { force: true });
    return false;
  });
}

/** @param {string} place */
function serve(place) {
  mkdirSync(USERS, { recursive: true });
  const file = path.join(USERS, `${process.pid}.json`);
  writeFileSync(file, JSON.stringify({ pid: process.pid, birth: birthOf(process.pid), place }));
  process.once("exit", () => rmSync(file, { force: true }));
  return place;
}

/**
 * The folder of a build of the present sources, made when there is none. It stays as it is while this process lives.
 * @param {{ again?: boolean }} [options] again: build even when there is one
 */
export async function ensureBuild({ again = false } = {}) {
  const lock = await lockWhenFree(path.join(STATE, "build.lock"), "next build", {
    wait: 15 * 60_000,
    onWait: (holder) => say(`waiting for the build of process ${holder.pid} …`),
  });
  if (!lock) throw new Failure("  - Another process has been building for 15 minutes.");
  try {
    const hash = sourceHash(ROOT, process.env);
    const ready = again ? undefined : PLACES.find((place) => holds(place, hash));
    if (ready) return serve(ready);
    const place = PLACES.find((candidate) => !isServed(candidate));
    if (!place) throw new Failure("  - Both build folders are in use by running servers: stop one of them.");
    await sayWhile("building", "built", () => build(place, lock));
    writeFileSync(stampOf(place), hash);
    return serve(place);
  } finally {
    lock.release();
  }
}

/**
 * @param {string} place
 * @param {import("./lock.mjs").Lock} lock
 */
async function build(place, lock) {
  rmSync(stampOf(place), { force: true });
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", NEXT_DIST_DIR: place };
  const { code, output } = await run(process.execPath, [modulePath("next/dist/bin/next"), "build"], {
    env,
    ownGroup: true,
    onStart: lock.passTo,
  });
  if (code !== 0) throw new Failure(`  - The build failed:\n${output.trim()}`);
}
