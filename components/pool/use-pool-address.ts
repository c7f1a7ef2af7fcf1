"use client";

import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import type { PoolListParams } from "@/lib/customers/list-schema";
import { filtersOf, type PoolAddress, poolHref } from "@/lib/pool-list/address";

/** Where the list stands, as it will be once the server has answered; and the way to somewhere else. */
export function usePoolAddress(params: PoolListParams, pool: string) {
  const router = useRouter();
  const [moving, startMoving] = useTransition();
  const { view, sort, cols, saved } = params;
  const here: PoolAddress = { pool, view, sort, cols, saved, ...filtersOf(params) };
  const [address, show] = useOptimistic(here);
  const go = (change: Partial<PoolAddress>, how: "push" | "replace" = "push") => {
    const next = { ...address, ...change };
    startMoving(() => {
      show(next);
      router[how](poolHref(next), { scroll: false });
    });
  };
  return { here, address, moving, go };
}
