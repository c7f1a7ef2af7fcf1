import { EnvironmentError, env } from "./env";
import { ignoreForwardedHeaders } from "./forwarded-headers";

const MISCONFIGURED = 78;

/** Ends the process with a readable list when the environment is not complete; else settles whose word about the caller counts. */
export function prepareServer(): void {
  try {
    const { TRUST_PROXY, AUTH_OIDC_ISSUER, APP_URL } = env();
    if (!TRUST_PROXY) ignoreForwardedHeaders();
    // The address the identity provider sends people back to; next-auth takes it from here alone.
    if (AUTH_OIDC_ISSUER && APP_URL) process.env.AUTH_URL ??= new URL(APP_URL).origin;
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    console.error(error.message);
    process.exit(MISCONFIGURED);
  }
}
