"use client";

import { useEffect } from "react";

const CONTROL = "input, select, textarea, button";
/** A dialog puts the focus on its own first control when it has come in; this comes after it. */
const AFTER_FOCUS_MS = 120;

/** Whether somebody is in another field by now than the one on which the dialog opens: what he types belongs there. */
function isElsewhere(modal: Element): boolean {
  const here = document.activeElement;
  return here !== modal && modal.contains(here) && here !== modal.querySelector(CONTROL);
}

/** Takes the eye to the place of a form that it was opened for, unless its reader has gone on by himself. */
export function useShowPlace(place: string | undefined): void {
  useEffect(() => {
    if (!place) return;
    const timer = setTimeout(() => {
      const found = document.querySelector<HTMLElement>(`[data-modal] [data-place="${CSS.escape(place)}"]`);
      const modal = found?.closest("[data-modal]");
      if (!found || !modal || isElsewhere(modal)) return;
      const control = found.matches(CONTROL) ? found : found.querySelector<HTMLElement>(CONTROL);
      control?.focus({ preventScroll: true });
      found.scrollIntoView({ block: "center" });
    }, AFTER_FOCUS_MS);
    return () => clearTimeout(timer);
  }, [place]);
}
