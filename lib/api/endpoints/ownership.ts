import { z } from "zod";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { At, ById, Held, Id } from "@/lib/api/shapes/common";
import { DomainError } from "@/lib/errors";
import { assignCustomers } from "@/lib/ownership/assign-customers";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import type { Outcome } from "@/lib/ownership/claim-customers";
import { claimNext } from "@/lib/ownership/claim-next";
import { invalidateCustomer } from "@/lib/ownership/invalidate-customer";
import { moveToPool } from "@/lib/ownership/move-to-pool";
import { openToClaims } from "@/lib/ownership/open-to-claims";
import { protectCustomer } from "@/lib/ownership/protect-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { restoreCustomer } from "@/lib/ownership/restore-customer";
import {
  AssignCustomersInput,
  InvalidateCustomerInput,
  MoveToPoolInput,
  ProtectCustomerInput,
  ReleaseCustomerInput,
  RestoreCustomerInput,
} from "@/lib/ownership/schema";
import { transferCustomers } from "@/lib/ownership/transfer-customers";
import { undoClaim } from "@/lib/ownership/undo-claim";
import { unprotectCustomer } from "@/lib/ownership/unprotect-customer";

const Version = z.int().positive();
const CLAIM_REFUSALS = [
  ...(["NOT_FOUND", "NOT_A_MEMBER", "ALREADY_CLAIMED", "NOT_IN_POOL", "HOLDING_CAP_REACHED"] as const),
  ...(["DAILY_LIMIT_REACHED", "WEEKLY_LIMIT_REACHED", "COOLING_DOWN", "FROZEN", "AWAITS_DECISION"] as const),
] as const;

const seenVersion = (seen: { version: number } | null) => (seen ? { version: seen.version } : {});

/** What became of the one customer of a batch; a refusal is thrown. */
function theOnly<T extends { ok: true }>(results: readonly (T | Extract<Outcome, { ok: false }>)[]): T {
  const [result] = results;
  if (!result) throw new DomainError("NOT_FOUND");
  if (result.ok) return result;
  throw new DomainError(result.error, result.params);
}

const claim = endpoint({
  id: "claimCustomer",
  method: "post",
  path: "/customers/{id}/claim",
  tag: "ownership",
  summary: "Claim a customer from its pool",
  description:
    "Of many who claim one customer at the same time exactly one gets it; the others get ALREADY_CLAIMED.",
  permission: "customers.claim",
  refusals: CLAIM_REFUSALS,
  params: ById,
  output: Held,
  run: ({ ctx, params }) => claimCustomer(ctx, { customerId: params.id }),
});

const next = endpoint({
  id: "claimNext",
  method: "post",
  path: "/pools/{id}/claim-next",
  tag: "ownership",
  summary: "Claim the next customer of a pool",
  description:
    "The best grade first, and of it the newest. Of many who ask at the same time everybody gets another one.",
  permission: "customers.claim",
  refusals: [...CLAIM_REFUSALS, "NOTHING_TO_CLAIM"],
  params: ById,
  output: Held,
  run: ({ ctx, params }) => claimNext(ctx, { poolId: params.id }),
});

const undo = endpoint({
  id: "undoClaim",
  method: "post",
  path: "/customers/{id}/claim/undo",
  tag: "ownership",
  summary: "Take back your claim of a moment ago",
  permission: "customers.claim",
  refusals: ["UNDO_EXPIRED", "NOT_OWNED", "STALE_OWNERSHIP"],
  params: ById,
  body: z.strictObject({ version: Version }),
  output: z.strictObject({ customerId: Id, version: z.int() }),
  run: ({ ctx, params, body }) => undoClaim(ctx, { customerId: params.id, version: body.version }),
});

const { customerId: _released, version: _releasedVersion, ...releasing } = ReleaseCustomerInput.shape;

const release = endpoint({
  id: "releaseCustomer",
  method: "post",
  path: "/customers/{id}/release",
  tag: "ownership",
  summary: "Give a customer back to its pool",
  permission: "customers.release",
  refusals: ["NOT_OWNED", "NOT_YOURS", "STALE_OWNERSHIP"],
  ifMatch: true,
  params: ById,
  body: z.strictObject(releasing),
  output: z.strictObject({ customerId: Id, name: z.string(), version: z.int(), poolId: Id }),
  run: ({ ctx, params, body, seen }) =>
    releaseCustomer(ctx, { ...body, customerId: params.id, ...seenVersion(seen) }),
});

const { customerIds: _assigned, ...assigning } = AssignCustomersInput.shape;
const ASSIGN_REFUSALS = [
  "NOT_FOUND",
  "NOT_YOURS",
  "NOT_A_MEMBER",
  "HOLDING_CAP_REACHED",
  "USER_INACTIVE",
] as const;

