"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { createUser } from "./create-user";
import { deactivateUser } from "./deactivate-user";
import { editUser } from "./edit-user";
import { temporaryPassword } from "./hash-new-password";
import { previewDeparture } from "./preview-departure";
import { reactivateUser } from "./reactivate-user";
import { resetPassword } from "./reset-password";
import {
  CreateUserInput,
  DeactivateUserInput,
  EditUserInput,
  ReactivateUserInput,
  ResetPasswordInput,
  UserInput,
} from "./schema";

/** Names, roles and what people hold stand on every page. */
const changed = <T>(result: T): T => {
  revalidatePath("/", "layout");
  return result;
};

/** Answers the password once; nobody can read it later. */
export const createUserAction = action(CreateUserInput, async (ctx, input) => {
  const password = temporaryPassword();
  const { userId } = await createUser(ctx, { ...input, password });
  return changed({ userId, temporaryPassword: password });
});

/** Answers the password once; nobody can read it later. */
export const resetPasswordAction = action(ResetPasswordInput, async (ctx, input) => {
  const password = temporaryPassword();
  const { userId } = await resetPassword(ctx, { ...input, password });
  return changed({ userId, temporaryPassword: password });
});

export const editUserAction = action(EditUserInput, async (ctx, input) =>
  changed(await editUser(ctx, input)),
);

export const deactivateUserAction = action(DeactivateUserInput, async (ctx, input) =>
  changed(await deactivateUser(ctx, input)),
);

export const reactivateUserAction = action(ReactivateUserInput, async (ctx, input) =>
  changed(await reactivateUser(ctx, input)),
);

export const previewDepartureAction = action(UserInput, (ctx, input) => previewDeparture(ctx, input));
