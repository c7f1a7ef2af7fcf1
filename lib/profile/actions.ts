"use server";

import { revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { action } from "@/lib/action";
import { LOCALE_COOKIE } from "@/lib/i18n/locales";
import { UpdatePreferencesInput, UpdateProfileInput } from "./schema";
import { updatePreferences } from "./update-preferences";
import { updateProfile } from "./update-profile";

const YEAR_SECONDS = 31_536_000;

export const updateProfileAction = action(UpdateProfileInput, async (ctx, input) => {
  const changed = await updateProfile(ctx, input);
  // The browser keeps the language too: the sign-in page knows nobody.
  if (input.locale) {
    const options = { path: "/", sameSite: "lax", maxAge: YEAR_SECONDS } as const;
    (await cookies()).set(LOCALE_COOKIE, input.locale, options);
  }
  revalidatePath("/", "layout");
  return changed;
});

export const updatePreferencesAction = action(UpdatePreferencesInput, async (ctx, input) => {
  const changed = await updatePreferences(ctx, input);
  revalidatePath("/", "layout");
  return changed;
});
