"use client";

import { useRef } from "react";

/** Where the keyboard was when something opened; of a menu, which is gone by then, its button. */
function opener(): HTMLElement | null {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || activeElement === document.body) return null;
  const menu = activeElement.closest("[role=menu]");
  const button = menu?.getAttribute("aria-labelledby");
  return button ? document.getElementById(button) : activeElement;
}

/** The element, and after it what surrounds it and can hold the keyboard. */
function wayOut(element: HTMLElement | null): HTMLElement[] {
  const ways = element ? [element] : [];
  for (let around = element?.parentElement; around; around = around.parentElement) {
    if (around.hasAttribute("tabindex")) ways.push(around);
  }
  return ways;
}

// A dialog that takes the place of another opens where the keyboard is nowhere: it goes back to where the first began.
let lastWays: HTMLElement[] = [];

/** Gives the keyboard back to where it was before a dialog that has no trigger of its own, or as near as is still there. */
export function useFocusReturn() {
  const ways = useRef<HTMLElement[]>([]);
  return {
    onOpenAutoFocus: () => {
      const from = opener();
      ways.current = from ? wayOut(from) : lastWays;
      lastWays = ways.current;
    },
    onCloseAutoFocus: (event: Event) => {
      lastWays = [];
      const way = ways.current.find(({ isConnected }) => isConnected);
      if (!way) return;
      event.preventDefault();
      way.focus({ preventScroll: true });
    },
  };
}
