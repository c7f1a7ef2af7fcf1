import { type NextRequest, NextResponse } from "next/server";
import { isSecureSite, sessionCookie } from "@/lib/auth/cookie";
import { PATH_HEADER } from "@/lib/auth/path-header";
import { systemCtx } from "@/lib/auth/system-ctx";
import { database } from "@/lib/database";
import { frameAncestors } from "@/lib/forms/frame-ancestors";
import { CLOSED_CSP, COMMON_HEADERS, HSTS, pageCsp } from "@/lib/security-headers";

const DEVELOPMENT = process.env.NODE_ENV !== "production";
/** What anybody may open; everything else asks for a cookie first. Whether the cookie is worth anything, the data layer decides. */
const OPEN = /^\/(sign-in|setup|healthz|readyz|csp|api|api-docs|f)(\/|$)/;
/** Pages that a site of a customer's choice may show in a frame: the form says which. */
const FORM = /^\/f\/([\w-]{8,40})$/;
const NO_PAGE = /^\/(healthz|readyz|csp|api)(\/|$)/;

/** Gives every answer its headers and pages their nonce, and sends the anonymous to sign in. It never authorises. */
export function proxy(request: NextRequest): NextResponse | Promise<NextResponse> {
  const key = FORM.exec(request.nextUrl.pathname)?.[1];
  if (!key) return pass(request, []);
  const ctx = systemCtx(database().db);
  return frameAncestors(ctx, key).then(
    (framedBy) => pass(request, framedBy),
    () => pass(request, []),
  );
}

function pass(request: NextRequest, framedBy: readonly string[]): NextResponse {
  const { pathname, search } = request.nextUrl;
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const csp = NO_PAGE.test(pathname) ? CLOSED_CSP : pageCsp(nonce, DEVELOPMENT, framedBy);
  const secure = isSecureSite(process.env.APP_URL);

  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", csp);
  headers.set(PATH_HEADER, pathname + search);

  const response = needsSignIn(request, secure)
    ? NextResponse.redirect(signInUrl(request))
    : passOn(request, headers);
  for (const [name, value] of Object.entries(COMMON_HEADERS)) response.headers.set(name, value);
  // The older header knows no list of sites; a browser that knows the policy goes by that.
  if (framedBy.length > 0) response.headers.delete("x-frame-options");
  response.headers.set("content-security-policy", csp);
  response.headers.set("cache-control", "private, no-store");
  if (secure || request.headers.get("x-forwarded-proto") === "https") {
    response.headers.set("strict-transport-security", HSTS);
  }
  return response;
}

/** A path that nobody can decode is looked for as it is written, so that it is answered as one that doesn't exist. */
function passOn(request: NextRequest, headers: Headers): NextResponse {
  if (isDecodable(request.nextUrl.pathname)) return NextResponse.next({ request: { headers } });
  const url = request.nextUrl.clone();
  url.pathname = url.pathname.replaceAll("%", "%25");
  return NextResponse.rewrite(url, { request: { headers } });
}

function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== null;
  } catch {
    return false;
  }
}

function needsSignIn(request: NextRequest, secure: boolean): boolean {
  const looks = request.method === "GET" || request.method === "HEAD";
  return looks && !OPEN.test(request.nextUrl.pathname) && !request.cookies.has(sessionCookie(secure));
}

function signInUrl(request: NextRequest): URL {
  const { pathname, search } = request.nextUrl;
  const url = request.nextUrl.clone();
  url.pathname = "/sign-in";
  url.search = pathname === "/" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
  return url;
}

export const config = {
  // Files that never change and belong to nobody get their headers from next.config.ts.
  matcher: ["/((?!_next/static|_next/image|_next/webpack-hmr|icons/|favicon.ico|manifest.webmanifest).*)"],
};
