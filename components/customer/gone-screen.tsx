"use client";

import { Waves } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMoments } from "@/components/customers/use-moments";
import { useLossText } from "@/components/follow-ups/loss-note";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { TakenView } from "@/lib/customers/customer-types";
import type { Loss } from "@/lib/customers/read-loss";
import { KeptDraft } from "./kept-draft";

/** A customer that the viewer sees no more: how it left him, or who has just claimed it; and what he had typed. */
export function GoneScreen({
  loss,
  taken,
  viewerId,
}: {
  loss: Loss | null;
  taken: TakenView | null;
  viewerId: string;
}) {
  const t = useTranslations("customer.gone");
  const nav = useTranslations("nav");
  const { moment } = useMoments();
  const lossText = useLossText();
  const told = loss ? lossText(loss) : null;
  const name = loss?.name ?? taken?.name ?? "";
  const customerId = loss?.customerId ?? taken?.id ?? "";
  const back = { href: "/mine", label: nav("mine") };
  return (
    <>
      <PageHeader title={name} crumbs={[back]} ruled />
      <PhoneHeader title={name} back={back} />
      <EmptyState
        icon={Waves}
        title={told?.title ?? t("notYours")}
        text={
          <>
            {taken && loss ? t("nowWith", { name: taken.ownerName }) : told?.text}
            {taken && !loss ? t("taken", { name: taken.ownerName, moment: moment(taken.at) }) : null}
          </>
        }
        action={
          <>
            <Button asChild>
              <Link href="/mine">{t("toMine")}</Link>
            </Button>
            <Button asChild variant="ghost">
              <Link href="/pool">{t("toPool")}</Link>
            </Button>
          </>
        }
      />
      <div className="max-w-[60ch] px-5 max-md:px-4">
        <KeptDraft writerId={viewerId} customerId={customerId} />
      </div>
    </>
  );
}
