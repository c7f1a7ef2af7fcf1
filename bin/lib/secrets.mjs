// @ts-check
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Writes a file that only its owner can read, whole or not at all.
 * @param {string} file
 * @param {string} text
 */
export function writePrivate(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}

/**
 * The text of a file, or undefined when there is none.
 * @param {string} file
 */
export function readIfThere(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * The secret kept in a file, made at its first use (`bytes` random bytes, URL-safe).
 * @param {string} file
 * @param {number} [bytes]
 */
export function keepSecret(file, bytes = 32) {
  const known = readIfThere(file)?.trim();
  if (known) return known;
  const secret = randomBytes(bytes).toString("base64url");
  writePrivate(file, `${secret}\n`);
  return secret;
}

/**
 * The password of the demo's people: the given one, which is remembered, else the one made at the first start.
 * @param {string} directory
 * @param {string | undefined} given
 */
export function demoPassword(directory, given) {
  const file = path.join(directory, "demo.secret");
  if (!given) return keepSecret(file, 9);
  if (readIfThere(file)?.trim() !== given) writePrivate(file, `${given}\n`);
  return given;
}
