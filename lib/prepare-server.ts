import { EnvironmentError, env } from "./env";
import { ignoreForwardedHeaders } from "./forwarded-headers";

const MISCONFIGURED = 78;

/** Ends the process with a readable list when the environment is not complete; else settles whose word about the caller counts. */
export function prepareServer(): void {
  try {
    if (!env().TRUST_PROXY) ignoreForwardedHeaders();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    console.error(error.message);
    process.exit(MISCONFIGURED);
  }
}
