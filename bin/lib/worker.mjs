// @ts-check
import { startChild } from "./child.mjs";
import { say, sayFor } from "./say.mjs";

/** The worker itself gives up draining after 9.5 s. */
const GRACE = 12_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
const HEALTHY_AFTER = 60_000;
/** The worker's own word for a configuration that no restart mends. */
const MISCONFIGURED = 78;

/**
 * How long to wait before the worker is started again, in milliseconds: doubled for each end in a row.
 * @param {number} endsInARow at least 1
 */
export function pauseBefore(endsInARow) {
  return Math.min(FIRST_PAUSE * 2 ** (endsInARow - 1), LONGEST_PAUSE);
}

/**
 * A line of the worker's log in words: its JSON is for machines.
 * @param {string} line
 */
export function readableLog(line) {
  if (!line.startsWith("{")) return line;
  try {
    /** @type {{ level?: number, msg?: string, err?: { message?: string } }} */
    const { level = 30, msg, err } = JSON.parse(line);
    if (msg === undefined) return line;
    const severity = level >= 50 ? "error: " : level >= 40 ? "warning: " : "";
    return `${severity}${msg}${err?.message ? ` (${err.message})` : ""}`;
  } catch {
    return line;
  }
}

/**
 * Runs the job worker and starts it again whenever it ends by itself.
 * @param {{ env: import("./env.mjs").Env, onStart: (pid: number) => void, onGivenUp: (code: number) => void }} options
 */
export function keepWorker({ env, onStart, onGivenUp }) {
  let stopping = false;
  let child = start();
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let endsInARow = 0;

  function start() {
    const began = performance.now();
    const worker = startChild({
      args: ["--import", "tsx", "jobs/worker.ts"],
      env: { ...env, NODE_ENV: "production" },
      grace: GRACE,
      onLine: (line) => sayFor("worker", readableLog(line)),
    });
    onStart(worker.pid);
    worker.exited.then((code) => stopping || again(code, performance.now() - began));
    return worker;
  }
  /**
   * @param {number} code
   * @param {number} lived
   */
  function again(code, lived) {
    if (code === MISCONFIGURED) return onGivenUp(code);
    endsInARow = lived > HEALTHY_AFTER ? 1 : endsInARow + 1;
    const pause = pauseBefore(endsInARow);
    say(`the job worker ended (code ${code}): starting it again in ${pause / 1000} s`);
    timer = setTimeout(() => {
      child = start();
    }, pause);
  }
  return {
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      await child.stop();
    },
  };
}
