"use client";

import { useState } from "react";
import { useAsking } from "@/components/customer/use-asking";
import type { DraftRef } from "@/lib/policies/publish-schema";
import type { PolicyDocument } from "@/lib/policies/schema";
import {
  discardPolicyDraftAction,
  getPolicyDraftAction,
  savePolicyDraftAction,
} from "@/lib/policy-drafts/actions";
import type { PolicyDraft } from "@/lib/policy-drafts/types";

/** The saved draft as this editor knows it. */
export type Kept = { ref: DraftRef; document: PolicyDocument; note: string; baseVersion: number };

/** Somebody else saved, published or deleted the draft while something unsaved stood here. */
export type Conflict = { theirs: PolicyDraft | null };

const keyOf = (draft: { ref: DraftRef } | null): string =>
  draft ? `${draft.ref.draftId}:${draft.ref.revision}` : "";

const keptOf = (saved: PolicyDraft | null): Kept | null =>
  saved && { ref: saved.ref, document: saved.document, note: saved.note, baseVersion: saved.base.version };

type Writing = {
  /** The draft as the server has it. */
  saved: PolicyDraft | null;
  poolId: string;
  baseVersion: number;
  document: PolicyDocument;
  note: string;
  isUnsaved: (kept: Kept | null) => boolean;
  take: (from: PolicyDraft | null) => void;
};

/** Keeps what is written as the pool's draft. Whoever is overtaken is asked; nothing is overwritten in silence. */
export function useKeptDraft(writing: Writing) {
  const { saved, poolId, baseVersion, document, note } = writing;
  const [kept, setKept] = useState(() => keptOf(saved));
  const [seen, setSeen] = useState(saved);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const asking = useAsking();

  const adopt = (theirs: PolicyDraft | null) => {
    setKept(keptOf(theirs));
    writing.take(theirs);
    setConflict(null);
  };
  const meetWith = (theirs: PolicyDraft | null) => {
    if (keyOf(theirs) === keyOf(kept)) return;
    if (writing.isUnsaved(kept)) setConflict({ theirs });
    else adopt(theirs);
  };
  // The page was refreshed: what is new to it and not from here is somebody else's.
  if (keyOf(saved) !== keyOf(seen)) {
    setSeen(saved);
    meetWith(saved);
  }
  const meet = async () => {
    const now = await getPolicyDraftAction({ poolId });
    if (now.ok) meetWith(now.data);
  };
  const save = async (): Promise<boolean> => {
    const draft = kept?.ref ?? null;
    const done = await asking.run(
      (options) => savePolicyDraftAction({ poolId, baseVersion, document, note, draft }, options),
      (failure) => {
        if (failure.error === "DRAFT_CHANGED") void meet();
      },
    );
    if (!done) return false;
    setKept({ ref: done, document, note, baseVersion });
    setConflict(null);
    return true;
  };
  const discard = async (): Promise<boolean> => {
    if (!kept) return false;
    const done = await asking.run(
      (options) => discardPolicyDraftAction({ poolId, draft: kept.ref }, options),
      (failure) => {
        if (failure.error === "DRAFT_CHANGED") void meet();
      },
    );
    if (done) adopt(null);
    return done !== null;
  };
  return {
    ...{ kept, conflict, save, discard, meet, adopt, busy: asking.busy, failure: asking.failure },
    /** What the server tells of it; null until it has told of this very revision. */
    info: keyOf(saved) === keyOf(kept) ? saved : null,
    /** It was published from here. */
    end: () => {
      setKept(null);
      setConflict(null);
    },
    /** One's own stays, to be saved over theirs. */
    insist: () => {
      setKept(keptOf(conflict?.theirs ?? null));
      setConflict(null);
    },
    forget: asking.forget,
  };
}

export type Keeping = ReturnType<typeof useKeptDraft>;
