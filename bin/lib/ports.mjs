// @ts-check
import net from "node:net";
import { Failure } from "./failure.mjs";

/**
 * Whether nobody listens on a port of a host; an address this machine doesn't have counts as free.
 * @param {number} port
 * @param {string} host
 * @returns {Promise<boolean>}
 */
export function isPortFree(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", (error) => resolve("code" in error && error.code === "EADDRNOTAVAIL"));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * A port that nobody uses now.
 * @param {string} [host]
 * @returns {Promise<number>}
 */
export function freePort(host = "127.0.0.1") {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen({ port: 0, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/**
 * The wanted port, or the next free one of the 50 after it; 0 means any.
 * For a loopback host both 127.0.0.1 and ::1 must be free: `localhost` may mean either.
 * @param {number} wanted
 * @param {string} host
 */
export async function pickPort(wanted, host) {
  if (wanted === 0) return freePort(host);
  const hosts = ["127.0.0.1", "localhost", "::1"].includes(host) ? ["127.0.0.1", "::1"] : [host];
  for (let port = wanted; port < Math.min(wanted + 50, 65_536); port++) {
    const free = await Promise.all(hosts.map((name) => isPortFree(port, name)));
    if (free.every(Boolean)) return port;
  }
  throw new Failure(`  - No free port from ${wanted} on (${host}). Set PORT to a free one.`);
}
