import type { Role } from "@/db/enums";

/** A pool as settings lists it. */
export type PoolRow = {
  id: string;
  name: string;
  description: string;
  position: number;
  createdAt: Date;
  archivedAt: Date | null;
  policyVersion: number;
  policyPublishedAt: Date;
  /** Active members. */
  memberCount: number;
  pooledCount: number;
  heldCount: number;
  /** What the actor holds of it, and what has come in since he last opened it; null when he isn't a member. */
  mineCount: number;
  freshCount: number | null;
};

/** Somebody who belongs to a pool, and what he has of it. */
export type PoolMember = {
  userId: string;
  name: string;
  email: string;
  role: Role;
  teamId: string | null;
  teamName: string | null;
  joinedAt: Date;
  heldCount: number;
  /** What counts towards the cap: without the won where the policy says so. */
  countedCount: number;
  /** The cap that holds for him; null is none. */
  cap: number | null;
};
