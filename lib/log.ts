import pino from "pino";

const SECRETS = ["password", "current", "cookie", "authorization", "token", "passwordHash"];

/** The application's log: one JSON object a line on standard error; what looks like a secret is left out. */
export const log = pino(
  {
    level: process.env.LOG_LEVEL || "info",
    base: { name: "web" },
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), remove: true },
  },
  pino.destination({ fd: 2, sync: true }),
);
