import { createHash, randomBytes } from "node:crypto";

/** What every secret begins with, for those who look for secrets in places where none should be. */
export const SECRET_START = "gonghai_";
const SHOWN = SECRET_START.length + 6;

export const hashOfSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** A secret of 256 bits, and what is kept of it. */
export function newSecret(): { secret: string; prefix: string; hash: string } {
  const secret = `${SECRET_START}${randomBytes(32).toString("base64url")}`;
  return { secret, prefix: secret.slice(0, SHOWN), hash: hashOfSecret(secret) };
}
