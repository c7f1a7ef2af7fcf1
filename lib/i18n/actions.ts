"use server";

import { cookies } from "next/headers";
import { findCtx } from "@/lib/auth/require-ctx";
import { updateProfileAction } from "@/lib/profile/actions";
import { isLocale, LOCALE_COOKIE } from "./locales";

/** Remembers the language in this browser for a year, and with the person who is signed in; anything but one of our locales is ignored. */
export async function chooseLocale(locale: string): Promise<void> {
  if (!isLocale(locale)) return;
  (await cookies()).set(LOCALE_COOKIE, locale, { path: "/", sameSite: "lax", maxAge: 31_536_000 });
  if (await findCtx()) await updateProfileAction({ locale });
}
