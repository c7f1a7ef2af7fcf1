"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useAsking } from "@/components/customer/use-asking";
import type { ActionFailure } from "@/lib/action-result";
import { getPolicyAction, publishPolicyAction } from "@/lib/policies/actions";
import { diffPolicies, type PolicyChange, type PolicyValue } from "@/lib/policies/rules";
import type { PolicyDocument } from "@/lib/policies/schema";
import type { Policy } from "@/lib/policies/types";
import type { PolicyDraft } from "@/lib/policy-drafts/types";
import { type PolicyField, rebase, withValue } from "./fields";
import { type Kept, useKeptDraft } from "./use-kept-draft";

/** A version that somebody else published while this draft was open, and what it changed. */
export type Overtaken = { policy: Policy; changes: PolicyChange[] };

/** What is written, on which version, and why. */
function useWriting(inForce: Policy, saved: PolicyDraft | null) {
  const [base, setBase] = useState(saved?.base ?? inForce);
  const [draft, setDraft] = useState<PolicyDocument>(saved?.document ?? inForce.document);
  const [note, setNote] = useState(saved?.note ?? "");
  const take = (from: PolicyDraft | null) => {
    setBase(from?.base ?? inForce);
    setDraft(from?.document ?? inForce.document);
    setNote(from?.note ?? "");
  };
  return { base, setBase, draft, setDraft, note, setNote, take };
}

const isUnsaved = (kept: Kept | null, base: Policy, draft: PolicyDocument, note: string): boolean =>
  kept !== null &&
  (kept.baseVersion !== base.version || kept.note !== note || diffPolicies(kept.document, draft).length > 0);

/** Keeps a page from being left with something on it that is nowhere else. */
function useHold(holds: boolean): void {
  useEffect(() => {
    if (!holds) return;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", hold);
    return () => window.removeEventListener("beforeunload", hold);
  }, [holds]);
}

/**
 * A draft over the version in force: what differs, how it is kept and published, and what happens when it was overtaken.
 * One that is not kept follows a newer version by itself; one that is kept is moved onto it knowingly.
 */
export function usePolicyDraft(inForce: Policy, saved: PolicyDraft | null) {
  const writing = useWriting(inForce, saved);
  const { base, setBase, draft, setDraft, note } = writing;
  const [overtaken, setOvertaken] = useState<Overtaken | null>(null);
  const asking = useAsking();
  const router = useRouter();
  const changes = diffPolicies(base.document, draft);
  const keeping = useKeptDraft({
    ...{ saved, note, document: draft, poolId: base.poolId, baseVersion: base.version, take: writing.take },
    isUnsaved: (kept) => (kept ? isUnsaved(kept, base, draft, note) : changes.length > 0),
  });
  const { kept } = keeping;
  const unsaved = isUnsaved(kept, base, draft, note);
  const dirty = changes.length > 0;
  useHold(kept ? unsaved : dirty);

  const change = (field: PolicyField, value: PolicyValue) => setDraft((now) => withValue(now, field, value));
  const changeRules = (next: (rules: PolicyDocument["returnRules"]) => PolicyDocument["returnRules"]) =>
    setDraft((now) => ({ ...now, returnRules: next(now.returnRules) }));
  const changePoolRules = (next: (rules: PolicyDocument["poolRules"]) => PolicyDocument["poolRules"]) =>
    setDraft((now) => ({ ...now, poolRules: next(now.poolRules) }));
  const changeAllocationRules = (
    next: (rules: PolicyDocument["allocationRules"]) => PolicyDocument["allocationRules"],
  ) => setDraft((now) => ({ ...now, allocationRules: next(now.allocationRules) }));
  const move = (policy: Policy) => {
    setDraft(rebase(base.document, policy.document, draft));
    setBase(policy);
  };
  const follow = (policy: Policy) => {
    setOvertaken({ policy, changes: diffPolicies(base.document, policy.document) });
    move(policy);
  };
  const stale = kept !== null && inForce.version > base.version;
  // The page was refreshed and brought a newer version: one's own equals the draft, another's is told.
  if (!stale && inForce.version > base.version) {
    if (diffPolicies(inForce.document, draft).length === 0) setBase(inForce);
    else follow(inForce);
  }

  const publish = async (why: string) => {
    let refused: ActionFailure | null = null;
    const done = await asking.run(
      (options) =>
        publishPolicyAction(
          {
            ...{ poolId: base.poolId, baseVersion: base.version, document: draft, note: why },
            ...(kept ? { draft: kept.ref } : {}),
          },
          options,
        ),
      (failure) => {
        refused = failure;
      },
    );
    if (done) {
      const { version, policyId: id } = done;
      const publishedAt = new Date(done.publishedAt);
      setBase({ ...base, id, version, document: draft, note: why, publishedAt, restoredVersion: null });
      writing.setNote("");
      setOvertaken(null);
      keeping.end();
      return { version, refreshed: done.refreshed };
    }
    const code = refused === null ? null : (refused as ActionFailure).error;
    if (code === "DRAFT_CHANGED") await keeping.meet();
    if (code === "POLICY_CHANGED") {
      const now = kept ? null : await getPolicyAction({ poolId: base.poolId });
      if (now?.ok) follow(now.data);
      router.refresh();
    }
    return null;
  };
  const reset = () => {
    if (kept) setBase(saved?.base ?? base);
    setDraft(kept?.document ?? base.document);
    writing.setNote(kept?.note ?? "");
    asking.forget();
  };
  return {
    ...{ base, draft, changes, dirty, overtaken, busy: asking.busy, failure: asking.failure },
    ...{
      inForce: inForce.version > base.version ? inForce : base,
      stale,
      unsaved,
      keeping,
      note,
      setNote: writing.setNote,
      rebase: () => move(inForce),
    },
    ...{
      change,
      changeRules,
      changePoolRules,
      changeAllocationRules,
      publish,
      reset,
      load: setDraft,
      forget: asking.forget,
      dismiss: () => setOvertaken(null),
    },
  };
}
