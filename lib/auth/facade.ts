import { headers } from "next/headers";
import NextAuth from "next-auth";
import { authConfig } from "./config";

/** The only door to next-auth. The configuration is read per request, so that a build needs no environment. */
export const { auth, signIn, signOut, handlers } = NextAuth(() => authConfig(headers));
