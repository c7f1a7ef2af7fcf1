// @ts-check
import { fail } from "./failure.mjs";

/**
 * Whether a Node version is 20.19 or newer.
 * @param {string} version
 */
export function isSupportedNode(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return major > 20 || (major === 20 && minor >= 19);
}

/** Refuses to go on under a Node that is too old. */
export function checkNode() {
  if (!isSupportedNode(process.version)) {
    fail([`Node 20.19 or newer is needed; this is ${process.version}. See https://nodejs.org`]);
  }
}
