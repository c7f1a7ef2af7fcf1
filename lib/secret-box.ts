import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

const VERSION = "v1";

/** A key of its own for each purpose; whoever has one of them can't find AUTH_SECRET or another from it. */
function keyFor(purpose: string): Buffer {
  const secret = process.env.AUTH_SECRET;
  if (!secret) throw new Error("AUTH_SECRET is not set: what is sealed with it can't be opened.");
  return Buffer.from(hkdfSync("sha256", secret, "gonghai", purpose, 32));
}

/**
 * Encrypts a secret that has to be used again (AES-256-GCM under a key that follows from AUTH_SECRET), bound to the row
 * that it belongs to: a dump of the database doesn't give it away, and in another row it can't be opened.
 */
export function seal(purpose: string, row: string, plain: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), iv).setAAD(Buffer.from(row));
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return [VERSION, iv.toString("base64url"), sealed.toString("base64url")].join(".");
}

/** Opens what `seal` closed; null when AUTH_SECRET is another by now, or the row. */
export function unseal(purpose: string, row: string, sealed: string): string | null {
  const [version, iv, text] = sealed.split(".");
  if (version !== VERSION || !iv || !text) return null;
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length < 16) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), Buffer.from(iv, "base64url"))
      .setAAD(Buffer.from(row))
      .setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/** A mark on a text that only this deployment can make, for what leaves it and comes back. */
export const markOf = (purpose: string, text: string): string =>
  createHmac("sha256", keyFor(purpose)).update(text).digest("base64url");

/** Whether two texts are the same, in a time that doesn't tell where they differ. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
