import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Ctx } from "@/lib/context";
import { database } from "@/lib/database";
import type { Actor } from "@/lib/permissions";
import { auth } from "./facade";
import { PATH_HEADER } from "./path-header";
import { type LiveSession, resolveSession } from "./resolve-session";
import { systemCtx } from "./system-ctx";

/** Who is signed in, and the context his verbs and queries run in. */
export type SignedIn = LiveSession & { ctx: Ctx & { actor: Extract<Actor, { kind: "user" }> } };

async function readSession(): Promise<SignedIn | null> {
  const sessionId = (await auth())?.sid;
  if (typeof sessionId !== "string") return null;
  const { db } = database();
  // The one reading of the clock in this request, after the cookie.
  const system = systemCtx(db);
  const session = await resolveSession(system, sessionId);
  if (!session) return null;
  const { id, role, teamId } = session.user;
  return { ...session, ctx: { db, actor: { kind: "user", id, role, teamId }, now: system.now } };
}

/** Who is signed in, or null; the session's row is read once per request. */
export const findCtx: () => Promise<SignedIn | null> = cache(readSession);

/** Who is signed in; anybody else is sent to the sign-in page and comes back here afterwards. */
export async function requireCtx(): Promise<SignedIn> {
  const session = await findCtx();
  if (session) return session;
  const path = (await headers()).get(PATH_HEADER) ?? "/";
  redirect(`/sign-in?next=${encodeURIComponent(path)}`);
}
