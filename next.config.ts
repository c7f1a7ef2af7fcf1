import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { CLOSED_CSP, COMMON_HEADERS } from "./lib/security-headers";

const withNextIntl = createNextIntlPlugin("./lib/i18n/request.ts");

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Two builds may lie side by side: one is served while the next is made.
  distDir: process.env.NEXT_DIST_DIR || ".next",
  // `npm run check` looks at the types, of tests too; a start does not wait for that.
  typescript: { ignoreBuildErrors: true },
  // Native code, clients with their own sockets and what is large and seldom loaded stay outside the bundle.
  serverExternalPackages: [
    "postgres",
    "pg-boss",
    "@trigger.dev/sdk",
    "@node-rs/argon2",
    "pino",
    "date-holidays",
  ],
  // The API takes a file of 20 MB as a body, and a form adds a little; what is longer arrives cut off, and is sent in parts.
  experimental: { proxyClientMaxBodySize: "22mb" },
  // For every answer; what passes the proxy gets a policy of its own in place of this one.
  headers: async () => {
    const all: Record<string, string> = { ...COMMON_HEADERS, "content-security-policy": CLOSED_CSP };
    const { "x-frame-options": _frames, ...framed } = all;
    const listed = (some: Record<string, string>) =>
      Object.entries(some).map(([key, value]) => ({ key, value }));
    // What may be framed, and by whom, the policy of a form's page says.
    return [
      { source: "/((?!f/).*)", headers: listed(all) },
      { source: "/f/:path*", headers: listed(framed) },
    ];
  },
};

export default withNextIntl(config);
