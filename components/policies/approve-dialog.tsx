"use client";

import { useTranslations } from "next-intl";
import type { PolicyPreview } from "@/lib/policies/types";
import { PublishDialog } from "./publish-dialog";
import type { DraftDeeds } from "./use-draft-deeds";
import type { usePolicyDraft } from "./use-policy-draft";

/** What somebody else has drafted, as it would be published: what changes and whom it takes, then the approval. */
export function ApproveDialog(props: {
  edit: ReturnType<typeof usePolicyDraft>;
  deeds: DraftDeeds;
  poolName: string;
  preview: PolicyPreview | null;
  onDone: () => void;
}) {
  const { edit, deeds, poolName, preview, onDone } = props;
  const t = useTranslations("drafts.approval");
  const version = edit.inForce.version + 1;
  const approve = async () => {
    if (await deeds.approve()) onDone();
  };
  return (
    <PublishDialog
      {...{ version, changes: edit.changes, preview, poolName, busy: deeds.busy, failure: deeds.failure }}
      words={{
        ...{ title: t("approveTitle", { version }), lead: t("approveLead"), withoutNote: true },
        confirm: () => t("confirm", { count: preview?.toApprove.hit ?? 0 }),
      }}
      onPublish={() => void approve()}
    />
  );
}
