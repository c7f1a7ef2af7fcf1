"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Stop } from "@/lib/sweeps/types";

const StopsContext = createContext<readonly Stop[]>([]);

/** Says to every page where nothing is reclaimed at present. */
export function StopsProvider({ stops, children }: { stops: readonly Stop[]; children: ReactNode }) {
  return <StopsContext value={stops}>{children}</StopsContext>;
}

export const useStops = (): readonly Stop[] => useContext(StopsContext);

/** Why nothing is reclaimed from the pool now; null when sweeps run. A pause says more than a sweep that waits. */
export function useStopOf(poolId: string | undefined): Exclude<Stop["kind"], "clean_up_held"> | null {
  const stops = useStops().filter(
    (stop) => stop.kind !== "clean_up_held" && (stop.poolId === null || stop.poolId === poolId),
  );
  if (poolId === undefined || stops.length === 0) return null;
  return stops.some(({ kind }) => kind === "paused") ? "paused" : "held";
}
