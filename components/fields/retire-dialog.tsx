"use client";

import { useTranslations } from "next-intl";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import { retireFieldAction } from "@/lib/custom-fields/actions";
import type { FieldRow } from "@/lib/custom-fields/types";

/** Takes a field out of use, after saying what becomes of its values. */
export function RetireDialog(props: { field: FieldRow; used: number; onDone: () => void }) {
  const { field, used, onDone } = props;
  const t = useTranslations("fields");
  const common = useTranslations("common");
  const { run, busy, failure } = useAsking();
  const retire = async () => {
    const done = await run((options) => retireFieldAction({ fieldId: field.id }, options));
    if (!done) return;
    notify({ title: t("retired", { name: field.label }) });
    onDone();
  };
  return (
    <DialogContent
      title={t("retireTitle", { name: field.label })}
      description={t("retireLead", { count: used })}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button variant="danger" busy={busy} onClick={() => void retire()}>
            {t("retire")}
          </Button>
        </>
      }
    >
      <ul className="list-disc space-y-1 ps-5 text-muted-foreground">
        <li>{t("retireForms")}</li>
        <li>{t("retireBack")}</li>
      </ul>
      <FailureLine failure={failure} />
    </DialogContent>
  );
}
