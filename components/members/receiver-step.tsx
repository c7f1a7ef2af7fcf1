"use client";

import { Users, Waves } from "lucide-react";
import { useTranslations } from "next-intl";
import { RadioGroup } from "radix-ui";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { DeparturePreview, Receiver } from "@/lib/users/types";

const POOL = "pool";

type StepProps = {
  preview: DeparturePreview;
  receiverId: string | null;
  onChoose: (receiverId: string | null) => void;
  onBack: () => void;
  onNext: () => void;
};

/** Who takes the customers: their pools, or a colleague as far as he has room. */
export function ReceiverStep({ preview, receiverId, onChoose, onBack, onNext }: StepProps) {
  const t = useTranslations("members.handOver");
  const common = useTranslations("common");
  const { teamId } = preview.user;
  const isNear = (one: Receiver) => teamId !== null && one.teamId === teamId;
  const receivers = [...preview.receivers].sort(
    (a, b) =>
      Number(isNear(b)) - Number(isNear(a)) || b.wouldTake - a.wouldTake || a.name.localeCompare(b.name),
  );
  return (
    <>
      <p className="mb-3 text-muted-foreground">{t("receiverLead", { count: preview.total })}</p>
      <RadioGroup.Root
        aria-label={t("steps.receiver")}
        value={receiverId ?? POOL}
        onValueChange={(value) => onChoose(value === POOL ? null : value)}
      >
        <Option value={POOL} mark={<Waves aria-hidden className="size-4 text-muted-foreground" />}>
          <span className="font-medium">{t("toPools")}</span>
          <span className="text-12 text-muted-foreground">{t("toPoolsText", { count: preview.total })}</span>
        </Option>
        {receivers.map((receiver) => (
          <Option key={receiver.userId} value={receiver.userId} mark={<Avatar name={receiver.name} />}>
            <ReceiverWords receiver={receiver} />
          </Option>
        ))}
      </RadioGroup.Root>
      {receivers.length === 0 ? (
        <EmptyState icon={Users} title={t("noReceivers")} text={t("noReceiversText")} />
      ) : null}
      <div className="mt-6 flex justify-end gap-2">
        <Button onClick={onBack}>{common("previous")}</Button>
        <Button variant="primary" onClick={onNext}>
          {common("next")}
        </Button>
      </div>
    </>
  );
}

function Option({ value, mark, children }: { value: string; mark: ReactNode; children: ReactNode }) {
  return (
    <RadioGroup.Item
      value={value}
      className="group flex min-h-13 w-full items-center gap-3 border-hairline border-b px-2 py-2 text-start hover:bg-hover data-[state=checked]:bg-primary-subtle"
    >
      <span className="grid size-4 shrink-0 place-items-center rounded-full border border-input group-data-[state=checked]:border-primary">
        <RadioGroup.Indicator className="size-2 rounded-full bg-primary" />
      </span>
      {mark}
      <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">{children}</span>
    </RadioGroup.Item>
  );
}

function ReceiverWords({ receiver }: { receiver: Receiver }) {
  const t = useTranslations("members.handOver");
  const { name, teamName, pools, wouldTake, wouldGoToPool } = receiver;
  const room = pools.map((pool) =>
    t("room", {
      ...{ pool: pool.name, held: pool.held, inBook: pool.inBook },
      cap: pool.cap === null ? t("noCap") : String(pool.cap),
    }),
  );
  return (
    <>
      <span className="font-medium">{name}</span>
      {teamName ? <span className="text-12 text-muted-foreground">{teamName}</span> : null}
      <span className="ms-auto">{t("takes", { take: wouldTake, pool: wouldGoToPool })}</span>
      <span className="w-full text-12 text-muted-foreground">{room.join(t("semicolon"))}</span>
    </>
  );
}
