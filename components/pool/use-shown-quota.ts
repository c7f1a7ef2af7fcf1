"use client";

import { useEffect, useOptimistic, useRef } from "react";
import type { PoolQuota } from "@/lib/quotas/types";
import { spent } from "./quota-state";

/**
 * The quota as it will be once what is on its way has arrived. `spend` belongs into the transition of a claim, or of an
 * undo with a negative count; it sets the whole quota, so that a page that is read meanwhile is not counted twice.
 */
export function useShownQuota(given: PoolQuota) {
  const [quota, show] = useOptimistic(given);
  const latest = useRef(quota);
  useEffect(() => {
    latest.current = quota;
  });
  const spend = (count: number) => {
    latest.current = spent(latest.current, count);
    show(latest.current);
  };
  return { quota, spend, fresh: Math.max(0, quota.held - given.held) };
}
