"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { assignCustomers } from "./assign-customers";
import { claimCustomer } from "./claim-customer";
import { claimCustomers } from "./claim-customers";
import { invalidateCustomer } from "./invalidate-customer";
import { listReceivers } from "./list-receivers";
import { moveToPool } from "./move-to-pool";
import { openToClaims } from "./open-to-claims";
import { protectCustomer } from "./protect-customer";
import { releaseCustomer } from "./release-customer";
import { restoreCustomer } from "./restore-customer";
import {
  AssignCustomersInput,
  ClaimCustomerInput,
  ClaimCustomersInput,
  InvalidateCustomerInput,
  ListReceiversInput,
  MoveToPoolInput,
  OpenToClaimsInput,
  ProtectCustomerInput,
  ReleaseCustomerInput,
  RestoreCustomerInput,
  TransferCustomersInput,
  UndoClaimInput,
  UndoClaimsInput,
  UnprotectCustomerInput,
} from "./schema";
import { transferCustomers } from "./transfer-customers";
import { undoClaim } from "./undo-claim";
import { undoClaims } from "./undo-claims";
import { unprotectCustomer } from "./unprotect-customer";

/** Everything that shows who holds what is drawn anew: rail, lists and the customer itself. */
const changed = <T>(result: T): T => {
  revalidatePath("/", "layout");
  return result;
};

export const claimCustomerAction = action(ClaimCustomerInput, async (ctx, input) =>
  changed(await claimCustomer(ctx, input)),
);

export const claimCustomersAction = action(ClaimCustomersInput, async (ctx, input) =>
  changed(await claimCustomers(ctx, input)),
);

export const undoClaimAction = action(UndoClaimInput, async (ctx, input) =>
  changed(await undoClaim(ctx, input)),
);

export const undoClaimsAction = action(UndoClaimsInput, async (ctx, input) =>
  changed(await undoClaims(ctx, input)),
);

export const releaseCustomerAction = action(ReleaseCustomerInput, async (ctx, input) =>
  changed(await releaseCustomer(ctx, input)),
);

export const assignCustomersAction = action(AssignCustomersInput, async (ctx, input) =>
  changed(await assignCustomers(ctx, input)),
);

export const transferCustomersAction = action(TransferCustomersInput, async (ctx, input) =>
  changed(await transferCustomers(ctx, input)),
);

export const protectCustomerAction = action(ProtectCustomerInput, async (ctx, input) =>
  changed(await protectCustomer(ctx, input)),
);

export const unprotectCustomerAction = action(UnprotectCustomerInput, async (ctx, input) =>
  changed(await unprotectCustomer(ctx, input)),
);

export const invalidateCustomerAction = action(InvalidateCustomerInput, async (ctx, input) =>
  changed(await invalidateCustomer(ctx, input)),
);

export const restoreCustomerAction = action(RestoreCustomerInput, async (ctx, input) =>
  changed(await restoreCustomer(ctx, input)),
);

export const moveToPoolAction = action(MoveToPoolInput, async (ctx, input) =>
  changed(await moveToPool(ctx, input)),
);

export const listReceiversAction = action(ListReceiversInput, (ctx, input) => listReceivers(ctx, input));

export const openToClaimsAction = action(OpenToClaimsInput, async (ctx, input) =>
  changed(await openToClaims(ctx, input)),
);
