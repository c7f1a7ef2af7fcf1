"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { ACTIVE_STATES, type Progress } from "@/lib/imports/progress";

const LOOK_AGAIN_MS = 1_000;
/** A page that was asked for and hasn't come is asked for once more. */
const READ_AGAIN_MS = 5_000;

const isAtWork = (progress: Progress | null): boolean =>
  progress !== null && ACTIVE_STATES.includes(progress.state);

/** How far an import is, asked for each second while it is at work; when it comes to rest the page is read again. */
export function useProgress(importId: string | null, first: Progress | null): Progress | null {
  const router = useRouter();
  const [told, setTold] = useState<{ of: Progress | null; now: Progress | null }>({ of: first, now: first });
  const progress = told.of === first ? told.now : first;
  const active = isAtWork(progress);
  // It has come to rest, and the page still shows it at work: whatever became of the first asking.
  const behind = !active && isAtWork(first);
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
      } catch {
        // The next look may find the server again.
      }
    };
    const timer = setInterval(() => void look(), LOOK_AGAIN_MS);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [importId, active, first]);
  useEffect(() => {
    if (!behind) return;
    router.refresh();
    const timer = setInterval(() => router.refresh(), READ_AGAIN_MS);
    return () => clearInterval(timer);
  }, [behind, router]);
  return progress;
}
