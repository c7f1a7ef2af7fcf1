"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { action, openAction } from "@/lib/action";
import type { ActionFailure } from "@/lib/action-result";
import { requestIp } from "@/lib/origin";
import { changePassword } from "./change-password";
import { SignInRefused } from "./config";
import { createFirstAdmin } from "./create-first-admin";
import { endOtherSessions } from "./end-other-sessions";
import { endSession } from "./end-session";
import { signIn, signOut } from "./facade";
import { safeNext } from "./rules";
import { ChangePasswordInput, SetUpInput, SignInInput } from "./schema";

/** What a form shows again after it was refused; never the password. */
export type FormState = { values: Record<string, string>; failure: ActionFailure | null };

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

/** Seals the session in a cookie of this browser, once the credentials are right. */
async function openDoor(email: string, password: string): Promise<void> {
  try {
    await signIn("credentials", { email, password, redirect: false });
  } catch (error) {
    throw error instanceof SignInRefused ? error.refusal : error;
  }
}

const signInHere = openAction(SignInInput, async (_, { email, password }) => openDoor(email, password));

/** The sign-in form; works without scripts too. Afterwards the browser is where it wanted to go. */
export async function signInAction(_: FormState, form: FormData): Promise<FormState> {
  const email = textOf(form, "email");
  const next = textOf(form, "next");
  const result = await signInHere({ email, password: textOf(form, "password"), next });
  if (!result.ok) return { values: { email }, failure: result };
  redirect(safeNext(next));
}

const setUpHere = openAction(SetUpInput, async (ctx, input) => {
  const t = await getTranslations("auth.setup");
  await createFirstAdmin(ctx, { ...input, poolName: t("defaultPool"), locale: await getLocale() });
  await openDoor(input.email, input.password);
});

/** The set-up form: the first admin is made, signed in, and on his way. */
export async function setUpAction(_: FormState, form: FormData): Promise<FormState> {
  const read = (name: string) => textOf(form, name);
  const values = {
    organization: read("organization"),
    timeZone: read("timeZone"),
    currency: read("currency"),
    name: read("name"),
    email: read("email"),
  };
  const result = await setUpHere({ ...values, password: read("password") });
  if (!result.ok) return { values, failure: result };
  redirect("/today");
}

const signOutHere = action(z.undefined(), async (ctx, _, { sessionId }) => endSession(ctx, { sessionId }));

/** Ends this session in the database and takes the cookie away. */
export async function signOutAction(): Promise<void> {
  const ended = await signOutHere(undefined);
  if (!ended.ok && ended.error === "BAD_ORIGIN") return;
  await signOut({ redirect: false });
  redirect("/sign-in");
}

export const changePasswordAction = action(ChangePasswordInput, async (ctx, input, { sessionId }) => {
  const ip = requestIp(await headers());
  const changed = await changePassword(ctx, { ...input, keepSession: sessionId, ip });
  revalidatePath("/me");
  return changed;
});

export const endOtherSessionsAction = action(z.undefined(), async (ctx, _, { sessionId }) => {
  const ended = await endOtherSessions(ctx, { keep: sessionId });
  revalidatePath("/me");
  return ended;
});

export const endSessionAction = action(z.strictObject({ sessionId: z.uuid() }), async (ctx, input) => {
  await endSession(ctx, input);
  revalidatePath("/me");
});
