// @ts-check
import { preload, startChild } from "./child.mjs";
import { Failure } from "./failure.mjs";
import { modulePath } from "./paths.mjs";
import { pickPort } from "./ports.mjs";
import { waitFor } from "./processes.mjs";
import { say, sayFor } from "./say.mjs";

const START_LIMIT = 120_000;
const GRACE = 5_000;
const PORT_TRIES = 3;

/**
 * @typedef {object} WebOptions
 * @property {number} port the wanted one; the next free one is taken
 * @property {string} host
 * @property {import("./env.mjs").Env} env
 * @property {string} [place] the folder of the build; without it the development server runs
 *
 * @typedef {object} Web
 * @property {number} pid
 * @property {string} address
 * @property {Promise<number>} exited
 * @property {() => Promise<void>} stop
 */

/**
 * The address to open for a host and port that are listened on.
 * @param {string} host
 * @param {number} port
 */
export function addressOf(host, port) {
  const name =
    { "127.0.0.1": "localhost", "::1": "localhost", "0.0.0.0": "localhost", "::": "localhost" }[host] ?? host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

/**
 * Starts the web server and waits until it answers; on a port that was taken in this moment it tries the next.
 * @param {WebOptions} options
 * @returns {Promise<Web>}
 */
export async function startWeb(options) {
  let wanted = options.port;
  for (let tried = 1; ; tried++) {
    const port = await pickPort(wanted, options.host);
    if (wanted !== 0 && port !== wanted) say(`port ${wanted} is taken, using ${port}`);
    const { web, output } = await attempt(options, port);
    if (web) return web;
    if (!/EADDRINUSE/.test(output) || tried === PORT_TRIES)
      throw new Failure(`  - The web server did not start:\n${output}`);
    wanted = wanted === 0 ? 0 : port;
  }
}

/**
 * @param {WebOptions} options
 * @param {number} port
 * @returns {Promise<{ web?: Web, output: string }>}
 */
async function attempt({ host, env, place }, port) {
  let up = false;
  /** @type {string[]} */
  const lines = [];
  const command = place ? "start" : "dev";
  const address = addressOf(host, port);
  const child = startChild({
    args: [
      ...(place ? preload("exit-on-signal.mjs") : []),
      modulePath("next/dist/bin/next"),
      command,
      "-p",
      String(port),
      "-H",
      host,
    ],
    env: {
      ...env,
      ...{ APP_URL: env.APP_URL || address, AUTH_TRUST_HOST: "true", NEXT_TELEMETRY_DISABLED: "1" },
      ...{ NODE_ENV: place ? "production" : "development", NEXT_DIST_DIR: place ?? "" },
    },
    grace: GRACE,
    // Its greeting says what we say ourselves; from then on its lines are shown.
    onLine: (line) => (up ? sayFor("web", line) : lines.push(line)),
  });
  const answered = await waitFor(() => child.hasExited() || answersAt(host, port), START_LIMIT);
  if (!answered || child.hasExited()) {
    await child.stop();
    return { output: lines.join("\n") };
  }
  up = true;
  return { web: { pid: child.pid, address, exited: child.exited, stop: child.stop }, output: "" };
}

/**
 * @param {string} host
 * @param {number} port
 */
async function answersAt(host, port) {
  const reachable = { "0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]" }[host] ?? host;
  try {
    const response = await fetch(`http://${reachable}:${port}/healthz`, {
      redirect: "manual",
      signal: AbortSignal.timeout(30_000),
    });
    await response.arrayBuffer();
    return response.status < 500;
  } catch {
    return false;
  }
}
