import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { Agent, buildConnector } from "undici";
import { isPublicAddress } from "./address-rules";

/** Finds the addresses of a name. */
export type Resolve = (hostname: string) => Promise<string[]>;

const resolveByDns: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true })).map(({ address }) => address);

/** Refused because of where it leads. */
export class PrivateAddressError extends Error {
  override readonly name = "PrivateAddressError";
}

async function addressOf(hostname: string, resolve: Resolve): Promise<string> {
  const bare = hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(bare) ? [bare] : await resolve(bare);
  const [first] = addresses;
  if (first === undefined || !addresses.every(isPublicAddress)) throw new PrivateAddressError(bare);
  return first;
}

/**
 * An agent that looks a name up once, refuses it if any of its addresses is not of the public internet, and connects to
 * the very address that it looked at: a name that leads elsewhere a moment later leads nobody astray.
 */
export function guardedAgent(options: {
  allowPrivate: boolean;
  resolve?: Resolve;
  timeoutMs: number;
}): Agent {
  const { allowPrivate, resolve = resolveByDns, timeoutMs } = options;
  const connect = buildConnector({ timeout: timeoutMs });
  return new Agent({
    connections: 16,
    keepAliveTimeout: 4_000,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: 16_384,
    connect: allowPrivate
      ? connect
      : (asked, done) => {
          addressOf(asked.hostname, resolve).then(
            (hostname) => connect({ ...asked, hostname }, done),
            (error: Error) => done(error, null),
          );
        },
  });
}
