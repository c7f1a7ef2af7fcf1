// @ts-check
import { databaseUser, postgresBinaries } from "./postgres-binaries.mjs";
import {
  checkCluster,
  clusterDirectory,
  ensureCluster,
  hasSuperuserSecret,
  SUPERUSER,
  superuserSecret,
} from "./postgres-cluster.mjs";
import { clearOrphan } from "./postgres-orphan.mjs";
import { resetPassword, startServer } from "./postgres-process.mjs";

/**
 * @typedef {object} PostgresOptions
 * @property {string} home the data directory; the cluster, its log and its secrets live there
 * @property {number} [port] another one is taken when it is in use
 * @property {boolean} [durable] false: nothing is synced to disk, for throw-away servers
 * @property {Record<string, string>} [settings] server settings by name
 *
 * @typedef {import("./postgres-process.mjs").ServerProcess & {
 *   adminUrl: string, fresh: boolean }} PostgresServer
 *   adminUrl: the superuser's URL of the database `postgres`; fresh: whether the cluster was made now
 */

const DEFAULT_PORT = 54_329;

const COMMON = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "256MB",
  max_wal_size: "2GB",
  random_page_cost: "1.1",
  timezone: "UTC",
  log_timezone: "UTC",
};
const NOT_DURABLE = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/**
 * Starts the PostgreSQL that came with the packages, on 127.0.0.1 with a password; after a crash or a killed
 * launcher too. Throws a Failure with the server's own words when it does not come up.
 * @param {PostgresOptions} options
 * @returns {Promise<PostgresServer>}
 */
export async function startPostgres({ home, port = DEFAULT_PORT, durable = true, settings = {} }) {
  const binaries = postgresBinaries();
  const user = databaseUser();
  const directory = clusterDirectory(home);
  const all = Object.entries({ ...COMMON, ...(durable ? {} : NOT_DURABLE), ...settings });
  const installation = { binaries, directory, home, user, settings: all };

  await clearOrphan(directory);
  const hadSecret = hasSuperuserSecret(home);
  const fresh = await ensureCluster({ directory, home, user, durable, initdb: binaries.initdb });
  checkCluster(directory, binaries.major);
  if (!fresh && !hadSecret) resetPassword(installation);

  const server = await startServer(installation, port);
  const adminUrl = `postgres://${SUPERUSER}:${superuserSecret(home)}@127.0.0.1:${server.port}/postgres`;
  return { ...server, adminUrl, fresh };
}
