"use client";

import { CircleGauge } from "lucide-react";
import { useTranslations } from "next-intl";
import { RadioGroup } from "radix-ui";
import { useEffect, useRef, useState } from "react";
import { answered } from "@/components/follow-ups/answered";
import { Avatar } from "@/components/ui/avatar";
import { Refusal } from "@/components/ui/refusal";
import { Skeleton } from "@/components/ui/skeleton";
import type { ActionFailure } from "@/lib/action-result";
import { listReceiversAction } from "@/lib/ownership/actions";
import type { ReceiverRoom } from "@/lib/ownership/list-receivers";
import { AskContent, type Asked, Missing, NoteField } from "./ask-content";
import { FailureLine } from "./failure-line";

type GiveDialogProps = Asked & {
  title: string;
  /** The pools that the customers are of; a receiver must have room in each. */
  poolIds: readonly string[];
  /** Who holds them already. */
  exceptId?: string | null;
  onGive: (userId: string, name: string, note: string) => void;
};

/** To whom: colleagues with the room they have; one without room says so and can't be chosen. */
export function GiveDialog({ title, poolIds, exceptId, busy, failure, onGive }: GiveDialogProps) {
  const t = useTranslations("customer.give");
  const { receivers, failed } = useReceivers(poolIds);
  const [chosen, setChosen] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [asked, setAsked] = useState(false);
  const shown = receivers?.filter((one) => one.userId !== exceptId) ?? null;
  const receiver = shown?.find((one) => one.userId === chosen);
  const loading = shown === null && !failed;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!loading) list.current?.querySelector<HTMLElement>("[role=radio]:enabled")?.focus();
  }, [loading]);
  return (
    <AskContent
      {...{ title, busy, failure }}
      confirm={receiver ? t("confirm", { name: receiver.name }) : t("choose")}
      onConfirm={() => (receiver ? onGive(receiver.userId, receiver.name, note) : setAsked(true))}
    >
      {loading ? (
        <div className="flex flex-col gap-3 py-2">
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
        </div>
      ) : null}
      <FailureLine failure={failed} />
      {shown?.length === 0 ? <p className="text-muted-foreground">{t("nobody")}</p> : null}
      {shown && shown.length > 0 ? (
        <RadioGroup.Root
          ref={list}
          aria-label={title}
          value={chosen ?? ""}
          onValueChange={setChosen}
          className="-mx-2 flex max-h-[40vh] flex-col overflow-y-auto"
        >
          {shown.map((one) => (
            <ReceiverRow key={one.userId} receiver={one} />
          ))}
        </RadioGroup.Root>
      ) : null}
      {asked && !receiver ? <Missing>{t("missing")}</Missing> : null}
      {loading ? (
        <Skeleton className="h-24" />
      ) : (
        <NoteField label={t("note")} value={note} onChange={setNote} />
      )}
    </AskContent>
  );
}

function useReceivers(poolIds: readonly string[]) {
  const [receivers, setReceivers] = useState<ReceiverRoom[] | null>(null);
  const [failed, setFailed] = useState<ActionFailure | null>(null);
  const pools = poolIds.join(",");
  useEffect(() => {
    let current = true;
    void answered(listReceiversAction({ poolIds: pools.split(",") })).then((answer) => {
      if (!current) return;
      if (answer.ok) setReceivers(answer.data.filter((one) => one.pools.length === pools.split(",").length));
      else setFailed(answer);
    });
    return () => {
      current = false;
    };
  }, [pools]);
  return { receivers, failed };
}

function ReceiverRow({ receiver }: { receiver: ReceiverRoom }) {
  const t = useTranslations("customer.give");
  const tight = receiver.pools.toSorted(
    (a, b) => (a.room ?? Number.POSITIVE_INFINITY) - (b.room ?? Number.POSITIVE_INFINITY),
  )[0];
  const full = tight?.room === 0;
  return (
    <RadioGroup.Item
      value={receiver.userId}
      disabled={full}
      className="flex min-h-10 items-center gap-2.5 rounded-md px-2 text-start hover:bg-hover disabled:cursor-not-allowed disabled:text-faint-foreground data-[state=checked]:bg-primary-subtle max-md:min-h-12"
    >
      <Avatar name={receiver.name} size="lg" />
      <span className="min-w-0 flex-1 truncate">
        {receiver.name}
        {receiver.teamName ? <span className="text-faint-foreground"> {receiver.teamName}</span> : null}
      </span>
      {full && tight ? (
        <Refusal icon={CircleGauge} text={t("full", { held: tight.held, cap: tight.cap ?? 0 })} />
      ) : (
        <span className="whitespace-nowrap text-12 text-muted-foreground">
          {tight?.cap === null || tight === undefined
            ? t("noCap", { held: tight?.held ?? 0 })
            : t("room", { held: tight.held, cap: tight.cap, room: tight.room ?? 0 })}
        </span>
      )}
    </RadioGroup.Item>
  );
}
