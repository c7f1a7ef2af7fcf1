"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { UpdatePreferencesInput, UpdateProfileInput } from "./schema";
import { updatePreferences } from "./update-preferences";
import { updateProfile } from "./update-profile";

export const updateProfileAction = action(UpdateProfileInput, async (ctx, input) => {
  const changed = await updateProfile(ctx, input);
  revalidatePath("/", "layout");
  return changed;
});

/** The browser shows the choice already; this only keeps it. */
export const updatePreferencesAction = action(UpdatePreferencesInput, updatePreferences);
