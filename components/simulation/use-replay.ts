"use client";

import { useEffect, useState } from "react";
import type { ActionFailure, ActionResult } from "@/lib/action-result";

export type Replayed<T> = {
  answer: T | null;
  /** Whether what is shown belongs to what is asked now. */
  fresh: boolean;
  failure: ActionFailure | null;
  retry: () => void;
};

/** Asks once more whenever what is asked for changes; the last answer stays until the next. Null asks nothing. */
export function useReplay<I, T>(asked: I | null, ask: (input: I) => Promise<ActionResult<T>>): Replayed<T> {
  const [answer, setAnswer] = useState<T | null>(null);
  const [answered, setAnswered] = useState<string | null>(null);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [round, setRound] = useState(0);
  const key = JSON.stringify(asked);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is what is asked, `round` asks once more
  useEffect(() => {
    if (asked === null) return;
    let current = true;
    void ask(asked)
      .catch((): ActionFailure => ({ ok: false, error: "INTERNAL", params: {} }))
      .then((result) => {
        if (!current) return;
        if (result.ok) setAnswer(result.data);
        setFailure(result.ok ? null : result);
        setAnswered(key);
      });
    return () => {
      current = false;
    };
  }, [key, round]);
  return { answer, failure, fresh: answered === key && !failure, retry: () => setRound((n) => n + 1) };
}
