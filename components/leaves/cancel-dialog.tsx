"use client";

import { useTranslations } from "next-intl";
import { AskContent } from "@/components/customer/ask-content";
import { useAsking } from "@/components/customer/use-asking";
import { notify } from "@/components/ui/toast";
import { cancelLeaveAction } from "@/lib/leaves/actions";
import type { Leave } from "@/lib/leaves/types";
import { useLeaveDays } from "./use-leave-days";

/** Calls a leave off; one of which a day has passed only ends. */
export function CancelDialog(props: { leave: Leave; name: string; onDone: () => void }) {
  const { leave, name, onDone } = props;
  const t = useTranslations("leaves");
  const { range, today } = useLeaveDays();
  const { run, busy, failure } = useAsking();
  const ends = leave.state === "running" && leave.fromOn < today;
  const cancel = async () => {
    const done = await run((options) => cancelLeaveAction({ leaveId: leave.id }, options));
    if (!done) return;
    notify({
      title: t(done.untilOn === null ? "cancelled" : "endedToast"),
      detail: t("refreshed", { count: done.refreshed }),
    });
    onDone();
  };
  return (
    <AskContent
      title={ends ? t("endTitle", { name }) : t("cancelTitle")}
      description={ends ? t("endLead") : t("cancelLead", { name })}
      confirm={t(ends ? "confirmEnd" : "confirmCancel")}
      {...{ busy, failure }}
      onConfirm={() => void cancel()}
    >
      <p>{range(leave.fromOn, leave.untilOn)}</p>
    </AskContent>
  );
}
