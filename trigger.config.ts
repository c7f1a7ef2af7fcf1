import { additionalPackages } from "@trigger.dev/build/extensions/core";
import { defineConfig } from "@trigger.dev/sdk";

export default defineConfig({
  project: process.env.TRIGGER_PROJECT_REF || "proj_gonghai_local",
  // Every file below is an entry point: what is not a task stands in jobs/engine.
  dirs: ["./jobs/tasks"],
  ignorePatterns: ["**/*.test.ts"],
  runtime: "node-22",
  maxDuration: 300,
  ttl: "10m",
  machine: "small-1x",
  logLevel: "info",
  tsconfig: "./tsconfig.json",
  processKeepAlive: { enabled: true, maxExecutionsPerProcess: 200 },
  enableConsoleLogging: true,
  legacyDevProcessCwdBehaviour: false,
  retries: {
    enabledInDev: true,
    default: { maxAttempts: 4, factor: 2, minTimeoutInMs: 1_000, maxTimeoutInMs: 20_000, randomize: true },
  },
  build: {
    external: ["postgres", "nodemailer"],
    extensions: [additionalPackages({ packages: ["postgres", "nodemailer"] })],
  },
});
