/** What every answer carries, static files too. */
export const COMMON_HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
};

/** For answers that are no page: nothing in them may run, load or be framed. */
export const CLOSED_CSP = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export const HSTS = "max-age=63072000; includeSubDomains";

/** Where browsers report what the policy stopped. */
export const CSP_REPORTS = "/csp";

/**
 * The policy of a page: only scripts and style sheets with this answer's nonce. Style attributes are let through:
 * charts and floating panels place themselves with them, and an attribute can neither load nor run anything. No site may
 * show it in a frame but those that are named.
 */
export function pageCsp(nonce: string, development: boolean, framedBy: readonly string[] = []): string {
  // The development server evaluates code, injects styles and talks over a web socket.
  const script = `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`;
  const style = development ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src ${script}`,
    `style-src ${style}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    `connect-src 'self'${development ? " ws: wss:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framedBy.length > 0 ? framedBy.join(" ") : "'none'"}`,
    `report-uri ${CSP_REPORTS}`,
  ].join("; ");
}
