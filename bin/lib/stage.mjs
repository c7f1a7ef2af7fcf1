// @ts-check
import { randomBytes } from "node:crypto";
import { migrate, seed } from "./database.mjs";
import { neutralEnvironment } from "./env.mjs";
import { say, sayWhile } from "./say.mjs";
import { startSite } from "./site.mjs";
import { startThrowaway } from "./throwaway.mjs";

/**
 * A whole site to try things on: a throw-away database with the demo company, the web server and the worker.
 * @typedef {object} Stage
 * @property {string} address
 * @property {string} databaseUrl
 * @property {string} demoPassword
 */

/**
 * @param {import("./lifecycle.mjs").Lifecycle} life
 * @param {string} place the folder of the build
 * @returns {Promise<Stage>}
 */
export async function startStage(life, place) {
  const database = await life.start(() => startThrowaway());
  const demoPassword = randomBytes(9).toString("base64url");
  await sayWhile("migrating and filling a database of its own", "database ready", async () => {
    await migrate(database.url);
    await seed(database.url, demoPassword);
  });
  const site = await life.start(() =>
    startSite({
      ...{
        data: database.home,
        databaseUrl: database.url,
        port: 0,
        host: "127.0.0.1",
        jobsHere: true,
        place,
      },
      env: neutralEnvironment(),
      onEnd: (reason) => say(`${reason}: the journeys will fail`),
    }),
  );
  say(`site for the journeys: ${site.address}`);
  return { address: site.address, databaseUrl: database.url, demoPassword };
}

/**
 * What journeys and pictures need to know of a stage.
 * @param {Stage} stage
 */
export function stageEnvironment({ address, databaseUrl, demoPassword }) {
  return { E2E_BASE_URL: address, DATABASE_URL: databaseUrl, DEMO_PASSWORD: demoPassword };
}
