import { unstable_rethrow } from "next/navigation";
import type { NextRequest } from "next/server";
import { findCtx, type SignedIn } from "./auth/require-ctx";
import { env } from "./env";
import { DomainError, type ErrorCode, type ErrorParams } from "./errors";
import { failure } from "./failure";
import { isSameOrigin } from "./origin";

const STATUS: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_YOURS: 403,
  BAD_ORIGIN: 403,
  NOT_FOUND: 404,
  INVALID_INPUT: 400,
  TOO_MANY_REQUESTS: 429,
  INTERNAL: 500,
};
const SAFE = new Set(["GET", "HEAD"]);

/** A refusal as problem+json (RFC 9457): the code is the type, and the title of it too; its facts stand beside. */
export function problem(code: ErrorCode, params: ErrorParams = {}): Response {
  const status = STATUS[code] ?? 409;
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (typeof params.retryAfterSeconds === "number") headers["retry-after"] = String(params.retryAfterSeconds);
  return new Response(JSON.stringify({ type: `urn:gonghai:${code}`, title: code, status, code, params }), {
    status,
    headers,
  });
}

/**
 * Makes a route handler that knows who asks: 401 for nobody, and every refusal as problem+json. A method that
 * changes something must come from a page of this site.
 */
export function withCtx<P = Record<string, never>>(
  run: (session: SignedIn, request: NextRequest, params: P) => Promise<Response>,
) {
  return async (request: NextRequest, context: { params: Promise<P> }): Promise<Response> => {
    try {
      const { APP_URL, TRUST_PROXY } = env();
      const trust = { appUrl: APP_URL, trustProxy: TRUST_PROXY };
      if (!SAFE.has(request.method) && !isSameOrigin(request.headers, trust))
        throw new DomainError("BAD_ORIGIN");
      const session = await findCtx();
      if (!session) throw new DomainError("UNAUTHENTICATED");
      return await run(session, request, await context.params);
    } catch (error) {
      unstable_rethrow(error);
      const { error: code, params } = failure(error, request.nextUrl.pathname);
      return problem(code, params);
    }
  };
}
