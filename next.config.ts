import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { CLOSED_CSP, COMMON_HEADERS } from "./lib/security-headers";

const withNextIntl = createNextIntlPlugin("./lib/i18n/request.ts");

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Two builds may lie side by side: one is served while the next is made.
  distDir: process.env.NEXT_DIST_DIR || ".next",
  // Native code and clients with their own sockets stay outside the bundle.
  serverExternalPackages: ["postgres", "pg-boss", "@trigger.dev/sdk", "@node-rs/argon2", "pino"],
  // For every answer; what passes the proxy gets a policy of its own in place of this one.
  headers: async () => {
    const all = { ...COMMON_HEADERS, "content-security-policy": CLOSED_CSP };
    return [{ source: "/:path*", headers: Object.entries(all).map(([key, value]) => ({ key, value })) }];
  },
};

export default withNextIntl(config);
