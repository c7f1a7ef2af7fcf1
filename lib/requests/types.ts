import type { SameHands } from "@/lib/second-person/types";

/** A request for protection that waits for an answer. */
export type WaitingRequest = {
  id: string;
  customerId: string;
  name: string;
  ownerId: string;
  ownerName: string;
  days: number;
  reason: string;
  askedAt: Date;
  lapsesAt: Date;
  dueAt: Date | null;
  /** Why the reader may decline it and not approve it. */
  sameHands: SameHands | null;
};