const assign = endpoint({
  id: "assignCustomer",
  method: "post",
  path: "/customers/{id}/assign",
  tag: "ownership",
  summary: "Give a pooled customer to somebody",
  permission: "customers.assign",
  refusals: [...ASSIGN_REFUSALS, "ALREADY_CLAIMED"],
  params: ById,
  body: z.strictObject(assigning),
  output: Held,
  run: async ({ ctx, params, body }) =>
    theOnly(await assignCustomers(ctx, { ...body, customerIds: [params.id] })).held,
});

const transfer = endpoint({
  id: "transferCustomer",
  method: "post",
  path: "/customers/{id}/transfer",
  tag: "ownership",
  summary: "Give somebody's customer to somebody else",
  permission: "customers.transfer",
  refusals: [...ASSIGN_REFUSALS, "NOT_OWNED"],
  params: ById,
  body: z.strictObject(assigning),
  output: Held,
  run: async ({ ctx, params, body }) =>
    theOnly(await transferCustomers(ctx, { ...body, customerIds: [params.id] })).held,
});

const { customerId: _protected, version: _protectedVersion, ...protecting } = ProtectCustomerInput.shape;

const protect = endpoint({
  id: "protectCustomer",
  method: "put",
  path: "/customers/{id}/protection",
  tag: "ownership",
  summary: "Stop the clocks of a customer for some days",
  permission: "customers.protect",
  refusals: ["NOT_OWNED", "NOT_YOURS", "PROTECTED", "PROTECTION_LIMIT_REACHED", "STALE_OWNERSHIP"],
  ifMatch: true,
  params: ById,
  body: z.strictObject(protecting),
  output: z.strictObject({ customerId: Id, version: z.int(), protectedUntil: At, dueAt: At.nullable() }),
  run: ({ ctx, params, body, seen }) =>
    protectCustomer(ctx, { ...body, customerId: params.id, ...seenVersion(seen) }),
});

const unprotect = endpoint({
  id: "unprotectCustomer",
  method: "delete",
  path: "/customers/{id}/protection",
  tag: "ownership",
  summary: "End the protection of a customer",
  permission: "customers.protect",
  refusals: ["NOT_OWNED", "NOT_YOURS", "NOT_PROTECTED", "STALE_OWNERSHIP"],
  ifMatch: true,
  params: ById,
  output: z.strictObject({ customerId: Id, version: z.int(), dueAt: At.nullable() }),
  run: ({ ctx, params, seen }) => unprotectCustomer(ctx, { customerId: params.id, ...seenVersion(seen) }),
});

const { customerId: _invalid, version: _invalidVersion, ...invalidating } = InvalidateCustomerInput.shape;

const invalidate = endpoint({
  id: "invalidateCustomer",
  method: "post",
  path: "/customers/{id}/invalidate",
  tag: "ownership",
  summary: "Mark a customer as none",
  permission: "customers.invalidate",
  refusals: ["NOT_FOUND", "NOT_YOURS", "NOT_A_MEMBER", "STALE_OWNERSHIP"],
  ifMatch: true,
  params: ById,
  body: z.strictObject(invalidating),
  output: z.strictObject({ customerId: Id, version: z.int() }),
  run: ({ ctx, params, body, seen }) =>
    invalidateCustomer(ctx, { ...body, customerId: params.id, ...seenVersion(seen) }),
});

const restore = endpoint({
  id: "restoreCustomer",
  method: "post",
  path: "/customers/{id}/restore",
  tag: "ownership",
  summary: "Bring a customer back into its pool that was marked as none",
  permission: "customers.restore",
  refusals: ["NOT_FOUND", "NOT_A_MEMBER", "CONFLICT"],
  params: ById,
  body: RestoreCustomerInput.omit({ customerId: true }),
  output: z.strictObject({ customerId: Id, version: z.int(), poolId: Id }),
  run: ({ ctx, params, body }) => restoreCustomer(ctx, { ...body, customerId: params.id }),
});

const move = endpoint({
  id: "moveCustomer",
  method: "post",
  path: "/customers/{id}/move",
  tag: "ownership",
  summary: "Move a pooled customer to another pool",
  permission: "customers.assign",
  refusals: ["NOT_FOUND", "NOT_A_MEMBER", "NOT_IN_POOL"],
  params: ById,
  body: MoveToPoolInput.omit({ customerIds: true }),
  output: z.strictObject({ customerId: Id, version: z.int() }),
  run: async ({ ctx, params, body }) => {
    const { customerId, version } = theOnly(await moveToPool(ctx, { ...body, customerIds: [params.id] }));
    return { customerId, version };
  },
});

const open = endpoint({
  id: "openToClaims",
  method: "post",
  path: "/customers/{id}/open-to-claims",
  tag: "ownership",
  summary: "Let a customer be claimed again that was returned too often",
  permission: "customers.assign",
  refusals: ["NOT_A_MEMBER"],
  params: ById,
  output: z.strictObject({ customerIds: z.array(Id) }),
  run: ({ ctx, params }) => openToClaims(ctx, { customerIds: [params.id] }),
});

export const OWNERSHIP: Endpoint[] = [
  ...[claim, next, undo, release, assign, transfer, protect, unprotect, invalidate, restore, move, open],
];
