"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { createCustomer } from "./create-customer";
import { editCustomer } from "./edit-customer";
import { findDuplicate } from "./find-duplicate";
import { markChurnRisk } from "./mark-churn-risk";
import { recordPoolVisit } from "./record-pool-visit";
import { revealContacts } from "./reveal-contacts";
import {
  CreateCustomerInput,
  CustomerInput,
  EditCustomerInput,
  FindDuplicateInput,
  MarkChurnRiskInput,
  RecordPoolVisitInput,
} from "./schema";

/** Names, counts and quotas stand in the rail and in lists: all are drawn anew. */
const changed = <T>(result: T): T => {
  revalidatePath("/", "layout");
  return result;
};

export const createCustomerAction = action(CreateCustomerInput, async (ctx, input) =>
  changed(await createCustomer(ctx, { ...input, likely: "refuse" })),
);

export const editCustomerAction = action(EditCustomerInput, async (ctx, input) =>
  changed(await editCustomer(ctx, { ...input, likely: "refuse" })),
);

export const markChurnRiskAction = action(MarkChurnRiskInput, async (ctx, input) =>
  changed(await markChurnRisk(ctx, input)),
);

export const revealContactsAction = action(CustomerInput, async (ctx, input) =>
  changed(await revealContacts(ctx, input)),
);

export const findDuplicateAction = action(FindDuplicateInput, (ctx, input) => findDuplicate(ctx, input));

/** Nothing is drawn anew: what is new to the reader stays marked until he comes again. */
export const recordPoolVisitAction = action(RecordPoolVisitInput, (ctx, input) =>
  recordPoolVisit(ctx, input),
);
