// @ts-check
import { Failure } from "./failure.mjs";
import { runScript, runStep } from "./run.mjs";

/** The application's role: it owns its database and nothing else, as on any hosted server. */
const ROLE = "gonghai";
const OLDEST_SERVER = 15;

/**
 * Opens one connection for a few statements of the launcher's own.
 * @template T
 * @param {string} url
 * @param {(sql: import("postgres").Sql) => Promise<T>} work
 */
async function withConnection(url, work) {
  const { default: postgres } = await import("postgres");
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {}, prepare: false });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/**
 * Makes the application's role and database on a server of ours; returns the application's URL.
 * @param {string} adminUrl
 * @param {string} password
 * @param {string} [database]
 */
export async function ensureDatabase(adminUrl, password, database = ROLE) {
  await withConnection(adminUrl, async (sql) => {
    const [role] = await sql`select 1 from pg_roles where rolname = ${ROLE}`;
    // The password is of our own making (base64url): no quoting is needed.
    await sql.unsafe(`${role ? "alter" : "create"} role ${ROLE} login password '${password}'`);
    const [found] = await sql`select 1 from pg_database where datname = ${database}`;
    if (!found) await sql.unsafe(`create database "${database}" owner ${ROLE}`);
  });
  const url = new URL(adminUrl);
  url.username = ROLE;
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
}

/**
 * What speaks against a database of somebody else's, in words; null when nothing does.
 * @param {string} url
 */
export async function problemWithDatabase(url) {
  try {
    const version = await withConnection(url, async (sql) => {
      const [row] =
        await sql`select current_setting('server_version_num')::int as number, current_setting('server_version') as name`;
      return row;
    });
    if (version && version.number >= OLDEST_SERVER * 10_000) return null;
    return `DATABASE_URL: PostgreSQL ${OLDEST_SERVER} or newer is needed, this server is ${version?.name}.`;
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    return `DATABASE_URL: ${hostname}:${port || 5432}${pathname} can't be used: ${reasonOf(error)}`;
  }
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function reasonOf(error) {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message || error.name : String(error);
}

/**
 * Whether a database answers now.
 * @param {string} url
 */
export async function answers(url) {
  try {
    await withConnection(url, (sql) => sql`select 1`);
    return true;
  } catch {
    return false;
  }
}

/**
 * Brings a database to the newest schema.
 * @param {string} url
 */
export function migrate(url) {
  return runStep("db/migrate.ts", { ...process.env, DATABASE_URL: url });
}

/** The seed's word for a database where another company lives. */
const NOT_THE_DEMO = 3;

/**
 * Fills the demo company where there is none, and gives its people the announced password. Returns false when
 * another company lives in the database; it is left alone.
 * @param {string} url
 * @param {string} password
 */
export async function seed(url, password) {
  const file = "db/seed/run.ts";
  const env = { ...process.env, DATABASE_URL: url, DEMO_PASSWORD: password };
  const { code, output } = await runScript(file, [], { env });
  if (code !== 0 && code !== NOT_THE_DEMO) throw new Failure(`  - ${file} failed:\n${output.trim()}`);
  return code === 0;
}
