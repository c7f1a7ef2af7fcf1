"use client";

import { useEffect } from "react";
import type { ActionFailure } from "@/lib/action-result";

/** Takes the eye to the first field that was refused: in a long form it may be out of sight. */
export function useShowWrong(failure: ActionFailure | null): void {
  useEffect(() => {
    if (!failure) return;
    const field = document.querySelector<HTMLElement>("[data-modal] [aria-invalid=true]");
    field?.focus();
    // What is wrong stands below it.
    field?.scrollIntoView({ block: "center" });
  }, [failure]);
}
