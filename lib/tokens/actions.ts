"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { createToken } from "./create-token";
import { revokeToken } from "./revoke-token";
import { CreateTokenInput, RevokeTokenInput } from "./schema";

const changed = <T>(result: T): T => {
  revalidatePath("/me/tokens");
  return result;
};

export const createTokenAction = action(CreateTokenInput, async (ctx, input) =>
  changed(await createToken(ctx, input)),
);

export const revokeTokenAction = action(RevokeTokenInput, async (ctx, input) =>
  changed(await revokeToken(ctx, input)),
);
