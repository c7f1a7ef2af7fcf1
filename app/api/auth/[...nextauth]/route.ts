import type { NextRequest } from "next/server";
import { handlers } from "@/lib/auth/facade";

/** Only the way back from single sign-on is open; signing in and out are server actions. */
export async function GET(request: NextRequest): Promise<Response> {
  if (request.nextUrl.pathname !== "/api/auth/callback/oidc") return new Response(null, { status: 404 });
  return handlers.GET(request);
}
