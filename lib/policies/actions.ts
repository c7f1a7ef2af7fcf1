"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { previewPolicy } from "./preview-policy";
import { publishPolicy } from "./publish-policy";
import { PublishDraftInput, RollBackPolicyInput } from "./publish-schema";
import { getPolicy } from "./queries";
import { rollBackPolicy } from "./roll-back-policy";
import { GetPolicyInput, PreviewPolicyInput } from "./schema";

export const previewPolicyAction = action(PreviewPolicyInput, (ctx, input) => previewPolicy(ctx, input));

/** Deadlines and quotas on every page follow the new rules. */
export const publishPolicyAction = action(PublishDraftInput, async (ctx, input) => {
  const published = await publishPolicy(ctx, input);
  revalidatePath("/", "layout");
  return published;
});

export const rollBackPolicyAction = action(RollBackPolicyInput, async (ctx, input) => {
  const published = await rollBackPolicy(ctx, input);
  revalidatePath("/", "layout");
  return published;
});

export const getPolicyAction = action(GetPolicyInput, (ctx, input) => getPolicy(ctx, input));
