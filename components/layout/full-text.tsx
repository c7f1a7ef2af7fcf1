"use client";

import { useEffect } from "react";

/** Gives what is cut off its whole text as a title when the pointer comes to it. */
export function FullText() {
  useEffect(() => {
    const tell = ({ target }: PointerEvent) => {
      if (!(target instanceof HTMLElement)) return;
      const ours = target.dataset.fullText !== undefined;
      if (!ours && target.closest("[title]")) return;
      if (isCut(target)) {
        target.title = target.innerText;
        target.dataset.fullText = "";
      } else if (ours) {
        target.removeAttribute("title");
        delete target.dataset.fullText;
      }
    };
    document.addEventListener("pointerover", tell, { passive: true });
    return () => document.removeEventListener("pointerover", tell);
  }, []);
  return null;
}

function isCut(element: HTMLElement): boolean {
  const { textOverflow, webkitLineClamp } = getComputedStyle(element);
  if (webkitLineClamp !== "none") return element.scrollHeight > element.clientHeight + 1;
  return textOverflow === "ellipsis" && element.scrollWidth > element.clientWidth;
}
