import ipaddr from "ipaddr.js";

/** By what a sender is counted: of IPv6 the first half, because every connection has all addresses of the other. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return parsed.toNormalizedString().split(":").slice(0, 4).join(":");
}
