import { requestHost } from "./origin";

type RequestHeaders = { get(name: string): string | null };

/** The address of this site as people type it: the configured one, or that of the request. */
export function siteUrl(
  headers: RequestHeaders,
  env: { APP_URL?: string | undefined; TRUST_PROXY: boolean },
): string {
  if (env.APP_URL) return new URL(env.APP_URL).origin;
  const secure = headers.get("x-forwarded-proto") === "https";
  return `${secure ? "https" : "http"}://${requestHost(headers, { trustProxy: env.TRUST_PROXY }) ?? "localhost"}`;
}
