import pino from "pino";
import { jobsMode } from "./engine/mode";

/** No restart mends a wrong configuration: this code tells a supervisor so (EX_CONFIG of sysexits). */
const EXIT_MISCONFIGURED = 78;

const log = pino(
  { level: process.env.LOG_LEVEL || "info", base: { name: "worker", pid: process.pid } },
  pino.destination({ fd: 2, sync: true }),
);

/** Ends the process unless the embedded worker may run here; returns the database's address. */
function requireEmbedded(): string {
  try {
    if (jobsMode() === "trigger") {
      throw new Error(
        "TRIGGER_SECRET_KEY is set: Trigger.dev runs the jobs, and a second engine would run them too.",
      );
    }
    const url = process.env.DATABASE_URL;
    if (!url) throw new Error("DATABASE_URL is not set: the worker needs the database of the application.");
    return url;
  } catch (error) {
    log.fatal(error instanceof Error ? error.message : String(error));
    process.exit(EXIT_MISCONFIGURED);
  }
}

for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => {
    log.fatal({ err: error }, "unexpected error; the worker ends, to be started again");
    process.exit(1);
  });
}

const url = requireEmbedded();
// Loaded only now: a refusal need not wait for two job engines.
const { jobs } = await import("./registry");
const { runWorker } = await import("./engine/run-worker");
await runWorker({ url, log, jobs });
process.exit(0);
