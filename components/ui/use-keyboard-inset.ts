"use client";

import { useSyncExternalStore } from "react";

function subscribe(onChange: () => void): () => void {
  const viewport = window.visualViewport;
  viewport?.addEventListener("resize", onChange);
  viewport?.addEventListener("scroll", onChange);
  return () => {
    viewport?.removeEventListener("resize", onChange);
    viewport?.removeEventListener("scroll", onChange);
  };
}

function readInset(): number {
  const viewport = window.visualViewport;
  if (!viewport || !window.matchMedia("(width < 48rem)").matches) return 0;
  const hidden = window.innerHeight - viewport.height - viewport.offsetTop;
  // Less than this is the address bar or a pinch, not a keyboard.
  return viewport.scale > 1 || hidden < 80 ? 0 : Math.round(hidden);
}

/** How many pixels of the phone's window the keyboard covers. */
export function useKeyboardInset(): number {
  return useSyncExternalStore(subscribe, readInset, () => 0);
}
