"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useLive } from "@/components/live/live-provider";
import type { Peek, PeekView } from "@/lib/customers/customer-types";
import { fromWire } from "@/lib/wire";

/** undefined: on its way. null: nothing to be seen. */
export type Peeked = { state: "ready"; peek: Peek | null } | { state: "loading" } | { state: "failed" };

const KEEP = 60;

async function fetchPeek(id: string, signal: AbortSignal): Promise<Peek | null> {
  const answer = await fetch(`/api/pool/${id}`, { signal });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(String(answer.status));
  return fromWire<Peek>(await answer.text());
}

/**
 * What may be known of the customer in the panel: at once when it was read before, then again from the server; and
 * again whenever it changes hands.
 */
export function usePeek(
  id: string | null,
  first: Peek | null,
  me: string,
): { peeked: Peeked; retry: () => void } {
  const known = useRef(new Map<string, Peek | null>());
  const [answer, setAnswer] = useState<{ id: string; peeked: Peeked } | null>(null);
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((now) => now + 1), []);
  useEffect(() => {
    if (first) known.current.set(first.id, first);
  }, [first]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another customer or a new round asks again, a page read anew does not
  useEffect(() => {
    // The server has just read it for this page.
    if (!id || (round === 0 && known.current.get(id) === first && first !== null)) return;
    const abort = new AbortController();
    fetchPeek(id, abort.signal).then(
      (peek) => {
        if (known.current.size > KEEP) known.current.clear();
        known.current.set(id, peek);
        setAnswer({ id, peeked: { state: "ready", peek } });
      },
      () => {
        if (!abort.signal.aborted) setAnswer({ id, peeked: { state: "failed" } });
      },
    );
    return () => abort.abort();
  }, [id, round]);
  useLive((event) => {
    // What oneself did to it is on the screen already.
    if (!id || event.owners.includes(me)) return;
    if (event.customers === null || event.customers.includes(id)) again();
  });
  if (answer && answer.id === id && !(answer.peeked.state === "failed" && first?.id === id)) {
    return { peeked: answer.peeked, retry: again };
  }
  const before = id === null ? undefined : first?.id === id ? first : known.current.get(id);
  return {
    peeked: before === undefined ? { state: "loading" } : { state: "ready", peek: before },
    retry: again,
  };
}

/** What is shown of a pooled customer; once it is the viewer's, what was known of it stays on the screen. */
export function useKeptView(peek: Peek | null, id: string): PeekView | null {
  const [kept, setKept] = useState<PeekView | null>(null);
  const view = peek?.kind === "pooled" ? peek : null;
  if (view && view !== kept) setKept(view);
  // While an undo is on its way the server still says "held": then, too, the view stays.
  return view ?? (peek?.kind === "held" && kept?.id === id ? kept : null);
}
