"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { ACTIVE_STATES, type Progress } from "@/lib/imports/progress";

const LOOK_AGAIN_MS = 1_000;

/** How far an import is, asked for each second while it is at work; when it comes to rest the page is read again. */
export function useProgress(importId: string | null, first: Progress | null): Progress | null {
  const router = useRouter();
  const [told, setTold] = useState<{ of: Progress | null; now: Progress | null }>({ of: first, now: first });
  const progress = told.of === first ? told.now : first;
  const state = progress?.state;
  const active = state !== undefined && ACTIVE_STATES.includes(state);
  useEffect(() => {
    if (!importId || !active) return;
    let wanted = true;
    const look = async () => {
      try {
        const response = await fetch(`/api/imports/${importId}`, { cache: "no-store" });
        if (!response.ok || !wanted) return;
        const now = (await response.json()) as Progress;
        if (!wanted) return;
        setTold({ of: first, now });
        if (!ACTIVE_STATES.includes(now.state)) router.refresh();
      } catch {
        // The next look may find the server again.
      }
    };
    const timer = setInterval(() => void look(), LOOK_AGAIN_MS);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [importId, active, first, router]);
  return progress;
}
