import type { z } from "zod";
import type { FieldErrors } from "@/lib/action-result";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { failure } from "@/lib/failure";
import { fieldErrors } from "@/lib/field-errors";
import { DEFAULT_LOCALE, matchLocale } from "@/lib/i18n/locales";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { databaseFailure, retrying } from "@/lib/retry";
import { MINUTE } from "@/lib/time";
import { authenticateToken, minuteOf } from "@/lib/tokens/authenticate-token";
import type { TokenUse } from "@/lib/tokens/types";
import { type Call, changes, type Endpoint } from "./endpoint";
import { ENDPOINTS } from "./endpoints";
import { readIfMatch } from "./etag";
import { API_BASE, matchPath, pathTree } from "./match";
import { problemResponse, type Speech } from "./problem";
import { mediaType, readJson, readQuery } from "./read-body";

const TREE = pathTree(ENDPOINTS);
const BEARER = /^Bearer +([\x21-\x7e]{1,200})$/i;
const KEY = /^[\x21\x23-\x7e]{1,200}$/;

/** Input that a schema refuses, with what is wrong where. */
class InvalidFields extends DomainError {
  constructor(readonly fields: FieldErrors) {
    super("INVALID_INPUT", { field: Object.keys(fields)[0] ?? "" });
  }
}

/** What becomes clear of a request while it is being served. */
type Serving = { request: Request; now: Date; speech: Speech; headers: Headers };

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

function accept<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new InvalidFields(fieldErrors(read.error, value));
}

function operationKeyOf(request: Request, endpoint: Endpoint): string | undefined {
  const given = request.headers.get("idempotency-key");
  if (given === null || !changes(endpoint)) return undefined;
  const key = given.trim().replace(/^"(.*)"$/, "$1");
  if (!KEY.test(key)) throw new DomainError("INVALID_INPUT", { field: "Idempotency-Key" });
  return key;
}

async function bodyOf(request: Request, endpoint: Endpoint): Promise<unknown> {
  if (!changes(endpoint)) return {};
  if (!endpoint.upload) return readJson(request);
  if (endpoint.upload.includes(mediaType(request))) return {};
  throw new DomainError("UNSUPPORTED_MEDIA_TYPE", { expected: endpoint.upload.join(", ") });
}

function runOnce(endpoint: Endpoint, call: Call<unknown, unknown, unknown>): Promise<unknown> {
  if (endpoint.repeating !== "call" || !call.ctx.operationKey) return endpoint.run(call);
  const { params, query, body } = call;
  return once(call.ctx, endpoint.id, { params, query, body }, (ctx) =>
    endpoint.run({ ...call, ctx: { ...ctx, actor: call.ctx.actor } }),
  );
}

async function answer(serving: Serving): Promise<Response> {
  const { request, now, headers } = serving;
  const url = new URL(request.url);
  const { endpoint, params } = matchPath(TREE, request.method, url.pathname.slice(API_BASE.length));
  const use = await authenticate(serving);
  const { actor } = use;
  if (endpoint.permission) authorize(actor, endpoint.permission);
  const operationKey = operationKeyOf(request, endpoint);
  const call = {
    ctx: { db: database().db, actor, now, ...(operationKey ? { operationKey } : {}) },
    ...{ use, request },
    params: accept(endpoint.params, params),
    query: accept(endpoint.query, readQuery(url.searchParams)),
    body: accept(endpoint.body, await bodyOf(request, endpoint)),
    seen: endpoint.ifMatch ? readIfMatch(request.headers.get("if-match")) : null,
  };
  const result = await retrying(operationKey !== undefined, () => runOnce(endpoint, call));
  const { status = 200 } = endpoint;
  if (endpoint.etag) headers.set("etag", endpoint.etag(result));
  if (endpoint.location) headers.set("location", API_BASE + endpoint.location(result));
  headers.set("content-type", "application/json");
  return new Response(JSON.stringify(result), { status, headers });
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

/** Answers a request to /api/v1: finds its endpoint, knows its caller, reads it, runs it; every refusal is problem+json. */
export async function serveApi(request: Request): Promise<Response> {
  const serving = begin(request);
  try {
    return await answer(serving);
  } catch (error) {
    return refuse(serving, error);
  }
}
