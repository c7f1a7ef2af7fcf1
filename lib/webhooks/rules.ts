import { DAY, HOUR, MINUTE } from "@/lib/time";

const SECOND = 1_000;

/** How long to wait after the first failed attempt, the second, and so on. */
const RETRY_AFTER = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** A message is given up after so many attempts. */
export const MAX_ATTEMPTS = RETRY_AFTER.length + 1;

/** Longest wait that a receiver may ask for with Retry-After. */
const MOST_ASKED = 24 * HOUR;

/**
 * How long to wait after so many failed attempts, in milliseconds, a fifth more or less by chance (`dice` from 0 to 1), and
 * never less than the receiver asked for; null when it was the last.
 */
export function retryAfterMs(attempts: number, dice: number, askedMs = 0): number | null {
  const wait = RETRY_AFTER[attempts - 1];
  if (wait === undefined) return null;
  return Math.max(Math.round(wait * (0.8 + 0.4 * dice)), Math.min(askedMs, MOST_ASKED));
}

/** An endpoint whose attempts failed so often in a row is down: it is asked rarely, and by one message at a time. */
export const DOWN_AFTER = 5;

/** How long an endpoint rests after so many failures in a row; 0 as long as it isn't down. */
export function restMs(failures: number): number {
  if (failures < DOWN_AFTER) return 0;
  return Math.min(HOUR, 15 * SECOND * 2 ** (failures - DOWN_AFTER));
}

/** An endpoint that has failed for so long without one success is paused: before the first message is given up. */
export const PAUSE_AFTER = 3 * DAY;

/** Messages are kept for so long, delivered or not. */
export const KEEP = 30 * DAY;

/** How a rotated secret may go on signing, in hours. */
export const MOST_OVERLAP_HOURS = 168;

/** What an HTTP status means: only 2xx is a success, and 410 says that nothing is to be sent any more. */
export function failureOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return "redirected";
  return status === 410 ? "gone" : "refused";
}

/** What a Retry-After header asks for, in milliseconds: seconds, or a date. 0 for nothing that can be read. */
export function askedMs(header: string | null, now: Date): number {
  if (!header) return 0;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * SECOND);
  const at = Date.parse(header);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now.getTime());
}
