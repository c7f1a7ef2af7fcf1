// @ts-check
import path from "node:path";
import { ensureDatabase } from "./database.mjs";
import { Failure } from "./failure.mjs";
import { startPostgres } from "./postgres.mjs";
import { say } from "./say.mjs";
import { keepSecret } from "./secrets.mjs";

/**
 * @typedef {object} EmbeddedDatabase
 * @property {string} url the application's URL
 * @property {string} adminUrl the superuser's
 * @property {boolean} fresh whether its files were made now
 * @property {number} port
 * @property {() => Promise<void>} stop
 *
 * @typedef {import("./postgres.mjs").PostgresOptions & { onGivenUp?: (error: unknown) => void }} EmbeddedOptions
 */

const RESTARTS_ALLOWED = 5;
const RESTART_WINDOW = 60_000;

/**
 * The embedded server with the application's database on it, kept up: when it ends by itself it is started again.
 * @param {EmbeddedOptions} options
 * @returns {Promise<EmbeddedDatabase>}
 */
export async function startEmbedded({ onGivenUp, ...options }) {
  const server = await startPostgres(options);
  try {
    const url = await ensureDatabase(
      server.adminUrl,
      keepSecret(path.join(options.home, "postgres.secret"), 24),
    );
    const stop = keepUp(server, options, onGivenUp);
    return { url, adminUrl: server.adminUrl, fresh: server.fresh, port: server.port, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * Restarts the server whenever it ends by itself, on the same port, since the clients know it by that.
 * @param {import("./postgres.mjs").PostgresServer} first
 * @param {import("./postgres.mjs").PostgresOptions} options
 * @param {((error: unknown) => void) | undefined} onGivenUp
 */
function keepUp(first, options, onGivenUp) {
  let current = Promise.resolve(first);
  let stopping = false;
  /** @type {number[]} */
  let restarts = [];

  const restart = async () => {
    const now = performance.now();
    restarts = [...restarts.filter((at) => at > now - RESTART_WINDOW), now];
    if (restarts.length > RESTARTS_ALLOWED)
      throw new Failure("  - The database server keeps ending by itself.");
    say("the database ended by itself: starting it again");
    const server = await startPostgres({ ...options, port: first.port });
    say(`the database is back after ${((performance.now() - now) / 1000).toFixed(1)} s`);
    if (server.port === first.port) return server;
    await server.stop();
    throw new Failure(`  - Port ${first.port} of the database was taken meanwhile.`);
  };
  const watch = async () => {
    while (!stopping) {
      await (await current).exited;
      if (!stopping) current = restart();
      await current;
    }
  };
  watch().catch((error) => !stopping && onGivenUp?.(error));

  return async () => {
    stopping = true;
    const server = await current.catch(() => null);
    await server?.stop();
  };
}
