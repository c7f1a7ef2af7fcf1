import { EnvironmentError, env } from "./env";
import { ignoreForwardedHeaders } from "./forwarded-headers";
import { log } from "./log";
import { databaseFailure } from "./retry";

const MISCONFIGURED = 78;

/**
 * postgres.js leaves the failure of its first look at a new connection to nobody; such a loss is logged, and must not
 * end a server that connects again at once. Whatever else was left unhandled goes the way it would have gone.
 */
function surviveLostConnections(): void {
  process.on("unhandledRejection", (reason) => {
    if (databaseFailure(reason) === null) throw reason;
    log.warn({ err: reason }, "a connection to the database was lost");
  });
}

/** Ends the process with a readable list when the environment is not complete; else settles whose word about the caller counts. */
export function prepareServer(): void {
  try {
    const { TRUST_PROXY, AUTH_OIDC_ISSUER, APP_URL } = env();
    surviveLostConnections();
    if (!TRUST_PROXY) ignoreForwardedHeaders();
    // The address the identity provider sends people back to; next-auth takes it from here alone.
    if (AUTH_OIDC_ISSUER && APP_URL) process.env.AUTH_URL ??= new URL(APP_URL).origin;
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    console.error(error.message);
    process.exit(MISCONFIGURED);
  }
}
