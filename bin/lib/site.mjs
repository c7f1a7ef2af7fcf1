// @ts-check
import path from "node:path";
import { keepSecret } from "./secrets.mjs";
import { startWeb } from "./web.mjs";
import { keepWorker } from "./worker.mjs";

/**
 * @typedef {object} SiteOptions
 * @property {string} data where the secret that signs sessions is kept
 * @property {string} databaseUrl
 * @property {number} port
 * @property {string} host
 * @property {boolean} jobsHere whether the embedded worker runs
 * @property {string} [place] the folder of the build; without it the development server runs
 * @property {import("./env.mjs").Env} [env]
 * @property {(pid: number) => void} [onWorkerStart]
 * @property {(reason: string, code: number) => void} onEnd when the site can't go on
 */

/**
 * The environment that the web server, the worker and the command line share.
 * @param {{ data: string, databaseUrl: string, env?: import("./env.mjs").Env }} options
 * @returns {import("./env.mjs").Env}
 */
export function siteEnvironment({ data, databaseUrl, env = process.env }) {
  return {
    ...env,
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: env.AUTH_SECRET || keepSecret(path.join(data, "auth.secret")),
  };
}

/**
 * The web server and the job worker on one database.
 * @param {SiteOptions} options
 */
export async function startSite(options) {
  const { host, port, place, onEnd, onWorkerStart } = options;
  const env = siteEnvironment(options);
  const web = await startWeb({ port, host, env, ...(place ? { place } : {}) });
  let ending = false;
  web.exited.then((code) => ending || onEnd(`the web server ended with code ${code}`, code || 1));
  const worker = options.jobsHere
    ? keepWorker({
        env: { ...env, APP_URL: env.APP_URL || web.address },
        onStart: (pid) => onWorkerStart?.(pid),
        onGivenUp: (code) => onEnd("the job worker refuses its configuration", code),
      })
    : null;
  const stop = async () => {
    ending = true;
    await Promise.all([web.stop(), worker?.stop()]);
  };
  return { address: web.address, webPid: web.pid, stop };
}
