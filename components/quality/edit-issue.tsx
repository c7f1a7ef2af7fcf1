"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { EditDialog } from "@/components/customer/edit-dialog";
import { answered } from "@/components/follow-ups/answered";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { useErrorText } from "@/components/ui/use-error-text";
import type { ActionFailure } from "@/lib/action-result";
import type { CustomerView } from "@/lib/customers/customer-types";
import { customerAction } from "@/lib/customers/read-actions";
import { MENDED_AT } from "@/lib/quality/rules";
import type { IssueRow } from "@/lib/quality/types";

/** The edit form of the customer, where the issue is mended. */
export function EditIssue({ row, onClose }: { row: IssueRow | null; onClose: () => void }) {
  return (
    <Dialog open={row !== null} onOpenChange={(open) => !open && onClose()}>
      {row ? <Editing key={row.id} row={row} onClose={onClose} /> : null}
    </Dialog>
  );
}

function Editing({ row, onClose }: { row: IssueRow; onClose: () => void }) {
  const t = useTranslations("quality.actions");
  const say = useErrorText();
  const [customer, setCustomer] = useState<CustomerView | null>(null);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const customerId = row.customer.id;
  useEffect(() => {
    let wanted = true;
    void answered(customerAction({ customerId })).then((answer) => {
      if (!wanted) return;
      if (answer.ok) setCustomer(answer.data);
      else setFailure(answer);
    });
    return () => {
      wanted = false;
    };
  }, [customerId]);
  if (customer) {
    const mended = row.kind === "unreachable" ? MENDED_AT : "phone";
    return (
      <EditDialog
        customer={customer}
        onDone={onClose}
        {...(row.kind === "reported" ? {} : { place: mended })}
      />
    );
  }
  return (
    <DialogContent title={t("edit")} description={row.customer.name}>
      {failure ? (
        <p role="alert" className="text-danger-text">
          {say({ code: failure.error, params: failure.params })}
        </p>
      ) : (
        <Skeleton className="h-40" />
      )}
    </DialogContent>
  );
}
