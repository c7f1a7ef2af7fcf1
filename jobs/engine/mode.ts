/** Who runs the jobs: Trigger.dev, or the embedded worker on our own database. Never both. */
export type JobsMode = "trigger" | "embedded";

/** The embedded engine's own schema, in the application's database. */
export const BOSS_SCHEMA = "pgboss";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Trigger.dev runs the jobs when `TRIGGER_SECRET_KEY` is set, else the embedded worker does.
 * Throws when only `TRIGGER_API_URL` is set: a self-hosted Trigger.dev was meant, and its key is missing.
 */
export function jobsMode(env: Env = process.env): JobsMode {
  if (env.TRIGGER_SECRET_KEY) return "trigger";
  if (env.TRIGGER_API_URL) {
    throw new Error(
      "TRIGGER_API_URL is set but TRIGGER_SECRET_KEY is not. Set both to run the jobs on Trigger.dev, or neither.",
    );
  }
  return "embedded";
}
