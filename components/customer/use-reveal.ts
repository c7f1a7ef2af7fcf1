"use client";

import { useAsking } from "./use-asking";

export function useReveal(_customerId: string) {
  const asking = useAsking();
  return { reveal: () => {}, revealing: asking.busy };
}
