"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useAsking } from "@/components/customer/use-asking";
import type { ActionFailure } from "@/lib/action-result";
import { getPolicyAction, publishPolicyAction } from "@/lib/policies/actions";
import { diffPolicies, type PolicyChange, type PolicyValue } from "@/lib/policies/rules";
import type { PolicyDocument } from "@/lib/policies/schema";
import type { Policy } from "@/lib/policies/types";
import { type PolicyField, rebase, withValue } from "./fields";

/** A version that somebody else published while this draft was open, and what it changed. */
export type Overtaken = { policy: Policy; changes: PolicyChange[] };

/** A draft over the version in force: what differs, how it is published, and what happens when it was overtaken. */
export function usePolicyDraft(inForce: Policy) {
  const [base, setBase] = useState(inForce);
  const [draft, setDraft] = useState<PolicyDocument>(inForce.document);
  const [overtaken, setOvertaken] = useState<Overtaken | null>(null);
  const asking = useAsking();
  const router = useRouter();
  const changes = diffPolicies(base.document, draft);
  const dirty = changes.length > 0;

  useEffect(() => {
    if (!dirty) return;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", hold);
    return () => window.removeEventListener("beforeunload", hold);
  }, [dirty]);

  const change = (field: PolicyField, value: PolicyValue) => setDraft((now) => withValue(now, field, value));
  const changeRules = (next: (rules: PolicyDocument["returnRules"]) => PolicyDocument["returnRules"]) =>
    setDraft((now) => ({ ...now, returnRules: next(now.returnRules) }));
  const follow = (policy: Policy) => {
    setOvertaken({ policy, changes: diffPolicies(base.document, policy.document) });
    setDraft(rebase(base.document, policy.document, draft));
    setBase(policy);
  };
  // The page was refreshed and brought a newer version: one's own equals the draft, another's is told.
  if (inForce.version > base.version) {
    if (diffPolicies(inForce.document, draft).length === 0) setBase(inForce);
    else follow(inForce);
  }

  const publish = async (note: string) => {
    let refused: ActionFailure | null = null;
    const done = await asking.run(async (options) => {
      const answer = await publishPolicyAction(
        { poolId: base.poolId, baseVersion: base.version, document: draft, note },
        options,
      );
      if (!answer.ok) refused = answer;
      return answer;
    });
    if (done) {
      const { version, policyId } = done;
      setBase({
        ...base,
        id: policyId,
        version,
        document: draft,
        note,
        publishedAt: new Date(done.publishedAt),
      });
      setOvertaken(null);
      return { version, refreshed: done.refreshed };
    }
    if (refused !== null && (refused as ActionFailure).error === "POLICY_CHANGED") {
      const now = await getPolicyAction({ poolId: base.poolId });
      if (now.ok) follow(now.data);
      router.refresh();
    }
    return null;
  };
  const reset = () => {
    setDraft(base.document);
    asking.forget();
  };
  return {
    ...{ base, draft, changes, dirty, overtaken, busy: asking.busy, failure: asking.failure },
    ...{
      change,
      changeRules,
      publish,
      reset,
      load: setDraft,
      forget: asking.forget,
      dismiss: () => setOvertaken(null),
    },
  };
}
