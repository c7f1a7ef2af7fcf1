import type { CustomerState, EventKind } from "@/db/enums";
import type { ErrorCode, ErrorParams } from "@/lib/errors";
import { reaches, runsPool } from "@/lib/ownership/reach";
import type { OwnershipFacts } from "@/lib/ownership/read-facts";
import { type Refusal, refuseClaim, UNDO_WINDOW_MS } from "@/lib/ownership/rules";
import { type Actor, may } from "@/lib/permissions";
import { addMs } from "@/lib/time";
import type { CustomerPermits } from "./customer-types";
import type { Permit } from "./types";

const YES: Permit = { ok: true };
const no = (error: ErrorCode, params: ErrorParams = {}): Permit => ({ ok: false, error, params });
const permitOf = (refusal: Refusal | null): Permit => (refusal ? no(refusal.code, refusal.params) : YES);

/** Whether the person whose facts these are may claim the customer now. */
export function claimPermit(facts: OwnershipFacts, now: Date): Permit {
  const { policy, usage, timeZone, lastLoss } = facts;
  const customer = {
    ...{ state: facts.state, ownerName: facts.ownerName, heldSince: facts.heldSince },
    isMine: facts.ownerId === facts.user.id,
  };
  const { member, active } = facts.user;
  return permitOf(
    refuseClaim({ ...{ now, timeZone, policy, usage, lastLoss, member, active }, customer, inPool: facts }),
  );
}

export type PermitFacts = {
  state: CustomerState;
  ownerId: string | null;
  ownerTeamId: string | null;
  member: boolean;
  canReveal: boolean;
  protectedUntil: Date | null;
  tenure: {
    startKind: EventKind;
    startedAt: Date;
    revealedAt: Date | null;
    followUpCount: number;
  } | null;
  /** What the owner protects in this pool, and how many he may. */
  protections: { used: number; limit: number };
  claim: Permit;
};

function protectPermit(facts: PermitFacts, held: Permit, now: Date): Permit {
  if (!held.ok) return held;
  if (facts.protectedUntil && facts.protectedUntil > now) {
    return no("PROTECTED", { until: facts.protectedUntil.toISOString() });
  }
  const { used, limit } = facts.protections;
  return used < limit ? YES : no("PROTECTION_LIMIT_REACHED", { used, limit });
}

function undoUntil(facts: PermitFacts, mine: boolean, now: Date): Date | null {
  const { tenure } = facts;
  if (!mine || !tenure || tenure.startKind !== "claimed") return null;
  if (tenure.revealedAt || tenure.followUpCount > 0) return null;
  const until = addMs(tenure.startedAt, UNDO_WINDOW_MS);
  return until > now ? until : null;
}

/** What the viewer may do with a customer that he sees, by the same rules as the verbs. */
export function permitsOf(actor: Actor, facts: PermitFacts, now: Date): CustomerPermits {
  const mine = actor.kind === "user" && facts.ownerId === actor.id;
  const held = facts.ownerId === null ? no("NOT_OWNED") : reaches(actor, facts) ? YES : no("NOT_YOURS");
  const lying = (state: CustomerState): Permit => {
    if (facts.state !== state) return no("NOT_IN_POOL", { state: facts.state });
    return runsPool(actor, facts.member) ? YES : no("FORBIDDEN");
  };
  const byRole = (permission: "customers.transfer" | "customers.assign", permit: Permit): Permit =>
    may(actor, permission) ? permit : no("FORBIDDEN", { permission });
  const runsHere = runsPool(actor, facts.member) ? YES : no("NOT_YOURS");
  const isProtected = facts.protectedUntil !== null && facts.protectedUntil > now;
  return {
    claim: facts.claim,
    ...{ followUp: held, release: held, recordDeal: held },
    edit: facts.state === "owned" ? held : runsHere,
    assign: byRole("customers.assign", lying("pooled")),
    transfer: byRole("customers.transfer", held),
    protect: protectPermit(facts, held, now),
    unprotect: held.ok && !isProtected ? no("NOT_PROTECTED") : held,
    invalidate: facts.state === "owned" ? held : lying("pooled"),
    restore: lying("invalid"),
    moveToPool: byRole("customers.assign", lying("pooled")),
    reveal: facts.canReveal ? YES : no("FORBIDDEN"),
    undoClaimUntil: undoUntil(facts, mine, now),
  };
}
