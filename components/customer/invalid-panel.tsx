"use client";

import { Ban, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { CustomerView } from "@/lib/customers/customer-types";

type InvalidPanelProps = { customer: CustomerView; busy: boolean; onRestore: () => void };

/** The right column of a customer that is out of the business: why, and the way back for those who may. */
export function InvalidPanel({ customer, busy, onRestore }: InvalidPanelProps) {
  const t = useTranslations("customer.invalidPanel");
  const actions = useTranslations("customer.actions");
  const reasons = useTranslations("enums.invalidReason");
  const { invalidReason, permits } = customer;
  return (
    <section className="px-5 py-3.5 max-md:px-4">
      <h3 className="flex items-center gap-1.5 font-medium text-danger-text">
        <Ban aria-hidden className="size-4" />
        {invalidReason ? t("title", { reason: reasons(invalidReason) }) : t("plain")}
      </h3>
      <p className="mt-1 text-muted-foreground">{t(permits.restore.ok ? "text" : "textOther")}</p>
      {permits.restore.ok ? (
        <Button className="mt-3" busy={busy} lead={<RotateCcw aria-hidden />} onClick={onRestore}>
          {actions("restore")}
        </Button>
      ) : null}
    </section>
  );
}
