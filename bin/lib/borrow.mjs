// @ts-check
import path from "node:path";
import { answers, migrate, seed } from "./database.mjs";
import { startEmbedded } from "./embedded.mjs";
import { Failure } from "./failure.mjs";
import { holderOf, tryLock } from "./lock.mjs";
import { readRunning } from "./running.mjs";
import { say } from "./say.mjs";
import { demoPassword } from "./secrets.mjs";
import { CLI, LAUNCHER_LOCK } from "./serve.mjs";
import { addressOf } from "./web.mjs";

const PATIENCE = 10 * 60_000;

/**
 * The database that `npm start` serves: the one of DATABASE_URL, the one of a running start, else the embedded one,
 * started for as long as this command runs and, when it is new, filled as a start would fill it. Commands that
 * need it started take turns.
 * @param {import("./lifecycle.mjs").Lifecycle} life
 * @param {import("./env.mjs").Configuration} configuration
 */
export async function openDatabase(life, { data, databaseUrl, host, port, demo }) {
  const address = addressOf(host, port || 3000);
  if (databaseUrl) return { url: databaseUrl, address };
  const file = path.join(data, LAUNCHER_LOCK);
  const end = performance.now() + PATIENCE;
  for (let told = false; performance.now() < end; ) {
    life.checkpoint();
    const holder = holderOf(file);
    const running = readRunning(data);
    if (running && running.pid === holder?.pid && (await answers(running.databaseUrl))) {
      return { url: running.databaseUrl, address: running.address };
    }
    const lock = tryLock(file, CLI);
    if (lock) {
      life.keep({ stop: lock.release });
      return { url: await startOwn(life, data, demo), address };
    }
    if (holder && !told) say(`waiting for \`${holder.what}\` (process ${holder.pid}) …`);
    told ||= holder !== null;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Failure("  - The database is still used by another command; try again later.");
}

/**
 * @param {import("./lifecycle.mjs").Lifecycle} life
 * @param {string} data
 * @param {boolean} demo
 */
async function startOwn(life, data, demo) {
  const database = await life.start(() => startEmbedded({ home: data }));
  if (database.fresh) {
    say("the database is new: making its tables");
    await migrate(database.url);
    if (demo) await seed(database.url, demoPassword(data, process.env.DEMO_PASSWORD));
  }
  return database.url;
}
