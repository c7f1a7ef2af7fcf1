"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { previewPolicy } from "./preview-policy";
import { publishPolicy } from "./publish-policy";
import { FindHeldInput, PublishDraftInput, RollBackPolicyInput, TraceCustomerInput } from "./publish-schema";
import { getPolicy } from "./queries";
import { rollBackPolicy } from "./roll-back-policy";
import { GetPolicyInput, PreviewPolicyInput } from "./schema";
import { findHeld, traceCustomer } from "./trace-customer";

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

export const findHeldAction = action(FindHeldInput, (ctx, input) => findHeld(ctx, input));

export const traceCustomerAction = action(TraceCustomerInput, (ctx, input) => traceCustomer(ctx, input));
