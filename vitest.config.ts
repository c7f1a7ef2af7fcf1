import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const exclude = [...configDefaults.exclude, "**/.next*/**", ".data/**", "e2e/**"];
// What hangs is stopped; what is only slow, on a busy machine, is not.
const onDatabase = { globalSetup: "./db/testing/template.ts", testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  resolve: { alias: { "@": at("."), "server-only": at("./db/testing/server-only.ts") } },
  test: {
    pool: "forks",
    // postgres.js leaves the failure of its look at the types of a new connection to nobody; the tests that kill
    // connections kill these too. The server logs such a one and goes on.
    onUnhandledError: (error) => !("query" in error && String(error.query).includes("pg_catalog.pg_type")),
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // Properties over many examples take seconds on a busy machine.
          testTimeout: 60_000,
          include: ["**/*.test.ts"],
          exclude: [...exclude, "**/*.db.test.ts"],
        },
      },
      { extends: true, test: { name: "db", include: ["**/*.db.test.ts"], exclude, ...onDatabase } },
      {
        extends: true,
        test: {
          name: "model",
          // The stories of the suite of every day, ten times as many.
          include: ["**/model.db.test.ts"],
          exclude,
          env: { MODEL_RUNS: process.env.MODEL_RUNS ?? "5000" },
          ...onDatabase,
          testTimeout: 60 * 60_000,
        },
      },
    ],
  },
});
