import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

const CLAIMS = [
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-port",
  "forwarded",
  "x-real-ip",
];

/**
 * Drops, before the framework sees the request, what a client says about itself and only a proxy of ours may say.
 * The framework then fills in the socket's address and the Host header.
 */
export function ignoreForwardedHeaders(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    for (const name of CLAIMS) delete request.headers[name];
  });
}
