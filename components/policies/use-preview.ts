"use client";

import { useEffect, useState } from "react";
import type { ActionFailure } from "@/lib/action-result";
import { previewPolicyAction } from "@/lib/policies/actions";
import type { PolicyDocument } from "@/lib/policies/schema";
import type { PolicyPreview } from "@/lib/policies/types";

const PAUSE_MS = 400;

export type PreviewState = {
  preview: PolicyPreview | null;
  /** Whether what is shown belongs to the draft as it stands. */
  fresh: boolean;
  /** The draft isn't whole: it is asked about when it is. */
  waiting: boolean;
  failure: ActionFailure | null;
  retry: () => void;
};

/** Whom the draft would hit, asked again when the typing has paused; the last answer stays until the next. Null is a draft that isn't whole. */
export function usePreview(poolId: string, document: PolicyDocument | null, version: number): PreviewState {
  const [preview, setPreview] = useState<PolicyPreview | null>(null);
  const [answered, setAnswered] = useState<string | null>(null);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [round, setRound] = useState(0);
  const asked = JSON.stringify([version, document]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is the document, `round` asks once more
  useEffect(() => {
    if (document === null) return;
    let current = true;
    const timer = setTimeout(async () => {
      const answer = await previewPolicyAction({ poolId, document }).catch(
        (): ActionFailure => ({ ok: false, error: "INTERNAL", params: {} }),
      );
      if (!current) return;
      if (answer.ok) setPreview(answer.data);
      setFailure(answer.ok ? null : answer);
      setAnswered(asked);
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [poolId, asked, round]);
  const waiting = document === null;
  return {
    preview,
    failure,
    waiting,
    fresh: answered === asked && !failure,
    retry: () => setRound((n) => n + 1),
  };
}
