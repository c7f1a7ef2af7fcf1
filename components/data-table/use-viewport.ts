"use client";

import { useSyncExternalStore } from "react";

const PHONE = "(width < 48rem)";

function subscribe(onChange: () => void): () => void {
  const query = window.matchMedia(PHONE);
  query.addEventListener("change", onChange);
  return () => query.removeEventListener("change", onChange);
}

/** Which of the two layouts is in force; null until the page is alive, when CSS alone hides one of them. */
export function useViewport(): "phone" | "desktop" | null {
  return useSyncExternalStore(
    subscribe,
    () => (window.matchMedia(PHONE).matches ? "phone" : "desktop"),
    () => null,
  );
}
