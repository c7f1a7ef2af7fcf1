"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { answerRequest } from "./answer-request";
import { requestProtection } from "./request-protection";
import { AnswerRequestInput, RequestProtectionInput, WithdrawRequestInput } from "./schema";
import { withdrawRequest } from "./withdraw-request";

/** The deadline stands in the rail, in lists and on the customer: all are drawn anew. */
const changed = <T>(result: T): T => {
  revalidatePath("/", "layout");
  return result;
};

export const requestProtectionAction = action(RequestProtectionInput, async (ctx, input) =>
  changed(await requestProtection(ctx, input)),
);

export const answerRequestAction = action(AnswerRequestInput, async (ctx, input) =>
  changed(await answerRequest(ctx, input)),
);

export const withdrawRequestAction = action(WithdrawRequestInput, async (ctx, input) =>
  changed(await withdrawRequest(ctx, input)),
);
