import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";

/** A new secret: 32 random bytes, as Standard Webhooks writes them. */
export const newSecret = (): string => PREFIX + randomBytes(32).toString("base64");

/** What is signed and sent. `id` stays the same at every attempt, `at` is that of the attempt. */
export type Signed = { id: string; at: Date; body: string };

const sign = (secret: string, { id, at, body }: Signed): string => {
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  const text = `${id}.${Math.floor(at.getTime() / 1000)}.${body}`;
  return `v1,${createHmac("sha256", key).update(text).digest("base64")}`;
};

/** The headers of a message by Standard Webhooks, signed with each of the secrets. */
export const signedHeaders = (secrets: readonly string[], message: Signed): Record<string, string> => ({
  "webhook-id": message.id,
  "webhook-timestamp": String(Math.floor(message.at.getTime() / 1000)),
  "webhook-signature": secrets.map((secret) => sign(secret, message)).join(" "),
});
