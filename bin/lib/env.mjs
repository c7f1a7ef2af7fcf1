// @ts-check
import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { fail } from "./failure.mjs";
import { dataDirectory, ROOT, STATE } from "./paths.mjs";
import { say } from "./say.mjs";

/** @typedef {Readonly<Record<string, string | undefined>>} Env */

const WEB = ["http:", "https:"];
const LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

/**
 * Every setting a person may make, with what is wrong with a value. The application checks its own share again:
 * it may run without this launcher.
 * @type {Record<string, (value: string, env: Env) => string | null>}
 */
export const SETTINGS = {
  PORT: (value) => wholeNumberProblem(value, 0, 65_535),
  HOST: (value) => (/^[\w.:-]+$/.test(value) ? null : "a host name or address to listen on is needed"),
  APP_URL: (value) => urlProblem(value, WEB),
  TRUST_PROXY: (value, env) =>
    value === "1" && !env.APP_URL ? "APP_URL is missing beside it" : choiceProblem(value, ["0", "1"]),
  DATABASE_URL: (value) => urlProblem(value, ["postgres:", "postgresql:"]) ?? databaseNameProblem(value),
  DATA_DIR: () => null,
  DEMO: (value) => choiceProblem(value, ["0", "1"]),
  DEMO_PASSWORD: (value) => lengthProblem(value, 8),
  AUTH_SECRET: (value) => lengthProblem(value, 32),
  SESSION_IDLE_MINUTES: (value) => wholeNumberProblem(value, 1, 43_200),
  SESSION_MAX_HOURS: (value) => wholeNumberProblem(value, 1, 8_760),
  API_RATE_LIMIT: (value) => wholeNumberProblem(value, 1, 100_000_000),
  IMPORT_MAX_MB: (value) => wholeNumberProblem(value, 1, 4_096),
  AUTH_OIDC_ISSUER: (value, env) => urlProblem(value, WEB) ?? oidcProblem(env),
  AUTH_OIDC_ID: (_, env) => oidcProblem(env),
  AUTH_OIDC_SECRET: (_, env) => oidcProblem(env),
  ORG_TIME_ZONE: (value) => (isTimeZone(value) ? null : "an IANA time zone such as Asia/Shanghai is needed"),
  LOG_LEVEL: (value) => choiceProblem(value, LEVELS),
  SMTP_URL: (value, env) =>
    urlProblem(value, ["smtp:", "smtps:"]) ?? (env.MAIL_FROM ? null : "MAIL_FROM is missing beside it"),
  MAIL_FROM: (value) => (/^[^\s@]+@[^\s@]+$/.test(value) ? null : "an e-mail address is needed"),
  WEBHOOKS_ALLOW_PRIVATE: (value) => choiceProblem(value, ["0", "1", "true", "false"]),
  TRIGGER_SECRET_KEY: () => null,
  TRIGGER_API_URL: (value, env) =>
    env.TRIGGER_SECRET_KEY
      ? urlProblem(value, WEB)
      : "TRIGGER_SECRET_KEY is missing beside it; set both to run the jobs on Trigger.dev, or neither",
  TRIGGER_PROJECT_REF: (value) =>
    /^proj_\w+$/.test(value) ? null : "a project reference (proj_…) is needed",
};

/**
 * @param {string} value
 * @param {number} from
 * @param {number} to
 */
function wholeNumberProblem(value, from, to) {
  const number = Number(value);
  return Number.isInteger(number) && number >= from && number <= to
    ? null
    : `a whole number from ${from} to ${to} is needed`;
}

/**
 * @param {string} value
 * @param {string[]} choices
 */
function choiceProblem(value, choices) {
  return choices.includes(value) ? null : `one of ${choices.join(", ")} is needed`;
}

/**
 * @param {string} value
 * @param {number} shortest
 */
function lengthProblem(value, shortest) {
  return value.length >= shortest ? null : `at least ${shortest} characters are needed`;
}

