import ipaddr from "ipaddr.js";

/** Addresses of the public range that answer with the secrets of a cloud machine. */
const METADATA = new Set(["168.63.129.16"]);
/** All that is given out of IPv6 lies in 2000::/3. */
const GLOBAL_V6 = ipaddr.parseCIDR("2000::/3");

/**
 * Whether an IP address belongs to the public internet: not to this machine, a private network, a neighbour, a cloud's
 * metadata, a group, or a way of writing one of these inside of IPv6.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || METADATA.has(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed.kind() === "ipv4" || parsed.match(GLOBAL_V6);
}

/** Why a message can't be sent to an address. */
export type UrlProblem = "not_a_url" | "not_https" | "credentials" | "private";

const LOCAL_NAME = /(^|\.)(localhost|local|internal|localdomain|home\.arpa)$/;

/**
 * What is wrong with the url of an endpoint, as far as it says so itself; where its name leads is looked at when it is
 * connected to. `allowPrivate` is for development: http and addresses of one's own network.
 */
export function urlProblem(url: string, allowPrivate: boolean): UrlProblem | null {
  if (!URL.canParse(url)) return "not_a_url";
  const { protocol, hostname, username, password } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") return "not_a_url";
  if (username || password) return "credentials";
  if (allowPrivate) return null;
  if (protocol !== "https:") return "not_https";
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (LOCAL_NAME.test(host)) return "private";
  return ipaddr.isValid(host) && !isPublicAddress(host) ? "private" : null;
}
