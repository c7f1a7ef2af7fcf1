"use client";

import { FunnelX } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListRefusal } from "@/lib/customers/list-refusal";

type ListRefusedProps = {
  title: string;
  refusal: ListRefusal;
  /** The same list without filters. */
  plainHref: string;
};

/** In the place of a list: why its filters can't be asked now, and the two ways on. */
export function ListRefused({ title, refusal, plainHref }: ListRefusedProps) {
  const t = useTranslations("views.refused");
  const router = useRouter();
  const text =
    refusal.kind === "many"
      ? t("manyText", { asked: refusal.asked, most: refusal.most })
      : t("oftenText", { minutes: Math.ceil(refusal.retryAfterSeconds / 60) });
  return (
    <>
      <PageHeader title={title} ruled />
      <PhoneHeader title={title} />
      <EmptyState
        icon={FunnelX}
        title={t(refusal.kind)}
        text={text}
        action={
          <>
            <Button asChild>
              <Link href={plainHref}>{t("without")}</Link>
            </Button>
            {refusal.kind === "often" ? (
              <Button variant="ghost" onClick={() => router.refresh()}>
                {t("again")}
              </Button>
            ) : null}
          </>
        }
      />
    </>
  );
}
