"use client";

import { useTranslations } from "next-intl";
import { FailureLine } from "@/components/customer/failure-line";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import type { usePolicyDraft } from "./use-policy-draft";

/** A kept draft may be somebody else's work: it is asked once. */
export function DiscardDialog(props: { edit: ReturnType<typeof usePolicyDraft>; onDone: () => void }) {
  const { keeping, inForce } = props.edit;
  const t = useTranslations("drafts");
  const common = useTranslations("common");
  const discard = async () => {
    if (!(await keeping.discard())) return;
    props.onDone();
    notify({ title: t("discarded") });
  };
  return (
    <DialogContent
      title={t("discardTitle")}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button variant="danger" busy={keeping.busy} onClick={() => void discard()}>
            {t("discard")}
          </Button>
        </>
      }
    >
      <p>{t("discardText", { version: inForce.version })}</p>
      <FailureLine failure={keeping.failure} />
    </DialogContent>
  );
}
