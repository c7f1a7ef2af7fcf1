import { z } from "zod";
import { LOCALES } from "@/db/enums";

/** How the screens look; `system` follows the device. */
export const THEMES = ["light", "dark", "system"] as const;

export const UpdateProfileInput = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  locale: z.enum(LOCALES).optional(),
});
export type UpdateProfileInput = z.infer<typeof UpdateProfileInput>;

export const UpdatePreferencesInput = z.strictObject({
  theme: z.enum(THEMES).optional(),
  singleKeys: z.boolean().optional(),
});
export type UpdatePreferencesInput = z.infer<typeof UpdatePreferencesInput>;
