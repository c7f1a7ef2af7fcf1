import { z } from "zod";

const url = (protocols: readonly string[], what: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be ${what}`,
  });

const flag = z
  .enum(["0", "1"], { error: "must be 0 or 1" })
  .default("0")
  .transform((value) => value === "1");

const amount = (fallback: number, max: number) =>
  z.coerce
    .number({ error: "must be a whole number" })
    .int({ error: "must be a whole number" })
    .min(1, { error: "must be 1 or more" })
    .max(max, { error: `must be ${max} or less` })
    .default(fallback);

const WEB = ["http:", "https:"];

const Environment = z
  .object({
    DATABASE_URL: url(["postgres:", "postgresql:"], "a postgres:// address"),
    AUTH_SECRET: z.string({ error: "is missing" }).min(32, { error: "must have 32 characters or more" }),
    /** The address people type, without a path; needed behind a reverse proxy and for links in e-mails. */
    APP_URL: url(WEB, "an http:// or https:// address").optional(),
    /** 1 behind a reverse proxy that overwrites X-Forwarded-For, -Host and -Proto. */
    TRUST_PROXY: flag,
    SESSION_IDLE_MINUTES: amount(720, 43_200),
    SESSION_MAX_HOURS: amount(168, 8760),
    /** Requests a minute that a token of the API may make. */
    API_RATE_LIMIT: amount(12_000, 100_000_000),
    /** 1 lets webhooks go to http and to addresses of one's own network: for development. */
    WEBHOOKS_ALLOW_PRIVATE: z
      .enum(["0", "1", "true", "false"], { error: "must be 0 or 1" })
      .default("0")
      .transform((value) => value === "1" || value === "true"),
    /** The largest file that is taken to be imported, in megabytes. */
    IMPORT_MAX_MB: amount(500, 4_096),
    SMTP_URL: url(["smtp:", "smtps:"], "an smtp:// or smtps:// address").optional(),
    MAIL_FROM: z.string().optional(),
    TRIGGER_SECRET_KEY: z.string().optional(),
    TRIGGER_API_URL: url(WEB, "an http:// or https:// address").optional(),
    AUTH_OIDC_ISSUER: url(WEB, "an http:// or https:// address").optional(),
    AUTH_OIDC_ID: z.string().optional(),
    AUTH_OIDC_SECRET: z.string().optional(),
  })
  .superRefine((env, issues) => {
    const need = (name: string, because: string) =>
      issues.addIssue({ code: "custom", path: [name], message: `is missing: ${because}` });
    if (env.TRUST_PROXY && !env.APP_URL) need("APP_URL", "TRUST_PROXY is 1");
    if (env.SMTP_URL && !env.MAIL_FROM) need("MAIL_FROM", "SMTP_URL is set");
    if (env.TRIGGER_API_URL && !env.TRIGGER_SECRET_KEY) need("TRIGGER_SECRET_KEY", "TRIGGER_API_URL is set");
    const oidc = ["AUTH_OIDC_ISSUER", "AUTH_OIDC_ID", "AUTH_OIDC_SECRET"] as const;
    if (oidc.some((name) => env[name])) {
      for (const name of oidc)
        if (!env[name]) need(name, "single sign-on takes all three AUTH_OIDC_* values");
    }
  });

export type Env = z.infer<typeof Environment>;

/** What is missing or wrong in the environment, one readable line each. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
  constructor(readonly problems: readonly string[]) {
    super(`The environment is not complete:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
  }
}

/** Reads an environment; an empty variable counts as not set. Throws EnvironmentError with every problem at once. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const read = Environment.safeParse(given);
  if (read.success) return read.data;
  throw new EnvironmentError(
    read.error.issues.map(({ path, message }) => {
      const name = String(path[0]);
      return given[name] === undefined && !message.startsWith("is missing")
        ? `${name} is missing`
        : `${name} ${message}`;
    }),
  );
}

let read: Env | undefined;

/** The environment of this process, read at the first use, so that a build needs none of it. */
export function env(): Env {
  read ??= readEnv(process.env);
  return read;
}
