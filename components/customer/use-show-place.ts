"use client";

import { useEffect } from "react";

const CONTROL = "input, select, textarea, button";
/** A dialog puts the focus on its own first control when it has come in; this comes after it. */
const AFTER_FOCUS_MS = 120;

/** Takes the eye to the place of a form that it was opened for. */
export function useShowPlace(place: string | undefined): void {
  useEffect(() => {
    if (!place) return;
    const timer = setTimeout(() => {
      const found = document.querySelector<HTMLElement>(`[data-modal] [data-place="${CSS.escape(place)}"]`);
      const control = found?.matches(CONTROL) ? found : found?.querySelector<HTMLElement>(CONTROL);
      control?.focus({ preventScroll: true });
      found?.scrollIntoView({ block: "center" });
    }, AFTER_FOCUS_MS);
    return () => clearTimeout(timer);
  }, [place]);
}
