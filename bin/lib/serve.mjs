// @ts-check
import path from "node:path";
import { ensureBuild } from "./build.mjs";
import { migrate, problemWithDatabase, seed } from "./database.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { startEmbedded } from "./embedded.mjs";
import { readConfiguration } from "./env.mjs";
import { describeFailure, fail } from "./failure.mjs";
import { holderOf, lockWhenFree } from "./lock.mjs";
import { checkNode } from "./node-version.mjs";
import { readRunning, removeRunning, writeRunning } from "./running.mjs";
import { say, sayWhile } from "./say.mjs";
import { demoPassword } from "./secrets.mjs";
import { startSite } from "./site.mjs";

/**
 * @typedef {import("./env.mjs").Configuration} Configuration
 * @typedef {import("./lifecycle.mjs").Lifecycle} Lifecycle
 */

export const LAUNCHER_LOCK = "launcher.lock";
export const CLI = "npm run cli";

/**
 * Everything that `npm start` does; with `development` the same on the development server.
 * @param {Lifecycle} life
 * @param {{ development?: boolean }} [options]
 * @returns {Promise<number>} never ends by itself
 */
export async function serve(life, { development = false } = {}) {
  checkNode();
  const configuration = readConfiguration();
  await holdDataDirectory(life, configuration.data, development ? "npm run dev" : "npm start");
  await ensureDependencies();
  life.checkpoint();

  const [database, place] = await Promise.all([
    prepareDatabase(life, configuration),
    development ? undefined : ensureBuild(),
  ]);
  life.checkpoint();
  const address = await openSite(life, configuration, database.url, place);
  announce(address, database.entrance);
  return new Promise(() => {});
}

/**
 * One launcher for each data directory; the second is told where the first is. One that is just starting or
 * stopping, or a command that borrows the database, is waited for.
 * @param {Lifecycle} life
 * @param {string} data
 * @param {string} what
 */
async function holdDataDirectory(life, data, what) {
  const file = path.join(data, LAUNCHER_LOCK);
  const lock = await lockWhenFree(file, what, {
    wait: holderOf(file)?.what === CLI ? 120_000 : 15_000,
    onWait: (holder) => say(`waiting for \`${holder.what}\` (process ${holder.pid}) …`),
    giveUp: (holder) => readRunning(data)?.pid === holder.pid,
  });
  if (lock) return life.keep({ stop: lock.release });

  const holder = holderOf(file);
  const running = readRunning(data);
  const where = running && running.pid === holder?.pid ? ` at ${running.address}` : "";
  fail([
    `Gonghai is already running from this folder${where} (\`${holder?.what}\`, process ${holder?.pid}). ` +
      `Stop it first: Ctrl-C there, or \`kill ${holder?.pid}\`.`,
  ]);
}

/**
 * The database, migrated and filled: the embedded one, or the one of DATABASE_URL.
 * @param {Lifecycle} life
 * @param {Configuration} configuration
 */
async function prepareDatabase(life, { databaseUrl, data, demo }) {
  const url = databaseUrl ? await checkedExternal(databaseUrl) : await startOwn(life, data);
  life.checkpoint();
  await sayWhile("migrating the database", "database migrated", () => migrate(url));
  if (!demo) return { url, entrance: ["Without a user yet, the first visit creates the first admin."] };
  life.checkpoint();
  const password = demoPassword(data, process.env.DEMO_PASSWORD);
  const isDemo = await sayWhile("filling the demo company", "demo company ready", () => seed(url, password));
  return {
    url,
    entrance: isDemo
      ? demoEntrance(password)
      : ["The company in this database is not the demo: sign in as usual."],
  };
}

/** @param {string} password */
function demoEntrance(password) {
  return [
    "admin@example.com",
    "manager@example.com",
    "rep1@example.com … rep8@example.com",
    `password: ${password}`,
  ];
}

/** @param {string} url */
async function checkedExternal(url) {
  const problem = await problemWithDatabase(url);
  if (problem) fail([problem]);
  say("using the database of DATABASE_URL");
  return url;
}

/**
 * @param {Lifecycle} life
 * @param {string} data
 */
async function startOwn(life, data) {
  const onGivenUp = (/** @type {unknown} */ error) => {
    console.error(describeFailure(error));
    void life.stop("the database is gone", 1);
  };
  const database = await life.start(() => startEmbedded({ home: data, onGivenUp }));
  say(`database ${database.fresh ? "made and " : ""}started on 127.0.0.1:${database.port}`);
  return database.url;
}

/**
 * The web server and the worker; other commands find them through `running.json`. Returns the address.
 * @param {Lifecycle} life
 * @param {Configuration} configuration
 * @param {string} url of the database
 * @param {string | undefined} place
 */
async function openSite(life, configuration, url, place) {
  const { data, port, host, jobsHere, databaseUrl } = configuration;
  const running = {
    pid: process.pid,
    address: "",
    databaseUrl: url,
    embedded: !databaseUrl,
    pids: { web: 0, worker: 0 },
  };
  const tell = () => running.address && writeRunning(data, running);
  const site = await life.start(() =>
    startSite({
      ...{ data, port, host, jobsHere, databaseUrl: url },
      ...(place ? { place } : {}),
      onWorkerStart: (pid) => {
        running.pids.worker = pid;
        tell();
      },
      onEnd: (reason, code) => void life.stop(reason, code),
    }),
  );
  running.address = site.address;
  running.pids.web = site.webPid;
  tell();
  life.keep({ stop: () => removeRunning(data) });
  return site.address;
}

/**
 * Where it is and how to get in.
 * @param {string} address
 * @param {string[]} entrance
 */
function announce(address, entrance) {
  say("ready");
  const lines = [
    "",
    `Gonghai  ${address}`,
    "",
    ...entrance.map((line) => `  ${line}`),
    "",
    "Ctrl-C stops everything.",
    "",
  ];
  process.stdout.write(`${lines.map((line) => (line ? `  ${line}` : "")).join("\n")}\n`);
}
