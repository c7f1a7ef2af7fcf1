"use client";

import { useRef, useState } from "react";
import { v4 as newKey } from "uuid";
import type { ActionFailure, ActionResult } from "@/lib/action-result";

/** Runs one action at a time, safe to repeat, and keeps why it was refused. */
export function useAsking() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const running = useRef(false);
  const key = useRef<string | null>(null);
  const run = async <T>(
    call: (options: { key: string }) => Promise<ActionResult<T>>,
    onFailure?: (failure: ActionFailure) => void,
  ): Promise<T | null> => {
    if (running.current) return null;
    running.current = true;
    key.current ??= newKey();
    setBusy(true);
    setFailure(null);
    const refuse = (refusal: ActionFailure) => {
      setFailure(refusal);
      onFailure?.(refusal);
    };
    try {
      const answer = await call({ key: key.current });
      // Whatever was answered, the next press is another operation; only one that got no answer is the same again.
      key.current = null;
      if (answer.ok) return answer.data;
      refuse(answer);
    } catch {
      refuse({ ok: false, error: "INTERNAL", params: {} });
    } finally {
      running.current = false;
      setBusy(false);
    }
    return null;
  };
  return { run, busy, failure, forget: () => setFailure(null) };
}
