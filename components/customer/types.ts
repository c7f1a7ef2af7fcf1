import type { CustomerView, Neighbours, PeekView } from "@/lib/customers/customer-types";
import type { Loss } from "@/lib/customers/read-loss";
import type { Timeline } from "@/lib/customers/timeline-types";
import type { OtherOfPair } from "@/lib/duplicates/types";
import type { FollowUpPreview } from "@/lib/follow-ups/types";
import type { CustomerQuality } from "@/lib/quality/types";
import type { PoolQuota } from "@/lib/quotas/types";

/** Everything the page of one customer shows. */
export type CustomerPage = {
  customer: CustomerView;
  timeline: Timeline;
  neighbours: Neighbours | null;
  /** The viewer's own, in the customer's pool. */
  quota: PoolQuota | null;
  /** Set when the viewer may log a follow-up. */
  preview: FollowUpPreview | null;
  /** Set while it lies in a pool: what a claim would promise, and whether it is possible. */
  peek: PeekView | null;
  /** Set when it was the viewer's and is no longer. */
  loss: Loss | null;
  /** How complete it is, and what is said to be wrong. */
  quality: CustomerQuality | null;
  /** Whom it may be the same as. */
  others: OtherOfPair[];
  /** Whether the viewer decides about such pairs. */
  decides: boolean;
  viewer: { id: string; name: string };
  currency: string;
};

/** The questions that the page can ask. */
export type Question =
  | "followUp"
  | "called"
  | "release"
  | "transfer"
  | "assign"
  | "protect"
  | "askProtection"
  | "invalidate"
  | "deal"
  | "edit"
  | "churn"
  | "activity"
  | "plan";
