"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { AskContent, NoteField } from "@/components/customer/ask-content";
import { useAsking } from "@/components/customer/use-asking";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/toast";
import { daysBetween } from "@/lib/calendar/rules";
import { recordLeaveAction } from "@/lib/leaves/actions";
import { useLeaveDays } from "./use-leave-days";

const MOST_DAYS = 366;

/** From which day to which somebody is away. */
export function RecordDialog(props: { person: { id: string; name: string }; onDone: () => void }) {
  const { person, onDone } = props;
  const t = useTranslations("leaves");
  const common = useTranslations("common");
  const { today } = useLeaveDays();
  const [fromOn, setFromOn] = useState(today);
  const [untilOn, setUntilOn] = useState(today);
  const [note, setNote] = useState("");
  const { run, busy, failure } = useAsking();
  const days = fromOn && untilOn ? daysBetween(fromOn, untilOn) + 1 : 0;
  const wrong = days < 1 ? t("backwards") : days > MOST_DAYS ? t("tooLong") : null;
  const save = async () => {
    const input = { userId: person.id, fromOn, untilOn, note };
    const done = await run((options) => recordLeaveAction(input, options));
    if (!done) return;
    notify({
      title: t("recorded", { name: person.name }),
      detail: t("refreshed", { count: done.refreshed }),
    });
    onDone();
  };
  return (
    <AskContent
      title={t("recordTitle", { name: person.name })}
      description={t("lead")}
      confirm={common("save")}
      disabledReason={wrong ?? undefined}
      {...{ busy, failure }}
      onConfirm={() => void save()}
    >
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("fromOn")} required>
          {(control) => (
            <Input
              {...control}
              type="date"
              value={fromOn}
              onChange={(event) => {
                setFromOn(event.target.value);
                if (event.target.value > untilOn) setUntilOn(event.target.value);
              }}
            />
          )}
        </Field>
        <Field label={t("untilOn")} required>
          {(control) => (
            <Input
              {...control}
              type="date"
              min={fromOn}
              value={untilOn}
              onChange={(event) => setUntilOn(event.target.value)}
            />
          )}
        </Field>
      </div>
      <p className={wrong ? "mt-1.5 text-12 text-danger-text" : "mt-1.5 text-12 text-muted-foreground"}>
        {wrong ?? t("untilHint", { count: days })}
      </p>
      <NoteField label={t("note")} value={note} onChange={setNote} />
    </AskContent>
  );
}
