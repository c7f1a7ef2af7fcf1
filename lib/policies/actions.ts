"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { previewPolicy } from "./preview-policy";
import { publishPolicy } from "./publish-policy";
import { getPolicy } from "./queries";
import { GetPolicyInput, PreviewPolicyInput, PublishPolicyInput } from "./schema";

export const previewPolicyAction = action(PreviewPolicyInput, (ctx, input) => previewPolicy(ctx, input));

/** Deadlines and quotas on every page follow the new rules. */
export const publishPolicyAction = action(PublishPolicyInput, async (ctx, input) => {
  const published = await publishPolicy(ctx, input);
  revalidatePath("/", "layout");
  return published;
});

export const getPolicyAction = action(GetPolicyInput, (ctx, input) => getPolicy(ctx, input));
