type RequestHeaders = { get(name: string): string | null };
type Trust = { appUrl: string | undefined; trustProxy: boolean };

/** The host the browser asked for: the Host header, or what a trusted reverse proxy says it was. */
export function requestHost(
  headers: RequestHeaders,
  { trustProxy }: Pick<Trust, "trustProxy">,
): string | null {
  const forwarded = trustProxy ? headers.get("x-forwarded-host") : null;
  return (forwarded ?? headers.get("host"))?.toLowerCase() ?? null;
}

/**
 * Whether a request that changes something comes from a page of this site: its Origin is our own host or APP_URL;
 * without an Origin only when the browser itself says same-origin.
 */
export function isSameOrigin(headers: RequestHeaders, trust: Trust): boolean {
  const origin = headers.get("origin");
  if (origin === null) return headers.get("sec-fetch-site") === "same-origin";
  if (!URL.canParse(origin)) return false;
  const { origin: asked, host, protocol } = new URL(origin);
  if (trust.appUrl && asked === new URL(trust.appUrl).origin) return true;
  return (protocol === "http:" || protocol === "https:") && host === requestHost(headers, trust);
}

/** The caller's address for limits: the socket's, or the last one a trusted reverse proxy added. */
export function requestIp(headers: RequestHeaders): string {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
}
