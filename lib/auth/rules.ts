import type { ErrorCode, ErrorParams } from "@/lib/errors";
import { HOUR, MINUTE } from "@/lib/time";
import { isCommonPassword } from "./common-passwords";

/** Failed log-ins within this many milliseconds count. */
export const ATTEMPT_WINDOW = 15 * MINUTE;
export const ATTEMPTS_PER_ACCOUNT = 5;
export const ATTEMPTS_PER_IP = 30;

export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 256;

/** Seconds until a window with `limit` attempts in it has room again; null when it has room now. */
export function secondsUntilRoom(attempts: readonly Date[], limit: number, now: Date): number | null {
  const counted = attempts
    .map((at) => at.getTime())
    .filter((at) => at > now.getTime() - ATTEMPT_WINDOW)
    .sort((a, b) => b - a);
  const blocking = counted[limit - 1];
  if (blocking === undefined) return null;
  return Math.max(1, Math.ceil((blocking + ATTEMPT_WINDOW - now.getTime()) / 1000));
}

export type SessionFacts = {
  seenAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  deactivatedAt: Date | null;
};

/** Whether a session still signs its person in: not revoked, not past its end, not idle too long, person active. */
export function isLive(session: SessionFacts, now: Date, idleMinutes: number): boolean {
  if (session.revokedAt || session.deactivatedAt) return false;
  if (session.expiresAt.getTime() <= now.getTime()) return false;
  return session.seenAt.getTime() + idleMinutes * MINUTE > now.getTime();
}

/** The instant at which a session started now ends, whatever happens. */
export const sessionEnd = (now: Date, maxHours: number): Date => new Date(now.getTime() + maxHours * HOUR);

/** Why a new password is refused: too short, known to everybody, or the person's own address. */
export function refusePassword(
  password: string,
  email: string,
): { code: ErrorCode; params: ErrorParams } | null {
  const weak = (reason: string) =>
    ({ code: "WEAK_PASSWORD", params: { min: MIN_PASSWORD_LENGTH, reason } }) as const;
  if ([...password].length < MIN_PASSWORD_LENGTH) return weak("short");
  const lower = password.toLowerCase();
  const name = email.toLowerCase();
  if (lower === name || lower === name.split("@")[0] || lower.includes(name)) return weak("email");
  return isCommonPassword(lower) ? weak("common") : null;
}

/** Where to go after signing in: a path of this site, or else the start. Anything that could leave it is ignored. */
export function safeNext(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/") || next.length > 2000) return "/";
  if (/[\\\p{Cc}]/u.test(next)) return "/";
  const base = "http://site.invalid";
  if (!URL.canParse(next, base)) return "/";
  const url = new URL(next, base);
  if (url.origin !== base || url.pathname.startsWith("//") || url.pathname.startsWith("/sign-in")) return "/";
  return url.pathname + url.search + url.hash;
}
