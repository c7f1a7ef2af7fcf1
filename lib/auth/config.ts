import { CredentialsSignin, type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { database } from "@/lib/database";
import { type Env, env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { requestIp } from "@/lib/origin";
import { isSecureSite, sessionCookie } from "./cookie";
import { SignInInput } from "./schema";
import { signInWithPassword } from "./sign-in";
import { signInWithOidc } from "./sign-in-with-oidc";
import type { Browser } from "./start-session";
import { systemCtx } from "./system-ctx";

declare module "next-auth" {
  interface User {
    sessionId?: string;
  }
  interface Session {
    sid?: unknown;
  }
}

/** Carries a refusal of ours through next-auth, which passes nothing else. */
export class SignInRefused extends CredentialsSignin {
  constructor(readonly refusal: DomainError) {
    super(refusal.code);
    this.code = refusal.code;
  }
}

const browserOf = (headers: Headers): Browser => ({
  ip: requestIp(headers),
  userAgent: headers.get("user-agent"),
});

const password = Credentials({
  credentials: { email: {}, password: {} },
  authorize: async (given, request) => {
    const input = SignInInput.omit({ next: true }).strip().safeParse(given);
    if (!input.success) return null;
    try {
      const browser = browserOf(request.headers);
      const started = await signInWithPassword(systemCtx(database().db), { ...input.data, ...browser });
      return { id: started.userId, sessionId: started.sessionId };
    } catch (error) {
      if (error instanceof DomainError) throw new SignInRefused(error);
      throw error;
    }
  },
});

const oidc = ({ AUTH_OIDC_ISSUER, AUTH_OIDC_ID, AUTH_OIDC_SECRET }: Env): NextAuthConfig["providers"] =>
  AUTH_OIDC_ISSUER && AUTH_OIDC_ID && AUTH_OIDC_SECRET
    ? [
        {
          id: "oidc",
          name: "OIDC",
          type: "oidc",
          issuer: AUTH_OIDC_ISSUER,
          clientId: AUTH_OIDC_ID,
          clientSecret: AUTH_OIDC_SECRET,
          checks: ["pkce", "state", "nonce"],
        },
      ]
    : [];

type SignInCallback = NonNullable<NonNullable<NextAuthConfig["callbacks"]>["signIn"]>;

/** Lets a person in whom the identity provider knows and we do; his session starts here. */
const admitOidc =
  (headers: () => Promise<Headers>): SignInCallback =>
  async ({ user, account, profile }) => {
    if (account?.provider !== "oidc") return Boolean(user.sessionId);
    try {
      const started = await signInWithOidc(systemCtx(database().db), {
        email: profile?.email ?? "",
        verified: profile?.email_verified === true,
        ...browserOf(await headers()),
      });
      user.sessionId = started.sessionId;
      return true;
    } catch (error) {
      if (error instanceof DomainError) return "/sign-in?error=sso";
      throw error;
    }
  };

/** How next-auth works here: it turns a checked sign-in into a sealed cookie that holds our session's id alone. */
export function authConfig(headers: () => Promise<Headers>): NextAuthConfig {
  const environment = env();
  const { AUTH_SECRET, APP_URL, SESSION_MAX_HOURS } = environment;
  const secure = isSecureSite(APP_URL);
  return {
    secret: AUTH_SECRET,
    basePath: "/api/auth",
    // Forwarded headers are dropped before they get here unless a proxy of ours wrote them.
    trustHost: true,
    useSecureCookies: secure,
    session: { strategy: "jwt", maxAge: SESSION_MAX_HOURS * 3600 },
    cookies: {
      sessionToken: {
        name: sessionCookie(secure),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
      },
    },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [password, ...oidc(environment)],
    callbacks: {
      signIn: admitOidc(headers),
      jwt: ({ token, user }) => ({ sid: user?.sessionId ?? token.sid }),
      session: ({ session, token }) => ({ expires: session.expires, sid: token.sid }),
    },
    logger: {
      error: (error) => {
        if (!isExpected(error)) log.error({ err: error }, "sign-in failed");
      },
      warn: () => {},
      debug: () => {},
    },
  };
}

/** A wrong password, a cookie of another secret and a cancelled single sign-on are not faults of ours. */
const isExpected = (error: Error): boolean =>
  error instanceof CredentialsSignin || ["JWTSessionError", "AccessDenied"].includes(error.name);
