"use client";

import { useTimeZone, useTranslations } from "next-intl";
import { useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { fromWall, toWall } from "@/components/follow-ups/when";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { addDays, addMs, HOUR, startOfDay } from "@/lib/time";
import type { DraftDeeds } from "./use-draft-deeds";
import type { usePolicyDraft } from "./use-policy-draft";

const MORNING_HOUR = 9;

/** When a draft publishes itself, by the clock of the organisation. */
export function ScheduleDialog(props: {
  edit: ReturnType<typeof usePolicyDraft>;
  deeds: DraftDeeds;
  onDone: () => void;
}) {
  const { edit, deeds, onDone } = props;
  const t = useTranslations("drafts.schedule");
  const common = useTranslations("common");
  const timeZone = useTimeZone() ?? "UTC";
  const { moment } = useMoments();
  const now = useNow();
  const [wall, setWall] = useState(() =>
    toWall(addMs(startOfDay(addDays(now, 1, timeZone), timeZone), MORNING_HOUR * HOUR), timeZone),
  );
  const at = fromWall(wall, timeZone);
  const past = at !== null && at <= now;
  const schedule = async () => {
    if (at && (await deeds.schedule(at))) onDone();
  };
  return (
    <DialogContent
      title={t("title", { version: edit.inForce.version + 1 })}
      description={t("lead")}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button
            variant="primary"
            busy={deeds.busy}
            {...(at === null || past ? { disabledReason: past ? t("past") : t("choose") } : {})}
            onClick={() => void schedule()}
          >
            {at ? t("confirm", { moment: moment(at, now) }) : t("choose")}
          </Button>
        </>
      }
    >
      <Field label={t("when")} hint={t("zone", { zone: timeZone })} error={past ? t("past") : undefined}>
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            value={wall}
            min={toWall(now, timeZone)}
            onChange={(event) => setWall(event.target.value)}
          />
        )}
      </Field>
      <FailureLine failure={deeds.failure} />
    </DialogContent>
  );
}
