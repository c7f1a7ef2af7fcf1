import type { NextRequest } from "next/server";
import { signIn } from "@/lib/auth/facade";
import { safeNext } from "@/lib/auth/rules";
import { env } from "@/lib/env";

/** Sends the browser to the identity provider. A link, because a form may not lead to another site. */
export async function GET(request: NextRequest): Promise<Response> {
  if (!env().AUTH_OIDC_ISSUER) return new Response(null, { status: 404 });
  return signIn("oidc", { redirectTo: safeNext(request.nextUrl.searchParams.get("next")) });
}