/** @param {Env} env */
function oidcProblem(env) {
  const complete = env.AUTH_OIDC_ISSUER && env.AUTH_OIDC_ID && env.AUTH_OIDC_SECRET;
  return complete ? null : "single sign-on takes all three: AUTH_OIDC_ISSUER, AUTH_OIDC_ID, AUTH_OIDC_SECRET";
}

/**
 * @param {string} value
 * @param {string[]} protocols
 */
function urlProblem(value, protocols) {
  const wanted = protocols.map((protocol) => `${protocol}//`).join(" or ");
  if (!URL.canParse(value)) return `a URL that begins with ${wanted} is needed`;
  const { protocol, hostname } = new URL(value);
  if (!protocols.includes(protocol)) return `a URL that begins with ${wanted} is needed, not ${protocol}//`;
  return hostname ? null : "the URL names no host";
}

/** @param {string} value */
function databaseNameProblem(value) {
  return new URL(value).pathname.length > 1 ? null : "the URL names no database";
}

/** @param {string} value */
function isTimeZone(value) {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: value }));
  } catch {
    return false;
  }
}

/**
 * What is wrong with the settings of an environment, a line for each; an empty value counts as unset.
 * @param {Env} env
 */
export function settingProblems(env) {
  return Object.entries(SETTINGS).flatMap(([name, check]) => {
    const value = env[name];
    const problem = value ? check(value, env) : null;
    return problem ? [`${name}: ${problem}.`] : [];
  });
}

/**
 * What a person should know about settings that are right but may surprise.
 * @param {Env} env
 */
export function settingNotes(env) {
  const notes = [];
  if (env.TRIGGER_SECRET_KEY && !env.TRIGGER_API_URL) {
    notes.push("TRIGGER_API_URL is not set: the jobs run on Trigger.dev's own cloud (api.trigger.dev)");
  }
  if (env.TRIGGER_SECRET_KEY) notes.push("TRIGGER_SECRET_KEY is set: no job worker is started here");
  return notes;
}

/**
 * Makes a folder and those above it, one by one: Node's own way never returns on a file system that refuses.
 * @param {string} directory
 */
function makeFolder(directory) {
  if (existsSync(directory)) return;
  makeFolder(path.dirname(directory));
  mkdirSync(directory);
}

/**
 * Why a folder can't be made and written, or null.
 * @param {string} directory
 * @param {string} name
 */
function folderProblem(directory, name) {
  try {
    makeFolder(directory);
    accessSync(directory, constants.W_OK | constants.X_OK);
    return null;
  } catch {
    return `${name}: the folder ${directory} can't be written by this user.`;
  }
}

/** Reads `.env`, as Next.js does; what the shell sets wins. */
export function loadEnvFile() {
  const file = path.join(ROOT, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/**
 * Reads and checks the whole configuration; fails with everything that is wrong with it at once.
 */
export function readConfiguration() {
  loadEnvFile();
  const { env } = process;
  const data = dataDirectory(env);
  const problems = [
    ...settingProblems(env),
    folderProblem(STATE, "This checkout"),
    env.DATA_DIR ? folderProblem(data, "DATA_DIR") : null,
  ];
  const found = problems.filter((problem) => problem !== null);
  if (found.length > 0) fail(found);
  for (const note of settingNotes(env)) say(`note: ${note}`);
  return {
    data,
    port: Number(env.PORT || 3000),
    host: env.HOST || "127.0.0.1",
    databaseUrl: env.DATABASE_URL || undefined,
    demo: env.DEMO !== "0",
    jobsHere: !env.TRIGGER_SECRET_KEY,
  };
}

/** @typedef {ReturnType<typeof readConfiguration>} Configuration */

/**
 * The environment without any setting of a person's: for runs that must depend on nothing of theirs.
 * @returns {Env}
 */
export function neutralEnvironment() {
  /** @type {Record<string, string | undefined>} */
  const env = { ...process.env };
  // Empty, not absent: Next.js would fill what is absent from .env.
  for (const name of Object.keys(SETTINGS)) env[name] = "";
  return env;
}
