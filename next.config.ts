import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/i18n/request.ts");

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Native code and clients with their own sockets stay outside the bundle.
  serverExternalPackages: ["postgres", "pg-boss", "@trigger.dev/sdk", "@node-rs/argon2", "pino"],
};

export default withNextIntl(config);
