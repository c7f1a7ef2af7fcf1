"use client";

import { useCallback, useEffect, useEffectEvent, useRef } from "react";
import { MINUTE } from "@/lib/time";

const REMEMBERED_MS = 30 * MINUTE;

/** Asks what came of a call when the person comes back from the telephone within half an hour. */
export function useCallReturn<T>(onReturn: (about: T) => void): (about: T) => void {
  const call = useRef<{ about: T; at: number; left: boolean } | null>(null);
  const back = useEffectEvent(onReturn);
  useEffect(() => {
    const onChange = () => {
      const pending = call.current;
      if (!pending) return;
      if (document.visibilityState === "hidden") pending.left = true;
      else if (pending.left) {
        call.current = null;
        if (Date.now() - pending.at < REMEMBERED_MS) back(pending.about);
      }
    };
    document.addEventListener("visibilitychange", onChange);
    return () => document.removeEventListener("visibilitychange", onChange);
  }, []);
  return useCallback((about: T) => {
    call.current = { about, at: Date.now(), left: false };
  }, []);
}
