import type { CustomerState, EventKind } from "@/db/enums";

/** What a kind of event does to a customer: from which states, to which, and to whose tenure. */
export type Transition = {
  from: readonly CustomerState[];
  to: CustomerState;
  /** Whether the present tenure ends with it. */
  closes: boolean;
  /** Whether a new tenure begins with it. */
  opens: boolean;
  /** Whether it counts as one more return to the pool. */
  bounces: boolean;
  /** Whether it takes the return before it back: that is not counted. */
  takesBack: boolean;
  /** Whether the tenure that it ends counts as never having been: no owner more, no return, no cool-down. */
  unmakes: boolean;
  /** Whether the tenure that it opens goes on with one that was counted. */
  resumes: boolean;
  /** Whether the event before it counts as never having been: the customer is again what it was, and its tenure goes on. */
  putsBack: boolean;
};

const held = (kind: Partial<Transition> & Pick<Transition, "to">): Transition => ({
  from: ["owned"],
  closes: false,
  opens: false,
  bounces: false,
  takesBack: false,
  unmakes: false,
  resumes: false,
  putsBack: false,
  ...kind,
});

/** Every legal change of a customer, except its creation. */
export const TRANSITIONS: Record<Exclude<EventKind, "created">, Transition> = {
  claimed: held({ from: ["pooled"], to: "owned", opens: true }),
  assigned: held({ from: ["pooled"], to: "owned", opens: true }),
  assign_undone: held({ to: "pooled", closes: true, unmakes: true }),
  transferred: held({ to: "owned", closes: true, opens: true }),
  claim_undone: held({ to: "pooled", closes: true, unmakes: true }),
  released: held({ to: "pooled", closes: true, bounces: true }),
  reclaimed: held({ to: "pooled", closes: true, bounces: true }),
  reclaim_undone: held({ from: ["pooled"], to: "owned", opens: true, takesBack: true, resumes: true }),
  departed: held({ to: "pooled", closes: true, bounces: true }),
  protected: held({ to: "owned" }),
  unprotected: held({ to: "owned" }),
  invalidated: held({ from: ["owned", "pooled"], to: "invalid", closes: true }),
  restored: held({ from: ["invalid"], to: "pooled" }),
  moved: held({ from: ["pooled"], to: "pooled" }),
  merged: held({ from: ["owned", "pooled"], to: "merged", closes: true }),
  merge_undone: held({ from: ["merged"], to: "pooled" }),
  // Written by undos that opened a new tenure; what goes back into the hands it was in is told by merge_resumed.
  merge_returned: held({ from: ["merged"], to: "owned", opens: true, resumes: true }),
  merge_reversed: held({ from: ["merged"], to: "pooled", putsBack: true }),
  merge_resumed: held({ from: ["merged"], to: "owned", putsBack: true }),
};

/** Why a customer came onto the books. */
export const ENTRY_REASONS = ["manual", "import", "form", "inbox"] as const;
export type EntryReason = (typeof ENTRY_REASONS)[number];

/**
 * Why a reminder before a reclaim is missing, as its event says: none came although one was due, the policy knows none,
 * or the deadline was set when all of them had passed.
 */
export const UNREMINDED = ["not_sent", "none_set", "too_late"] as const;
export type Unreminded = (typeof UNREMINDED)[number];

/** An event as the fold needs it. */
export type FoldEvent = {
  version: number;
  kind: EventKind;
  fromState: CustomerState | null;
  toState: CustomerState;
  fromOwnerId: string | null;
  toOwnerId: string | null;
  toPoolId: string;
  protectedUntil: Date | null;
  at: Date;
};

/** What the ledger says about a customer. */
export type Folded = {
  state: CustomerState;
  ownerId: string | null;
  poolId: string;
  version: number;
  movedAt: Date;
  heldSince: Date | null;
  lastOwnerId: string | null;
  ownerCount: number;
  bounceCount: number;
  protectedUntil: Date | null;
};

const startsTenure = (event: FoldEvent): boolean =>
  event.kind === "created" ? event.toOwnerId !== null : TRANSITIONS[event.kind].opens;

function apply(before: Folded | null, event: FoldEvent): Folded {
  const opens = startsTenure(event);
  const bounces = event.kind !== "created" && TRANSITIONS[event.kind].bounces;
  const takesBack = event.kind !== "created" && TRANSITIONS[event.kind].takesBack;
  const resumes = event.kind !== "created" && TRANSITIONS[event.kind].resumes;
  const undone = event.kind !== "created" && TRANSITIONS[event.kind].unmakes;
  const leaves = event.fromOwnerId !== null && event.toOwnerId !== event.fromOwnerId && !undone;
  return {
    state: event.toState,
    ownerId: event.toOwnerId,
    poolId: event.toPoolId,
    version: event.version,
    movedAt: event.at,
    heldSince: opens ? event.at : event.toOwnerId ? (before?.heldSince ?? null) : null,
    lastOwnerId: leaves ? event.fromOwnerId : (before?.lastOwnerId ?? null),
    ownerCount: (before?.ownerCount ?? 0) + (opens && !resumes ? 1 : 0) - (undone ? 1 : 0),
    bounceCount: (before?.bounceCount ?? 0) + (bounces ? 1 : 0) - (takesBack ? 1 : 0),
    protectedUntil: event.toOwnerId ? event.protectedUntil : null,
  };
}

/** The customer as it was before the event that is put back, but for its place in the ledger. */
const putBack = (before: Folded, event: FoldEvent): Folded => ({
  ...before,
  version: event.version,
  movedAt: event.at,
  protectedUntil: event.toOwnerId ? event.protectedUntil : null,
});

/** Replays a customer's events, oldest first; the result equals the customer's row. */
export function fold(events: readonly FoldEvent[]): Folded | null {
  const lived: Folded[] = [];
  for (const event of events) {
    const before = lived.at(-2);
    const back = event.kind !== "created" && TRANSITIONS[event.kind].putsBack && before;
    lived.push(back ? putBack(back, event) : apply(lived.at(-1) ?? null, event));
  }
  return lived.at(-1) ?? null;
}
