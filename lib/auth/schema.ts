import { z } from "zod";
import { LOCALES } from "@/db/enums";
import { CURRENCIES } from "@/lib/organization/currencies";
import { MAX_PASSWORD_LENGTH } from "./rules";

const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());
const NewPassword = z.string().min(1).max(MAX_PASSWORD_LENGTH);

export const SignInInput = z.strictObject({
  email: z.string().trim().toLowerCase().min(1).max(254),
  password: z.string().min(1).max(MAX_PASSWORD_LENGTH),
  next: z.string().max(2000).optional(),
});
export type SignInInput = z.infer<typeof SignInInput>;

export const ChangePasswordInput = z.strictObject({
  current: z.string().min(1).max(MAX_PASSWORD_LENGTH),
  password: NewPassword,
});
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;

const isTimeZone = (name: string) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

export const SetUpInput = z.strictObject({
  organization: z.string().trim().min(1).max(100),
  timeZone: z.string().max(64).refine(isTimeZone),
  currency: z.string().pipe(z.enum(CURRENCIES)),
  name: z.string().trim().min(1).max(100),
  email: Email,
  password: NewPassword,
});
export type SetUpInput = z.infer<typeof SetUpInput>;

/** What the first pool is called, and the language of the first admin, come from the language of the page. */
export const CreateFirstAdminInput = SetUpInput.extend({
  poolName: z.string().trim().min(1).max(100),
  locale: z.enum(LOCALES),
});
export type CreateFirstAdminInput = z.infer<typeof CreateFirstAdminInput>;
