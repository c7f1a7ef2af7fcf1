"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useAsking } from "@/components/customer/use-asking";
import { notify } from "@/components/ui/toast";
import type { ActionFailure } from "@/lib/action-result";
import { getPolicyAction, previewPolicyAction, rollBackPolicyAction } from "@/lib/policies/actions";
import { diffPolicies, type PolicyChange } from "@/lib/policies/rules";
import type { PolicyPreview } from "@/lib/policies/types";
import { PublishDialog } from "./publish-dialog";

type Asked = { changes: PolicyChange[]; preview: PolicyPreview; baseVersion: number };

/** What bringing the version back would change and whom it would hit, from the rules in force now. */
async function askAbout(poolId: string, version: number): Promise<Asked | ActionFailure> {
  const [then, now] = await Promise.all([getPolicyAction({ poolId, version }), getPolicyAction({ poolId })]);
  if (!then.ok) return then;
  if (!now.ok) return now;
  const { document } = then.data;
  const preview = await previewPolicyAction({ poolId, document });
  if (!preview.ok) return preview;
  return {
    ...{ changes: diffPolicies(now.data.document, document), preview: preview.data },
    baseVersion: now.data.version,
  };
}

/** The last look before an earlier version comes into force again, as a new one. */
export function RestoreDialog(props: {
  poolId: string;
  poolName: string;
  version: number;
  onDone: () => void;
}) {
  const { poolId, poolName, version, onDone } = props;
  const t = useTranslations("drafts.restore");
  const [asked, setAsked] = useState<Asked | null>(null);
  const [unasked, setUnasked] = useState<ActionFailure | null>(null);
  const { run, busy, failure } = useAsking();
  useEffect(() => {
    let current = true;
    void askAbout(poolId, version).then((answer) => {
      if (!current) return;
      if ("ok" in answer) setUnasked(answer);
      else setAsked(answer);
    });
    return () => {
      current = false;
    };
  }, [poolId, version]);
  const next = (asked?.baseVersion ?? version) + 1;
  const restore = async (note: string) => {
    if (!asked) return;
    const { baseVersion } = asked;
    const done = await run(
      (options) => rollBackPolicyAction({ poolId, baseVersion, version, note }, options),
      (refused) => {
        // Looked at anew, on what is in force now.
        if (refused.error !== "POLICY_CHANGED") return;
        setAsked(null);
        void askAbout(poolId, version).then((answer) =>
          "ok" in answer ? setUnasked(answer) : setAsked(answer),
        );
      },
    );
    if (!done) return;
    onDone();
    notify({ title: t("done", { version, next: done.version }) });
  };
  return (
    <PublishDialog
      {...{ version: next, changes: asked?.changes ?? [], preview: asked?.preview ?? null, poolName, busy }}
      failure={failure ?? unasked}
      words={{
        ...{ title: t("title", { version, next }), lead: t("lead", { version }) },
        confirm: (count) => t("confirm", { version, count }),
      }}
      onPublish={(note) => void restore(note)}
    />
  );
}
