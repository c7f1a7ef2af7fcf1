import type { FieldErrors } from "@/lib/action-result";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { failure } from "@/lib/failure";
import { DEFAULT_LOCALE, matchLocale } from "@/lib/i18n/locales";
import { databaseFailure } from "@/lib/retry";
import { MINUTE } from "@/lib/time";
import { authenticateToken, minuteOf } from "@/lib/tokens/authenticate-token";
import type { TokenUse } from "@/lib/tokens/types";
import { problemResponse, type Speech } from "./problem";

const BEARER = /^Bearer +([\x21-\x7e]{1,200})$/i;

/** Input that a schema refuses, with what is wrong where. */
export class InvalidFields extends DomainError {
  constructor(readonly fields: FieldErrors) {
    super("INVALID_INPUT", { field: Object.keys(fields)[0] ?? "" });
  }
}

/** What becomes clear of a request while it is being served. */
export type Serving = { request: Request; now: Date; speech: Speech; headers: Headers };

function begin(request: Request): Serving {
  const language = request.headers.get("accept-language");
  const locale = language ? matchLocale(language) : DEFAULT_LOCALE;
  return { request, now: new Date(), speech: { locale, timeZone: "UTC" }, headers: new Headers() };
}

/** The caller by his bearer token, counted against the limit of the minute. UNAUTHENTICATED, TOO_MANY_REQUESTS. */
export async function authenticate(serving: Serving): Promise<TokenUse> {
  const { request, now, headers, speech } = serving;
  const [, secret] = BEARER.exec(request.headers.get("authorization")?.trim() ?? "") ?? [];
  if (!secret) throw new DomainError("UNAUTHENTICATED");
  const ctx = { db: database().db, actor: { kind: "system", job: "api" } as const, now };
  const use = await authenticateToken(ctx, { secret });
  speech.timeZone = use.timeZone;
  if (!request.headers.has("accept-language")) speech.locale = use.locale ?? DEFAULT_LOCALE;
  const limit = env().API_RATE_LIMIT;
  const reset = Math.max(1, Math.ceil((minuteOf(now).getTime() + MINUTE - now.getTime()) / 1000));
  headers.set("ratelimit-limit", String(limit));
  headers.set("ratelimit-remaining", String(Math.max(0, limit - use.requests)));
  headers.set("ratelimit-reset", String(reset));
  if (use.requests > limit) throw new DomainError("TOO_MANY_REQUESTS", { retryAfterSeconds: reset });
  return use;
}

/** Whether the database would not take a value: a number or an instant beyond its types. */
function isDataFault(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    if ("code" in cause && /^22\d/.test(String(cause.code))) return true;
  }
  return false;
}

function refuse(serving: Serving, error: unknown): Response {
  const { request, speech, headers } = serving;
  const options = { headers, conditional: request.headers.has("if-match") };
  if (error instanceof InvalidFields) return problemResponse(error, speech, options);
  if (error instanceof DomainError) return problemResponse(error, speech, options);
  if (isDataFault(error)) return problemResponse({ code: "INVALID_INPUT" }, speech, options);
  const { error: code, params } = failure(error, new URL(request.url).pathname);
  const away = databaseFailure(error) !== null;
  return problemResponse(
    { code, params: away ? { ...params, retryAfterSeconds: 1 } : params },
    speech,
    away ? { ...options, status: 503 } : options,
  );
}

/** Runs what answers a request; whatever is refused or goes wrong becomes problem+json. */
export async function refusing(
  request: Request,
  work: (serving: Serving) => Promise<Response>,
): Promise<Response> {
  const serving = begin(request);
  try {
    return await work(serving);
  } catch (error) {
    return refuse(serving, error);
  }
}
