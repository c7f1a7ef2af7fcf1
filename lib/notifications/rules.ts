import { HOUR, MINUTE } from "@/lib/time";

/** A message that could not be mailed for a day says nothing new any more; it stays in the app. */
export const MAIL_EXPIRES_AFTER_MS = 24 * HOUR;

const RETRY_AFTER_MINUTES = [1, 5, 15, 60, 180] as const;

/** An e-mail is given up after so many attempts. */
export const MAX_MAIL_ATTEMPTS = RETRY_AFTER_MINUTES.length + 1;

/** How long to wait after the given number of failed attempts, in milliseconds; null when it was the last. */
export function retryAfterMs(attempts: number): number | null {
  const minutes = RETRY_AFTER_MINUTES[attempts - 1];
  return minutes === undefined ? null : minutes * MINUTE;
}

/**
 * Whose fault a failed send is. `server`: it can't be talked to, so no message is to blame and all wait.
 * `transient`: this message may pass later. `permanent`: the server refused it for good.
 */
export type MailFailure = "server" | "transient" | "permanent";

/** Judges an SMTP error by its reply code and by whether the session had been opened and signed in. */
export function mailFailure(error: { responseCode?: number | undefined }, sessionOpen: boolean): MailFailure {
  if (!sessionOpen || error.responseCode === 421) return "server";
  return error.responseCode !== undefined && error.responseCode >= 500 ? "permanent" : "transient";
}

/** The Message-ID of a delivery: the same at every attempt, so that a mailbox can tell a repeat. */
export function messageId(deliveryId: string, from: string): string {
  return `<${deliveryId}@${from.split("@").at(-1) || "gonghai.invalid"}>`;
}
