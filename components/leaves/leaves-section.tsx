"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Section } from "@/components/ui/section";
import { daysBetween } from "@/lib/calendar/rules";
import type { Leave, LeaveState } from "@/lib/leaves/types";
import { CancelDialog } from "./cancel-dialog";
import { RecordDialog } from "./record-dialog";
import { useLeaveDays } from "./use-leave-days";

const TONES = { ahead: "line", running: "warning", over: "grey" } as const satisfies Record<
  LeaveState,
  string
>;

type Person = { id: string; name: string };

/** Somebody's absences, those ahead first; his manager and the admins record and end them. */
export function LeavesSection(props: { person: Person; leaves: readonly Leave[]; mayRecord: boolean }) {
  const { person, leaves, mayRecord } = props;
  const t = useTranslations("leaves");
  const [asked, setAsked] = useState<Leave | "new" | null>(null);
  const close = () => setAsked(null);
  return (
    <Section
      level={2}
      title={t("title")}
      aside={
        mayRecord ? (
          <Button size="xs" variant="text" onClick={() => setAsked("new")}>
            {t("record")}
          </Button>
        ) : null
      }
    >
      {leaves.length === 0 ? <p className="text-muted-foreground">{t("none")}</p> : null}
      <ul className="max-w-[720px]">
        {leaves.map((leave) => (
          <LeaveLine key={leave.id} leave={leave} onAsk={mayRecord ? () => setAsked(leave) : null} />
        ))}
      </ul>
      {mayRecord ? <p className="mt-2 text-12 text-muted-foreground">{t("lead")}</p> : null}
      <Dialog open={asked !== null} onOpenChange={(open) => (open ? null : close())}>
        {asked === "new" ? <RecordDialog person={person} onDone={close} /> : null}
        {asked !== null && asked !== "new" ? (
          <CancelDialog leave={asked} name={person.name} onDone={close} />
        ) : null}
      </Dialog>
    </Section>
  );
}

function LeaveLine({ leave, onAsk }: { leave: Leave; onAsk: (() => void) | null }) {
  const t = useTranslations("leaves");
  const { range } = useLeaveDays();
  const { fromOn, untilOn, state, note, recordedBy, endedAt } = leave;
  const details = [
    t("days", { count: daysBetween(fromOn, untilOn) + 1 }),
    endedAt ? t("ended") : "",
    recordedBy ? t("by", { name: recordedBy }) : "",
    note,
  ];
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-0.5 border-hairline border-b py-1 max-md:min-h-11">
      <span className={state === "over" ? "text-muted-foreground" : "font-medium"}>
        {range(fromOn, untilOn)}
      </span>
      <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
      <span className="min-w-0 break-words text-12 text-muted-foreground">
        {details.filter((part) => part !== "").join(" · ")}
      </span>
      {onAsk && state !== "over" ? (
        <Button size="xs" variant="ghost" className="ms-auto" onClick={onAsk}>
          {t(state === "running" ? "end" : "cancel")}
        </Button>
      ) : null}
    </li>
  );
}
